using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <content>Cookies, local and session storage: names, deletions, functions of the script that write for their callers.</content>
internal sealed partial class ScriptWalker
{
    /// <summary>A function that writes under the name that its caller gives.</summary>
    /// <param name="Days">The position of the parameter that is a number of days, or -1.</param>
    /// <param name="Guard">What the function itself makes sure of before it writes.</param>
    /// <param name="TakesText">Whether the caller gives the whole text of the cookie.</param>
    private readonly record struct StorageWriter(ScriptStorage Storage, string Target, int Name, int Days, ConsentPurposes Guard, bool TakesText = false);

    private readonly Dictionary<string, StorageWriter> storageWriters = new(StringComparer.Ordinal);
    private readonly List<(ScriptFact Write, ScriptNode Named, FunctionNode Scope)> writesForCallers = [];
    private (ScriptFact Write, ScriptNode Named)? lastWrite;
    private readonly List<(string Path, List<ScriptNode> Arguments, int Start, int End, FunctionNode Scope, ConsentPurposes Guard)> namedCalls = [];
    private readonly List<(AssignNode Node, FunctionNode Scope, ConsentPurposes Guard)> cookieAssignments = [];

    // What only the whole script tells: dates that are moved, and who calls whom.
    private void WriteStorage()
    {
        foreach (var (node, owner, guard) in cookieAssignments) WriteCookie(node, owner, guard);
        foreach (var (write, named, owner) in writesForCallers) NoteWriter(write, named, owner);
        if (namedCalls.Count == 0) return;
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in functions) own.UnionWith(function.Names);
        foreach (var call in namedCalls) CallWriter(call.Path, call.Arguments, call.Start, call.End, call.Scope, call.Guard, own);
    }

    private void AddStorageCall(string path, string name, List<ScriptNode> arguments, ImmutableArray<string?> constants, int start, int end, ConsentPurposes guard)
    {
        if (name is "setItem" or "removeItem") path = Unaliased(path);
        if (name == "removeItem" && arguments.Count > 0) NoteRemoval(path, arguments[0], start);
        if (KnownStorageCalls.Find(path) is { } known)
        {
            WriteKnown(known, arguments, constants, start, end, guard);
            return;
        }
        if (path.IndexOf('(') < 0) namedCalls.Add((path, arguments, start, end, scope, guard));
    }

    // localStorage.setItem(test, test); localStorage.removeItem(test): whether the browser can store at all.
    private void NoteRemoval(string path, ScriptNode named, int start)
    {
        if (lastWrite is not ({ } write, { } name) || write.StorageTarget + ".removeItem" != path || write.Function != Current) return;
        var between = conditions.Slice(write.Offset + write.Length, start);
        if (start - write.Offset - write.Length < 100 && between.IndexOfAny(['{', '}', ':', '?']) < 0 && between.IndexOf("else", StringComparison.Ordinal) < 0 && conditions.Slice(named.Start, named.End) == conditions.Slice(name.Start, name.End)) write.IsDeletion = true;
    }

    // const store = window.localStorage; store.setItem(…)
    private string Unaliased(string path)
    {
        var dot = path.IndexOf('.');
        if (dot < 0 || ScriptValues.Single(path.Substring(0, dot), scope) is not { } single) return path;
        var storage = ScriptValues.PathOf(single);
        return storage is "localStorage" or "sessionStorage" ? storage + path.Substring(dot) : path;
    }

    private void WriteKnown(StorageCall known, List<ScriptNode> arguments, ImmutableArray<string?> constants, int start, int end, ConsentPurposes guard)
    {
        var inObject = known.NameProperty.Length > 0 && arguments.Count > 0 && arguments[0] is ObjectNode;
        // $.cookie('name') reads.
        if (arguments.Count < 2 && !inObject) return;
        var named = inObject ? Property((ObjectNode)arguments[0], known.NameProperty) : arguments[known.NameAt];
        if (named is null) return;
        var text = inObject ? values.Fold(named, scope) : constants[known.NameAt];
        var fact = AddStorage(known.Storage, known.Function.EndsWith("Storage.setItem", StringComparison.Ordinal) ? known.Function.Substring(0, known.Function.Length - ".setItem".Length) : known.Function, StorageName(text), text ?? "", start, end, guard);
        foreach (var place in known.Lifetimes) ReadLifetime(fact, place, arguments);
        fact.IsDeletion = fact.LifetimeDays <= 0 || (arguments.Count > 1 && arguments[1] is ConstantNode { Kind: ConstantKind.Null });
        NoteName(fact, named);
        lastWrite = (fact, named);
    }

    private static ScriptNode? Property(ObjectNode node, string key)
    {
        for (var i = 0; i < node.Properties.Count && i < MostProperties; i++)
        {
            if (node.Properties[i].Key == key) return node.Properties[i].Value;
        }
        return null;
    }

    private void ReadLifetime(ScriptFact fact, StorageLifetime place, List<ScriptNode> arguments)
    {
        if (place.Position >= 0)
        {
            if (place.Position < arguments.Count && arguments[place.Position] is not ObjectNode) SetLifetime(fact, arguments[place.Position], place.Unit);
            return;
        }
        foreach (var argument in arguments)
        {
            if (argument is ObjectNode options && Property(options, place.Property) is { } value) SetLifetime(fact, value, place.Unit);
            else if (argument is NameNode name && ScriptValues.Single(name.Name, scope) is ObjectNode single && Property(single, place.Property) is { } kept) SetLifetime(fact, kept, place.Unit);
        }
    }

    // The name stands in a variable: its own name may say what it holds. Or the caller gives it.
    private void NoteName(ScriptFact fact, ScriptNode named)
    {
        if (fact.Name != null && !fact.Name.StartsWith("*", StringComparison.Ordinal)) return;
        var first = FirstOperand(named);
        var path = ScriptValues.PathOf(first);
        fact.NameHint = ScriptValues.LastName(path);
        var root = first is NameNode name ? name.Name : first is ChainNode { Root: NameNode chained } ? chained.Name : "";
        fact.IsNamedByCaller = root.Length > 0 && scope.Find(root) is { IsParameter: true };
        if (fact.IsNamedByCaller) writesForCallers.Add((fact, first, scope));
    }

    private ScriptFact AddStorage(ScriptStorage storage, string target, string? name, string text, int start, int end, ConsentPurposes guard)
    {
        var fact = new ScriptFact(ScriptFactKind.StorageWrite, start, end - start, null, text, Current, guard) { Storage = storage, StorageTarget = target, Name = name };
        facts.Add(fact);
        return fact;
    }

    private static string? StorageName(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var unknown = text!.IndexOf(ScriptTokenizer.Unknown);
        return unknown < 0 ? text : unknown == 0 ? null : text.Substring(0, unknown) + "*";
    }

    // localStorage.visitor = …, localStorage['visitor'] = …
    private void WriteMember(string path, AssignNode node, ScriptNode target, ConsentPurposes guard)
    {
        var storage = path.StartsWith("localStorage", StringComparison.Ordinal) ? ScriptStorage.Local : ScriptStorage.Session;
        var rest = path.Substring(storage == ScriptStorage.Local ? "localStorage".Length : "sessionStorage".Length);
        if (rest == "[]" && target is ChainNode { Parts: { Count: > 0 } parts } && parts[parts.Count - 1].Arguments is [var index])
        {
            var text = values.Fold(index, scope);
            NoteName(AddStorage(storage, path.Substring(0, path.Length - rest.Length), StorageName(text), text ?? "", target.Start, node.End, guard), index);
        }
        else if (rest.Length > 1 && rest[0] == '.' && rest.IndexOf('.', 1) < 0 && rest.IndexOf('[') < 0)
        {
            AddStorage(storage, path.Substring(0, path.Length - rest.Length), rest.Substring(1), "", target.Start, node.End, guard);
        }
    }

    private void WriteCookie(AssignNode node, FunctionNode owner, ConsentPurposes guard)
    {
        if (node.Value.End <= node.Value.Start) return;
        scope = owner;
        var text = values.Fold(node.Value, scope) ?? ScriptTokenizer.Unknown.ToString();
        var equals = text.IndexOf('=');
        var name = equals < 0 ? FrameworkCookie(node.Value) : StorageName(text.Substring(0, equals).Trim());
        var fact = AddStorage(ScriptStorage.Cookie, "document.cookie", name, text, node.Start, node.End, guard);
        SetLifetime(fact, text, node.Value);
        fact.IsDeletion = fact.LifetimeDays <= 0 || IsPast(text);
        if (name == null) NoteName(fact, node.Value);
    }

    // function setCookie(name, value, days) { document.cookie = name + …: the calls are the writes.
    private void NoteWriter(ScriptFact write, ScriptNode named, FunctionNode owner)
    {
        if (write.IsDeletion || named is not NameNode parameter) return;
        var position = owner.Parameters.IndexOf(parameter.Name);
        if (position < 0) return;
        var days = write.Storage == ScriptStorage.Cookie ? owner.Parameters.FindIndex(p => p.Length > 0 && (NameTokens.Contains(p.AsSpan(), "days") || p.EndsWith("days", StringComparison.OrdinalIgnoreCase))) : -1;
        foreach (var own in functions[ids[owner]].Names) storageWriters[own] = new StorageWriter(write.Storage, write.StorageTarget, position, days, write.Guard, write.Text.Length == 1 && write.Storage == ScriptStorage.Cookie);
    }

    // document.cookie = button.dataset.cookieString, the banner of ASP.NET Core's templates
    private string? FrameworkCookie(ScriptNode value)
    {
        if (value is NameNode name && ScriptValues.Single(name.Name, scope) is { } single) value = single;
        var slice = conditions.Slice(value.Start, value.End);
        return slice.IndexOf("cookieString", StringComparison.Ordinal) >= 0 || slice.IndexOf("cookie-string", StringComparison.Ordinal) >= 0 ? ".AspNet.Consent" : null;
    }

    private static ScriptNode FirstOperand(ScriptNode node)
    {
        for (var level = 0; level < 8; level++)
        {
            switch (node)
            {
                case BinaryNode binary: node = binary.Operands[0]; break;
                case TemplateNode { Parts.Count: > 1 } template when template.Parts[0] is ConstantNode { Text: "" }: node = template.Parts[1]; break;
                case ChainNode { Root: NameNode { Name: "encodeURIComponent" or "escape" } } call when call.Parts[0].Arguments.Count > 0: node = call.Parts[0].Arguments[0]; break;
                case ArrayNode { Items.Count: > 0 } array: node = array.Items[0]; break;
                case ChainNode { Root: ArrayNode { Items.Count: > 0 } items } joined when joined.Parts[0].Name == "join": node = items.Items[0]; break;
                default: return node;
            }
        }
        return node;
    }

    private void CallWriter(string path, List<ScriptNode> arguments, int start, int end, FunctionNode owner, ConsentPurposes guard, HashSet<string> own)
    {
        scope = owner;
        var callee = Qualify(path);
        var isOwn = storageWriters.TryGetValue(callee, out var writer);
        if (writer.TakesText && writer.Name < arguments.Count) CallTextWriter(writer, arguments[writer.Name], start, end, guard);
        if (arguments.Count < 2 || writer.TakesText) return;
        if (!isOwn)
        {
            // Whatever the script itself says of such a function is better than its name.
            if (own.Contains(callee) || !IsCookieWriter(ScriptValues.LastName(path))) return;
            writer = new StorageWriter(ScriptStorage.Cookie, ScriptValues.LastName(path), 0, -1, ConsentPurposes.None);
        }
        if (writer.Name >= arguments.Count || StorageName(values.Fold(arguments[writer.Name], scope)) is not { } name) return;
        // setCookie('name', '', -1), whatever the number counts.
        if (!isOwn && (arguments[1] is ConstantNode { Text: "" } || arguments.Exists(a => values.Number(a, scope) <= 0 && a is not ConstantNode { Kind: ConstantKind.String }))) return;
        var fact = AddStorage(writer.Storage, writer.Target, name, name, start, end, guard | writer.Guard);
        fact.HasLifetime = writer.Storage == ScriptStorage.Cookie;
        if (writer.Days >= 0 && writer.Days < arguments.Count) SetLifetime(fact, arguments[writer.Days], LifetimeUnit.Days);
        fact.IsDeletion = fact.LifetimeDays <= 0;
    }

    // write('name=value; path=/')
    private void CallTextWriter(StorageWriter writer, ScriptNode argument, int start, int end, ConsentPurposes guard)
    {
        if (values.Fold(argument, scope) is not { } text || text.IndexOf('=') is not (> 0 and var equals) || StorageName(text.Substring(0, equals).Trim()) is not { } name) return;
        var fact = AddStorage(writer.Storage, writer.Target, name, text, start, end, guard | writer.Guard);
        SetLifetime(fact, text, argument);
        fact.IsDeletion = fact.LifetimeDays <= 0 || IsPast(text);
    }

    // setCookie, write_cookie. setThemeCookie('dark') gets no name.
    private static bool IsCookieWriter(string name)
    {
        var position = 0;
        foreach (var (start, length) in NameTokens.Split(name.AsSpan()))
        {
            var word = name.AsSpan(start, length);
            if (position == 0 ? !(Is(word, "set") || Is(word, "create") || Is(word, "write") || Is(word, "add") || Is(word, "save")) : position > 1 || !Is(word, "cookie")) return false;
            position++;
        }
        return position == 2;

        static bool Is(ReadOnlySpan<char> word, string known) => word.Equals(known.AsSpan(), StringComparison.OrdinalIgnoreCase);
    }
}
