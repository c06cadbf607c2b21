using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>Goes once through a parsed script with what is guaranteed at each place, and notes facts, calls and functions.</summary>
internal sealed class ScriptWalker
{
    private const int MostArguments = 4;
    private const int MostProperties = 256;

    private readonly FunctionNode root;
    private readonly ScriptValues values = new();
    private readonly ScriptConditions conditions;
    private readonly ConsentVocabulary words = ConsentVocabulary.Default;
    private readonly List<ScriptFunction> functions = [];
    private readonly Dictionary<FunctionNode, int> ids = [];
    private readonly List<ScriptFact> facts = [];
    private readonly List<ScriptCall> calls = [];
    private readonly List<ScriptReference> references = [];
    private readonly List<(string Alias, string Name)> aliases = [];
    private readonly Queue<(ScriptNode Node, FunctionNode Scope, ConsentPurposes Guard)> pending = new();
    private readonly Dictionary<ScriptVariable, string> parameterOf = [];
    private readonly Dictionary<(FunctionNode Scope, string Name), double> dateShifts = [];
    private readonly Dictionary<string, (int Name, int Days)> cookieWriters = new(StringComparer.Ordinal);
    private readonly List<(string Path, List<ScriptNode> Arguments, int Start, int End, FunctionNode Scope, ConsentPurposes Guard)> namedCalls = [];
    private readonly List<(AssignNode Node, FunctionNode Scope, ConsentPurposes Guard)> cookieAssignments = [];
    private FunctionNode scope;
    private long work;

    public ScriptWalker(string text, FunctionNode root)
    {
        this.root = root;
        scope = root;
        conditions = new ScriptConditions(text, values, root.Objects);
    }

    public InlineScript Run(long parsing)
    {
        functions.Add(new ScriptFunction(0, -1, ConsentPurposes.None));
        ids.Add(root, 0);
        pending.Enqueue((root.Body!, root, ConsentPurposes.None));
        while (pending.Count > 0)
        {
            var (node, owner, guard) = pending.Dequeue();
            scope = owner;
            Walk(node, ref guard);
        }
        foreach (var (node, owner, guard) in cookieAssignments) WriteCookie(node, owner, guard);
        foreach (var call in namedCalls) CallCookieWriter(call.Path, call.Arguments, call.Start, call.End, call.Scope, call.Guard);
        facts.Sort((x, y) => x.Offset != y.Offset ? x.Offset.CompareTo(y.Offset) : x.Kind.CompareTo(y.Kind));
        calls.Sort((x, y) => x.Offset.CompareTo(y.Offset));
        return new InlineScript([.. facts], [.. functions], [.. calls], [.. references], [.. aliases], parsing + work + conditions.Work);
    }

    // Statements. The result: whether control never leaves the statement at its end.

    private bool Walk(ScriptNode node, ref ConsentPurposes guard)
    {
        work++;
        switch (node)
        {
            case BlockNode block:
                return WalkAll(block.Statements, ref guard);
            case IfNode branch:
                return WalkIf(branch, ref guard);
            case LoopNode loop:
                foreach (var part in loop.Head) WalkExpression(part, guard);
                var inside = guard;
                if (loop.Condition != null)
                {
                    WalkExpression(loop.Condition, guard);
                    inside |= conditions.Evaluate(loop.Condition, scope).WhenTrue;
                }
                Walk(loop.Body, ref inside);
                return false;
            case ExitNode exit:
                if (exit.Value != null) WalkReturned(exit.Value, guard);
                return true;
            case TryNode attempt:
                foreach (var part in attempt.Blocks)
                {
                    var own = guard;
                    Walk(part, ref own);
                }
                return false;
            case SwitchNode choice:
                WalkSwitch(choice, guard);
                return false;
            case FunctionNode function:
                Register(function, guard, Qualify(function.Name));
                return false;
            case SequenceNode sequence:
                foreach (var item in sequence.Items) WalkExpression(item, guard);
                return false;
            default:
                WalkExpression(node, guard);
                return false;
        }
    }

    private bool WalkAll(List<ScriptNode> statements, ref ConsentPurposes guard)
    {
        var exits = false;
        foreach (var statement in statements) exits |= Walk(statement, ref guard);
        return exits;
    }

    private bool WalkIf(IfNode branch, ref ConsentPurposes guard)
    {
        var after = ConsentPurposes.General;
        var exits = true;
        var reached = guard;
        for (var i = 0; i < branch.Tests.Count; i++)
        {
            WalkExpression(branch.Tests[i], reached);
            var test = conditions.Evaluate(branch.Tests[i], scope);
            var inside = reached | test.WhenTrue;
            if (!Walk(branch.Bodies[i], ref inside))
            {
                after &= inside;
                exits = false;
            }
            reached |= test.WhenFalse;
        }
        if (branch.Otherwise == null || !Walk(branch.Otherwise, ref reached))
        {
            after &= reached;
            exits = false;
        }
        if (!exits) guard |= after;
        return exits;
    }

    private void WalkSwitch(SwitchNode choice, ConsentPurposes guard)
    {
        WalkExpression(choice.Subject, guard);
        var falls = ConsentPurposes.General;
        var isFirst = true;
        var left = true;
        foreach (var part in choice.Cases)
        {
            var entry = ConsentPurposes.None;
            if (part.Test != null)
            {
                WalkExpression(part.Test, guard);
                // switch (true) { case consent: … } and switch (consent) { case 'accepted': … }
                var test = choice.Subject is ConstantNode { Kind: ConstantKind.True }
                    ? part.Test
                    : new BinaryNode(part.Test.Start, part.Test.End, [choice.Subject, part.Test], ["==="]);
                entry = conditions.Evaluate(test, scope).WhenTrue;
            }
            var inside = guard | (isFirst || left ? entry : entry & falls);
            isFirst = false;
            left = WalkAll(part.Statements, ref inside);
            falls = inside;
        }
    }

    // return { load: load }: members that anybody may call; return load: so too.
    private void WalkReturned(ScriptNode node, ConsentPurposes guard)
    {
        if (node is ObjectNode returned && scope != root)
        {
            foreach (var property in returned.Properties)
            {
                switch (property.Value)
                {
                    case FunctionNode function:
                        Register(function, guard, property.Key).Exported = true;
                        break;
                    case NameNode name when property.Key.Length > 0:
                        aliases.Add((ScriptProgram.Returned + property.Key, Qualify(name.Name)));
                        Export(name.Name);
                        break;
                    default:
                        WalkExpression(property.Value, guard);
                        break;
                }
            }
            return;
        }
        WalkExpression(node, guard);
    }

    private void Export(string name)
    {
        if (scope.Find(name) is { Value: FunctionNode function })
        {
            if (ids.TryGetValue(function, out var id)) functions[id].Exported = true;
            else exportedLater.Add(function);
        }
    }

    private readonly HashSet<FunctionNode> exportedLater = [];

    // Expressions

    private void WalkExpression(ScriptNode node, ConsentPurposes guard)
    {
        work++;
        switch (node)
        {
            case NameNode or ConstantNode or OtherNode:
                break;
            case TemplateNode template:
                foreach (var part in template.Parts) WalkExpression(part, guard);
                break;
            case ArrayNode array:
                foreach (var item in array.Items) WalkExpression(item, guard);
                break;
            case ObjectNode properties:
                foreach (var property in properties.Properties) WalkValue(property.Value, "", guard);
                break;
            case PrefixNode prefix:
                WalkExpression(prefix.Operand, guard);
                break;
            case BinaryNode binary:
                WalkBinary(binary, guard);
                break;
            case ConditionalNode conditional:
                var reached = guard;
                for (var i = 0; i < conditional.Tests.Count; i++)
                {
                    WalkExpression(conditional.Tests[i], reached);
                    var test = conditions.Evaluate(conditional.Tests[i], scope);
                    WalkExpression(conditional.Values[i], reached | test.WhenTrue);
                    reached |= test.WhenFalse;
                }
                WalkExpression(conditional.Otherwise, reached);
                break;
            case AssignNode assign:
                WalkAssign(assign, guard);
                break;
            case SequenceNode sequence:
                foreach (var item in sequence.Items) WalkExpression(item, guard);
                break;
            case ChainNode chain:
                WalkChain(chain, guard);
                break;
            case FunctionNode function:
                Register(function, guard, "");
                break;
            case ClassNode type:
                foreach (var member in type.Members)
                {
                    if (member.Value is FunctionNode method) Register(method, guard, member.Key == "constructor" ? Qualify(type.Name) : member.Key).Exported = true;
                    else if (member.Key.Length == 0) WalkNested(member.Value, guard);
                    else WalkValue(member.Value, "this." + member.Key, guard);
                }
                break;
            case DeferredNode deferred:
                if (deferred.Body != null) pending.Enqueue((deferred.Body, scope, guard));
                break;
            default:
                WalkNested(node, guard);
                break;
        }
    }

    private void WalkNested(ScriptNode node, ConsentPurposes guard) => Walk(node, ref guard);

    private void WalkBinary(BinaryNode binary, ConsentPurposes guard)
    {
        foreach (var operand in binary.Operands)
        {
            WalkExpression(operand, guard);
            if (binary.Operators[0] is "&&") guard |= conditions.Evaluate(operand, scope).WhenTrue;
            else if (binary.Operators[0] is "||" or "??") guard |= conditions.Evaluate(operand, scope).WhenFalse;
        }
    }

    // A value that gets a name: its functions are called by it.
    private void WalkValue(ScriptNode node, string path, ConsentPurposes guard)
    {
        work++;
        switch (node)
        {
            case FunctionNode function:
                RegisterAssigned(function, path, guard);
                break;
            case ObjectNode properties when path.Length is > 0 and < 200:
                foreach (var property in properties.Properties)
                {
                    if (property.Key.Length > 0) Assigned(property.Value, path + "." + property.Key, property.Start, guard);
                    else WalkExpression(property.Value, guard);
                }
                break;
            case NameNode name when path.Length > 0:
                Named(name, path, guard);
                break;
            case BinaryNode binary when binary.Operators[0] is "||" or "??":
                foreach (var operand in binary.Operands) WalkValue(operand, operand is NameNode ? "" : path, guard);
                break;
            case AssignNode assign:
                WalkAssign(assign, guard);
                if (assign.Value is FunctionNode value && path.Length > 0 && ids.TryGetValue(value, out var id)) functions[id].Names.Add(path);
                break;
            default:
                WalkExpression(node, guard);
                break;
        }
    }

    private void Assigned(ScriptNode value, string path, int start, ConsentPurposes guard)
    {
        if (FindAssigned(path) is { } snippet) AddSnippet(snippet, path, start, value.End, guard);
        if (ScriptValues.LastName(path) == "src") AddAddress(value, guard);
        WalkValue(value, path, guard);
    }

    // a.onload = init hands init on; a.b = init is another name for it.
    private void Named(NameNode name, string path, ConsentPurposes guard)
    {
        if (Handler(path, null) is { } handing)
        {
            references.Add(new ScriptReference(Qualify(name.Name), Current, guard | handing.Guard, handing.Event));
            return;
        }
        if (words.Callback(path) is { } platform)
        {
            references.Add(new ScriptReference(Qualify(name.Name), Current, guard | platform, null));
            return;
        }
        aliases.Add((Qualify(path), Qualify(name.Name)));
    }

    private int Current => ids[scope];

    // Functions

    private ScriptFunction Register(FunctionNode node, ConsentPurposes guard, string name)
    {
        if (ids.TryGetValue(node, out var id)) return functions[id];
        var function = new ScriptFunction(node.Start, Current, guard);
        ids.Add(node, functions.Count);
        functions.Add(function);
        if (name.Length > 0)
        {
            function.Names.Add(name);
            if (words.Entry(name) is { } platform) function.Invocations.Add(new ScriptReference(name, Current, guard | platform, null));
        }
        function.Exported |= exportedLater.Contains(node);
        if (node.Body is BlockNode) pending.Enqueue((node.Body, node, ConsentPurposes.None));
        else if (node.Body != null) pending.Enqueue((new SequenceNode(node.Body.Start, node.Body.End, [node.Body]), node, ConsentPurposes.None));
        return function;
    }

    private void RegisterAssigned(FunctionNode node, string path, ConsentPurposes guard)
    {
        var function = Register(node, guard, path.Length == 0 ? "" : Qualify(path));
        if (path.Length == 0) return;
        if (Handler(path, null) is { } handing) function.Invocations.Add(new ScriptReference(path, Current, guard | handing.Guard, handing.Event));
        else if (words.Callback(path) is { } platform) function.Invocations.Add(new ScriptReference(path, Current, guard | platform, null));
    }

    private void Invoke(FunctionNode node, ConsentPurposes guard, ConsentPurposes added, string? handler) =>
        Register(node, guard, "").Invocations.Add(new ScriptReference("", Current, guard | added, handler));

    /// <summary>A name as the whole page knows it, or marked with the function that declares it.</summary>
    private string Qualify(string path)
    {
        if (path.Length == 0) return path;
        var dot = path.IndexOf('.');
        var name = dot < 0 ? path : path.Substring(0, dot);
        var owner = scope;
        for (var level = 0; level < FunctionNode.MostScopes && owner is { Parent: not null }; level++, owner = owner.Parent)
        {
            work++;
            if (owner.Variables.ContainsKey(name)) return name + ScriptReference.Local + owner.Start.ToString(CultureInfo.InvariantCulture) + (dot < 0 ? "" : path.Substring(dot));
        }
        return path;
    }

    /// <summary>Whether assigning a function to the path hands it to an event: <c>window.onload</c>, <c>button.onclick</c>.</summary>
    private (ConsentPurposes Guard, string? Event)? Handler(string path, ScriptNode? target)
    {
        var name = ScriptValues.LastName(path);
        if (name.Length < 4 || !name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) return null;
        var occasion = name.Substring(2);
        if (words.IsPageEvent(occasion)) return (ConsentPurposes.None, null);
        if (!words.IsClickEvent(occasion)) return null;
        return conditions.IsAcceptControl(target, target?.End ?? 0, scope, null) || (target == null && words.IsAcceptControl(path)) ? (ConsentPurposes.General, null) : (ConsentPurposes.None, occasion);
    }

    // Assignments

    private void WalkAssign(AssignNode node, ConsentPurposes guard)
    {
        var value = node.Value;
        foreach (var target in node.Targets)
        {
            if (target is ChainNode chain) WalkTarget(chain, guard);
            else if (target is not NameNode) WalkExpression(target, guard);
            var path = ScriptValues.PathOf(target);
            if (path.Length == 0) continue;
            var name = ScriptValues.LastName(path);
            if (FindAssigned(path) is { } snippet) AddSnippet(snippet, path, target.Start, node.End, guard);
            switch (name)
            {
                case "src":
                    AddAddress(value, guard);
                    break;
                case "innerHTML" or "outerHTML" or "srcdoc":
                    AddMarkup(value, guard);
                    break;
            }
            if (path == "document.cookie")
            {
                cookieAssignments.Add((node, scope, guard));
            }
            else if (target is ChainNode && (path.StartsWith("localStorage.", StringComparison.Ordinal) || path.StartsWith("sessionStorage.", StringComparison.Ordinal)) && path.IndexOf('(') < 0)
            {
                AddStorage(path[0] == 'l' ? ScriptStorage.Local : ScriptStorage.Session, name, "", target.Start, node.End, guard);
            }
            if (value is ArrayNode queue && queue.Items.Exists(i => i is ArrayNode))
            {
                // var _gaq = [['_setAccount', …], ['_trackPageview']]
                foreach (var item in queue.Items)
                {
                    if (item is ArrayNode entry) AddPush(path, entry.Items, entry.Start, entry.End, guard);
                }
            }
            calls.Add(new ScriptCall(SnippetShape.Assign, path, target.Start, node.End - target.Start, [value is FunctionNode or ObjectNode or ArrayNode ? null : Known(values.Fold(value, scope))], Properties([value]), Current, guard));
            if (target is ChainNode { Parts: var parts } handled && value is FunctionNode or NameNode && parts[parts.Count - 1].Name.StartsWith("on", StringComparison.Ordinal) && Handler(path, handled) is { } handing)
            {
                if (value is FunctionNode function) Invoke(function, guard, handing.Guard, handing.Event);
                else references.Add(new ScriptReference(Qualify(((NameNode)value).Name), Current, guard | handing.Guard, handing.Event));
            }
            else
            {
                WalkValue(value, path, guard);
            }
        }
        if (node.Targets.TrueForAll(t => ScriptValues.PathOf(t).Length == 0)) WalkExpression(value, guard);
    }

    private void WalkTarget(ChainNode chain, ConsentPurposes guard)
    {
        if (chain.Root is not NameNode || chain.Parts.Exists(p => p.Kind == ChainPartKind.Call)) WalkChain(chain, guard);
        else
        {
            foreach (var part in chain.Parts)
            {
                foreach (var argument in part.Arguments) WalkExpression(argument, guard);
            }
        }
    }

    private static Snippet? FindAssigned(string path)
    {
        for (var rest = path.AsSpan(); ;)
        {
            if (KnownSnippets.Find(SnippetShape.Assign, rest, default, default) is { } snippet) return snippet;
            var dot = rest.IndexOf('.');
            if (dot < 0) return null;
            rest = rest.Slice(dot + 1);
        }
    }

    // Chains of members and calls

    private void WalkChain(ChainNode chain, ConsentPurposes guard)
    {
        var path = "";
        var first = 0;
        switch (chain.Root)
        {
            case NameNode name:
                path = name.Name is "self" && chain.Parts[0].Kind == ChainPartKind.Member ? "window" : name.Name;
                break;
            case FunctionNode function:
                first = WalkImmediate(chain, function, guard);
                break;
            case AssignNode or BinaryNode or ChainNode:
                WalkExpression(chain.Root, guard);
                path = ScriptValues.PathOf(chain.Root);
                break;
            default:
                WalkExpression(chain.Root, guard);
                break;
        }
        var constructs = chain.IsNew;
        var previousEnd = chain.Root.End;
        for (var i = first; i < chain.Parts.Count; i++)
        {
            work++;
            var part = chain.Parts[i];
            if (part.Kind == ChainPartKind.Call)
            {
                WalkCall(chain, i, path, constructs, guard);
                constructs = false;
            }
            else if (part.Kind == ChainPartKind.Index)
            {
                foreach (var argument in part.Arguments) WalkExpression(argument, guard);
            }
            path = path.Length == 0 ? "()" : path.Length > 200 ? "()" : ScriptValues.Extend(path, part);
            previousEnd = part.End;
        }
    }

    // (function (a, b) { … })(window, 'https://…'), and with .call(this, …)
    private int WalkImmediate(ChainNode chain, FunctionNode function, ConsentPurposes guard)
    {
        var call = 0;
        if (chain.Parts[0].Name is "call" or "apply" && chain.Parts.Count > 1) call = 1;
        if (chain.Parts[call].Kind != ChainPartKind.Call)
        {
            Register(function, guard, "");
            return 0;
        }
        if (chain.IsNew || chain.Parts[call].Kind == ChainPartKind.Call) Invoke(function, guard, ConsentPurposes.None, null);
        foreach (var argument in chain.Parts[call].Arguments)
        {
            AddAddress(argument, guard);
            WalkArgument(argument, "", guard, ConsentPurposes.None, null, "");
        }
        return call + 1;
    }

    private void WalkCall(ChainNode chain, int index, string path, bool constructs, ConsentPurposes guard)
    {
        var part = chain.Parts[index];
        var arguments = part.Arguments;
        var name = ScriptValues.LastName(path);
        var isPush = name == "push" && path.Length > 5 && path[path.Length - 5] == '.';
        if (isPush)
        {
            var queue = path.Substring(0, path.Length - 5);
            var arrays = false;
            foreach (var argument in arguments)
            {
                if (argument is not ArrayNode entry) continue;
                arrays = true;
                AddPush(queue, entry.Items, chain.Start, part.End, guard);
            }
            if (!arrays) AddPush(queue, arguments, chain.Start, part.End, guard);
        }
        else
        {
            var constants = Constants(arguments);
            var shape = constructs ? SnippetShape.New : SnippetShape.Call;
            var known = path;
            if (name is "call" or "apply" && path.Length > name.Length + 1) known = path.Substring(0, path.Length - name.Length - 1);
            if (KnownSnippets.Find(shape, known.AsSpan(), At(constants, 0), At(constants, 1)) is { } snippet)
            {
                var fact = AddSnippet(snippet, known, chain.Start, part.End, guard);
                if (snippet.Role == SnippetRole.Consent && constants.Length > 1 && constants[0] == "consent" && arguments.Count > 2) fact.ConsentMode = ReadConsentMode(constants[1] ?? "", arguments[2]);
            }
            if (path.Length > 0)
            {
                calls.Add(new ScriptCall(shape, path, chain.Start, part.End - chain.Start, constants, Properties(arguments), Current, guard));
                references.Add(new ScriptReference(Qualify(known), Current, guard, null));
                AddStorageCall(path, name, arguments, constants, chain.Start, part.End, guard);
                if (name.StartsWith("set", StringComparison.Ordinal)) NoteDateShift(chain, index, name, arguments);
            }
        }
        Load(path, name, arguments, guard);
        WalkArguments(chain, index, path, name, guard);
    }

    private void AddPush(string queue, List<ScriptNode> items, int start, int end, ConsentPurposes guard)
    {
        var constants = Constants(items);
        if (KnownSnippets.Find(SnippetShape.Push, queue.AsSpan(), At(constants, 0), At(constants, 1)) is { } snippet)
        {
            var fact = AddSnippet(snippet, queue, start, end, guard);
            if (snippet.Role == SnippetRole.Consent && constants.Length > 1 && constants[0] == "consent" && items.Count > 2) fact.ConsentMode = ReadConsentMode(constants[1] ?? "", items[2]);
        }
        calls.Add(new ScriptCall(SnippetShape.Push, queue, start, end - start, constants, Properties(items), Current, guard));
    }

    private ScriptConsentMode ReadConsentMode(string command, ScriptNode node)
    {
        var granted = ImmutableArray.CreateBuilder<string>();
        var denied = ImmutableArray.CreateBuilder<string>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        if (node is NameNode name && ScriptValues.Single(name.Name, scope) is ObjectNode single) node = single;
        if (node is not ObjectNode properties) return new ScriptConsentMode(command, [], [], ["*"]);
        foreach (var property in properties.Properties)
        {
            if (property.Key is "wait_for_update" or "region" or "url_passthrough" or "ads_data_redaction") continue;
            (values.Fold(property.Value, scope) switch { "granted" when property.Value is not ConditionalNode => granted, "denied" when property.Value is not ConditionalNode => denied, _ => unknown }).Add(property.Key);
        }
        return new ScriptConsentMode(command, granted.ToImmutable(), denied.ToImmutable(), unknown.ToImmutable());
    }

    // Arguments: functions in them are called

    private void WalkArguments(ChainNode chain, int index, string path, string name, ConsentPurposes guard)
    {
        var arguments = chain.Parts[index].Arguments;
        var added = ConsentPurposes.None;
        string? handler = null;
        if (words.Callback(path) is { } platform)
        {
            added = platform;
        }
        else if (name is "addEventListener" or "attachEvent" or "on" or "one" or "once" or "bind" or "live" or "delegate" or "subscribe" && arguments.Count > 1)
        {
            var occasions = values.Fold(arguments[0], scope) ?? "";
            foreach (var occasion in occasions.Split((char[])[' '], StringSplitOptions.RemoveEmptyEntries))
            {
                (added, handler) = Occasion(occasion, chain, index, arguments);
            }
        }
        else if (name is "click" or "submit" or "change" or "mouseup" or "mousedown" && arguments.Count > 0 && path.Length > name.Length)
        {
            (added, handler) = Occasion(name, chain, index, arguments);
        }
        var described = arguments.Exists(a => a is FunctionNode { Parameters.Count: > 0 });
        var description = described ? conditions.Slice(chain.Start, index > 0 ? chain.Parts[index - 1].End : chain.Root.End) : "";
        foreach (var argument in arguments) WalkArgument(argument, "", guard, added, handler, description);
    }

    private (ConsentPurposes Added, string? Handler) Occasion(string occasion, ChainNode chain, int index, List<ScriptNode> arguments)
    {
        if (occasion.StartsWith("on", StringComparison.Ordinal) && (words.IsPageEvent(occasion.Substring(2)) || words.IsClickEvent(occasion.Substring(2)))) occasion = occasion.Substring(2);
        var dot = occasion.IndexOf('.');
        if (dot > 0 && words.IsClickEvent(occasion.Substring(0, dot))) occasion = occasion.Substring(0, dot);
        if (words.IsPageEvent(occasion)) return (ConsentPurposes.None, null);
        if (!words.IsClickEvent(occasion)) return (words.Event(occasion), null);
        // What is clicked: the chain before the call, or the selector that jQuery is given.
        var end = index >= 2 ? chain.Parts[index - 2].End : chain.Root.End;
        var variable = chain.Root is NameNode name ? scope.Find(name.Name) : null;
        var origin = variable != null && parameterOf.TryGetValue(variable, out var parameter) ? parameter : null;
        var accepts = conditions.IsAcceptControl(chain, end, scope, origin)
            || (arguments.Count > 2 && arguments[1] is ConstantNode { Kind: ConstantKind.String } selector && words.IsAcceptControl(selector.Text));
        return accepts ? (ConsentPurposes.General, null) : (ConsentPurposes.None, occasion);
    }

    private void WalkArgument(ScriptNode node, string key, ConsentPurposes guard, ConsentPurposes added, string? handler, string description)
    {
        work++;
        switch (node)
        {
            case FunctionNode function:
                if (description.Length > 0 && function.Parameters.Count > 0 && function.Parameters[0].Length > 0 && function.Variables.TryGetValue(function.Parameters[0], out var parameter)) parameterOf[parameter] = description;
                Invoke(function, guard, added | ByKey(key), handler);
                break;
            case ObjectNode members when key is "methods" or "computed" or "watch" or "actions" or "mutations" or "getters":
                // A component's members wait to be called.
                foreach (var property in members.Properties)
                {
                    if (property.Value is FunctionNode member) Register(member, guard, property.Key).Exported = true;
                    else WalkExpression(property.Value, guard);
                }
                break;
            case NameNode name when !(name.Name is "window" or "document" or "this" or "jQuery" or "$"):
                // Handed on: setTimeout(load, 100)
                references.Add(new ScriptReference(Qualify(name.Name), Current, guard | added | ByKey(key), handler));
                break;
            case ObjectNode properties:
                foreach (var property in properties.Properties)
                {
                    if (property.Key == "src") AddAddress(property.Value, guard);
                    WalkArgument(property.Value, property.Key, guard, added, handler, "");
                }
                break;
            case ArrayNode array:
                foreach (var item in array.Items) WalkArgument(item, key, guard, added, handler, "");
                break;
            case ChainNode { IsNew: false } bound when bound.Parts.Count >= 2 && bound.Parts[bound.Parts.Count - 2].Name == "bind" && bound.Root is NameNode or FunctionNode:
                // load.bind(this)
                if (bound.Root is FunctionNode self) Invoke(self, guard, added, handler);
                else
                {
                    var path = ScriptValues.PathOf(bound);
                    references.Add(new ScriptReference(Qualify(path.Substring(0, Math.Max(0, path.Length - ".bind()".Length))), Current, guard | added, handler));
                }
                WalkExpression(bound, guard);
                break;
            case ChainNode { IsNew: false } handed when handed.Root is NameNode && handed.Parts.TrueForAll(p => p.Kind == ChainPartKind.Member):
                references.Add(new ScriptReference(Qualify(ScriptValues.PathOf(handed)), Current, guard | added | ByKey(key), handler));
                break;
            default:
                WalkExpression(node, guard);
                break;
        }
    }

    // { onAccept: function () { … } } in a platform's configuration
    private ConsentPurposes ByKey(string key) =>
        key.Length > 2 && words.Tone(key) == ConsentTone.Grant && (words.IsSource(key) || (key.StartsWith("on", StringComparison.Ordinal) && key.Length < 24) || words.IsAcceptControl(key))
            ? ConsentPurposes.General
            : ConsentPurposes.None;

    // Facts

    private ScriptFact AddSnippet(Snippet snippet, string path, int start, int end, ConsentPurposes guard)
    {
        var kind = snippet.Role switch
        {
            SnippetRole.Start => ScriptFactKind.Start,
            SnippetRole.Loader => ScriptFactKind.Loader,
            SnippetRole.Event => ScriptFactKind.Event,
            SnippetRole.Consent => ScriptFactKind.Consent,
            _ => ScriptFactKind.Setting,
        };
        var fact = new ScriptFact(kind, start, end - start, snippet.Tracker, path, Current, guard);
        facts.Add(fact);
        return fact;
    }

    private void AddAddress(ScriptNode node, ConsentPurposes guard)
    {
        if (node is FunctionNode or ObjectNode) return;
        work++;
        if (values.Fold(node, scope) is not { Length: > 0 } url) return;
        if (FindTracker(url) is { } tracker) facts.Add(new ScriptFact(ScriptFactKind.Address, node.Start, node.End - node.Start, tracker, url, Current, guard));
    }

    private static Tracker? FindTracker(string url)
    {
        if (url.IndexOf('<') >= 0) return null;
        if (url.IndexOf("%3", StringComparison.Ordinal) >= 0) url = ScriptValues.Unescape(url);
        if (KnownTrackers.FindUrl(url.AsSpan()) is { } tracker) return tracker;
        // What follows an unknown part: u + 'matomo.js', protocol + '.google-analytics.com/ga.js'
        var last = url.LastIndexOf(ScriptTokenizer.Unknown);
        if (last < 0 || last == url.Length - 1) return null;
        var rest = url.AsSpan(last + 1);
        if (rest[0] == '.' || url.IndexOf("//", StringComparison.Ordinal) < 0)
        {
            var slash = rest.IndexOf('/');
            if (slash > 0 && rest.Slice(0, slash).IndexOf('.') >= 0 && KnownTrackers.Find(rest.Slice(0, slash), rest.Slice(slash)) is { } found) return found;
        }
        return KnownTrackers.FindUrl(rest);
    }

    // Markup that a script writes: every src in it.
    private void AddMarkup(ScriptNode node, ConsentPurposes guard)
    {
        if (values.Fold(node, scope) is not { Length: > 4 } markup) return;
        if (markup.IndexOf("%3C", StringComparison.OrdinalIgnoreCase) >= 0) markup = ScriptValues.Unescape(markup);
        if (markup.IndexOf('<') < 0) return;
        for (var at = markup.IndexOf("src", StringComparison.OrdinalIgnoreCase); at >= 0; at = markup.IndexOf("src", at + 3, StringComparison.OrdinalIgnoreCase))
        {
            work++;
            var start = at + 3;
            while (start < markup.Length && markup[start] == ' ') start++;
            if (start >= markup.Length || markup[start] != '=') continue;
            start++;
            while (start < markup.Length && markup[start] is ' ' or '"' or '\'' or '\\') start++;
            var end = start;
            while (end < markup.Length && markup[end] is not ('"' or '\'' or ' ' or '>')) end++;
            var url = markup.Substring(start, end - start);
            if (FindTracker(url) is { } tracker) facts.Add(new ScriptFact(ScriptFactKind.Address, node.Start, node.End - node.Start, tracker, url, Current, guard));
        }
    }

    private void Load(string path, string name, List<ScriptNode> arguments, ConsentPurposes guard)
    {
        if (arguments.Count == 0 || path.StartsWith("console.", StringComparison.Ordinal)) return;
        switch (name)
        {
            case "write" or "writeln" or "insertAdjacentHTML" or "html" or "append" or "prepend" or "before" or "after" or "parseHTML" or "createContextualFragment" or "$" or "jQuery":
                foreach (var argument in arguments) AddMarkup(argument, guard);
                return;
            case "setAttribute" or "attr" or "prop" or "setAttributeNS" when arguments.Count > 1:
                if ((arguments[arguments.Count - 2] as ConstantNode)?.Text == "src") AddAddress(arguments[arguments.Count - 1], guard);
                return;
            case "open" when path == "open" || path == "window.open":
                return;
        }
        if (!IsLoader(name)) return;
        foreach (var argument in arguments)
        {
            if (argument is ObjectNode options)
            {
                foreach (var property in options.Properties)
                {
                    if (property.Key is "url") AddAddress(property.Value, guard);
                }
            }
            else if (argument is ArrayNode list)
            {
                foreach (var item in list.Items) AddAddress(item, guard);
            }
            else
            {
                AddAddress(argument, guard);
            }
        }
    }

    private static bool IsLoader(string name)
    {
        foreach (var (start, length) in NameTokens.Split(name.AsSpan()))
        {
            if (length is < 3 or > 8) continue;
            if (name.Substring(start, length).ToUpperInvariant() is "LOAD" or "LOADER" or "SCRIPT" or "SCRIPTS" or "INJECT" or "INSERT" or "ADD" or "IMPORT" or "FETCH" or "BEACON" or "REQUIRE" or "GET" or "POST" or "AJAX" or "OPEN" or "EMBED" or "INCLUDE" or "JS") return true;
        }
        return false;
    }

    private ImmutableArray<string?> Constants(List<ScriptNode> arguments)
    {
        if (arguments.Count == 0) return [];
        var constants = ImmutableArray.CreateBuilder<string?>(Math.Min(arguments.Count, MostArguments));
        for (var i = 0; i < arguments.Count && i < MostArguments; i++)
        {
            constants.Add(arguments[i] is FunctionNode or ObjectNode or ArrayNode or DeferredNode ? null : Known(values.Fold(arguments[i], scope)));
        }
        return constants.ToImmutable();
    }

    private static string? Known(string? text) => text is { Length: > 512 } ? text.Substring(0, 512) : text;

    private static ReadOnlySpan<char> At(ImmutableArray<string?> constants, int index) => index < constants.Length ? constants[index].AsSpan() : default;

    // Constants in objects, for the configuration of consent platforms

    private ImmutableArray<ScriptProperty> Properties(List<ScriptNode> arguments)
    {
        ImmutableArray<ScriptProperty>.Builder? properties = null;
        foreach (var argument in arguments)
        {
            if (argument is ObjectNode or ArrayNode) Flatten(argument, "", 0, ref properties);
        }
        return properties == null ? [] : properties.ToImmutable();
    }

    private void Flatten(ScriptNode node, string path, int level, ref ImmutableArray<ScriptProperty>.Builder? properties)
    {
        if (level > 6 || properties?.Count >= MostProperties) return;
        work++;
        switch (node)
        {
            case ObjectNode value:
                foreach (var property in value.Properties)
                {
                    if (property.Key.Length > 0) Flatten(property.Value, path.Length == 0 ? property.Key : path + "." + property.Key, level + 1, ref properties);
                }
                break;
            case ArrayNode array:
                for (var i = 0; i < array.Items.Count; i++)
                {
                    if (array.Items[i] is ObjectNode) Flatten(array.Items[i], (path.Length == 0 ? "" : path + ".") + i.ToString(CultureInfo.InvariantCulture), level + 1, ref properties);
                }
                break;
            case FunctionNode or ChainNode or DeferredNode:
                break;
            default:
                if (path.Length > 0 && values.Fold(node, scope) is { } text) (properties ??= ImmutableArray.CreateBuilder<ScriptProperty>()).Add(new ScriptProperty(path, text, node.Start, node.End - node.Start));
                break;
        }
    }

    // Storage

    private void AddStorageCall(string path, string name, List<ScriptNode> arguments, ImmutableArray<string?> constants, int start, int end, ConsentPurposes guard)
    {
        switch (path)
        {
            case "localStorage.setItem" or "sessionStorage.setItem" when arguments.Count > 1:
                AddStorage(path[0] == 'l' ? ScriptStorage.Local : ScriptStorage.Session, StorageName(constants[0]), constants[0] ?? "", start, end, guard);
                return;
            case "Cookies.set" or "Cookie.set" or "$.cookie" or "jQuery.cookie" or "cookieStore.set" or "docCookies.setItem" or "Cookies.setItem" or "cookies.set" or "$cookies.put" when arguments.Count > 1 || path == "cookieStore.set":
                var cookie = constants.Length > 0 ? constants[0] : null;
                double? days = null;
                foreach (var argument in arguments)
                {
                    if (argument is not ObjectNode options) continue;
                    foreach (var property in options.Properties)
                    {
                        if (property.Key == "name" && path == "cookieStore.set") cookie = values.Fold(property.Value, scope);
                        if (values.Number(property.Value, scope) is not { } number) continue;
                        if (property.Key == "expires" && path != "cookieStore.set") days = number;
                        else if (property.Key is "max-age" or "maxAge") days = number / 86400;
                    }
                }
                var fact = AddStorage(ScriptStorage.Cookie, StorageName(cookie), cookie ?? "", start, end, guard);
                fact.LifetimeDays = days;
                fact.IsDeletion = days <= 0 || (arguments.Count > 1 && arguments[1] is ConstantNode { Kind: ConstantKind.Null });
                return;
        }
        if (path.IndexOf('(') < 0) namedCalls.Add((path, arguments, start, end, scope, guard));
    }

    private ScriptFact AddStorage(ScriptStorage storage, string? name, string text, int start, int end, ConsentPurposes guard)
    {
        var fact = new ScriptFact(ScriptFactKind.StorageWrite, start, end - start, null, text, Current, guard) { Storage = storage, Name = name };
        facts.Add(fact);
        return fact;
    }

    private static string? StorageName(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var unknown = text!.IndexOf(ScriptTokenizer.Unknown);
        return unknown < 0 ? text : unknown == 0 ? null : text.Substring(0, unknown) + "*";
    }

    private void WriteCookie(AssignNode node, FunctionNode owner, ConsentPurposes guard)
    {
        scope = owner;
        var text = values.Fold(node.Value, scope) ?? ScriptTokenizer.Unknown.ToString();
        var equals = text.IndexOf('=');
        var name = equals < 0 ? null : StorageName(text.Substring(0, equals).Trim());
        var fact = AddStorage(ScriptStorage.Cookie, name, text, node.Start, node.End, guard);
        fact.LifetimeDays = Lifetime(text, node.Value);
        fact.IsDeletion = fact.LifetimeDays <= 0 || IsPast(text);
        if (name != null || owner == root) return;
        // function setCookie(name, value, days) { document.cookie = name + …: the calls are the writes.
        var first = FirstOperand(node.Value);
        if (first is not NameNode parameter) return;
        var position = owner.Parameters.IndexOf(parameter.Name);
        if (position < 0) return;
        var days = owner.Parameters.FindIndex(p => p.Length > 0 && (NameTokens.Contains(p.AsSpan(), "days") || p.EndsWith("days", StringComparison.OrdinalIgnoreCase)));
        foreach (var own in functions[ids[owner]].Names) cookieWriters[own] = (position, days);
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
                default: return node;
            }
        }
        return node;
    }

    private void CallCookieWriter(string path, List<ScriptNode> arguments, int start, int end, FunctionNode owner, ConsentPurposes guard)
    {
        if (arguments.Count < 2) return;
        scope = owner;
        var position = 0;
        var daysAt = -1;
        if (cookieWriters.TryGetValue(Qualify(path), out var writer)) (position, daysAt) = writer;
        else if (!IsCookieWriter(ScriptValues.LastName(path))) return;
        if (position >= arguments.Count) return;
        var name = StorageName(values.Fold(arguments[position], scope));
        if (name == null) return;
        var fact = AddStorage(ScriptStorage.Cookie, name, name, start, end, guard);
        if (daysAt >= 0 && daysAt < arguments.Count) fact.LifetimeDays = values.Number(arguments[daysAt], scope);
        fact.IsDeletion = fact.LifetimeDays <= 0;
    }

    private static bool IsCookieWriter(string name) =>
        (name.StartsWith("set", StringComparison.OrdinalIgnoreCase) || name.StartsWith("create", StringComparison.OrdinalIgnoreCase) || name.StartsWith("write", StringComparison.OrdinalIgnoreCase) || name.StartsWith("add", StringComparison.OrdinalIgnoreCase) || name.StartsWith("save", StringComparison.OrdinalIgnoreCase))
        && name.EndsWith("cookie", StringComparison.OrdinalIgnoreCase);

    private static bool IsPast(string text) =>
        text.IndexOf("expires", StringComparison.OrdinalIgnoreCase) is >= 0 and var at && text.IndexOf("1970", at, StringComparison.Ordinal) >= 0;

    private double? Lifetime(string text, ScriptNode value)
    {
        var maxAge = text.IndexOf("max-age", StringComparison.OrdinalIgnoreCase);
        if (maxAge >= 0)
        {
            var start = text.IndexOf('=', maxAge) + 1;
            var end = start;
            while (start > 0 && end < text.Length && (char.IsDigit(text[end]) || text[end] is '-' or '.' or ' ')) end++;
            return start > 0 && double.TryParse(text.Substring(start, end - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds / 86400 : null;
        }
        if (text.IndexOf("expires", StringComparison.OrdinalIgnoreCase) < 0) return null;
        // … '; expires=' + date.toUTCString()
        var operands = value is BinaryNode binary ? binary.Operands : value is TemplateNode template ? template.Parts : null;
        if (operands == null) return null;
        foreach (var operand in operands)
        {
            var part = operand;
            for (var level = 0; level < 4 && part is NameNode name && ScriptValues.Single(name.Name, scope) is { } single; level++) part = single is BinaryNode or TemplateNode ? DateIn(single) ?? single : single;
            if (Days(part) is { } days) return days;
        }
        return null;
    }

    // "expires=" + date.toUTCString()
    private static ScriptNode? DateIn(ScriptNode node)
    {
        var parts = node is BinaryNode binary ? binary.Operands : ((TemplateNode)node).Parts;
        return parts.Find(p => p is ChainNode);
    }

    // How far from now a date expression lies.
    private double? Days(ScriptNode node)
    {
        if (node is not ChainNode chain) return null;
        if (chain.Root is NameNode name && !chain.IsNew && chain.Parts[0].Name is "toUTCString" or "toGMTString" or "toString")
        {
            var date = ((NameNode)chain.Root).Name;
            if (FindShift(date) is { } shift) return shift;
            return ScriptValues.Single(date, scope) is ChainNode { IsNew: true } made ? Days(made) : null;
        }
        if (!chain.IsNew || chain.Root is not NameNode { Name: "Date" } || chain.Parts[0].Arguments.Count != 1) return null;
        return Milliseconds(chain.Parts[0].Arguments[0]) / 86_400_000;
    }

    private double? FindShift(string name)
    {
        for (var owner = scope; owner != null; owner = owner.Parent)
        {
            if (dateShifts.TryGetValue((owner, name), out var days)) return days;
            if (owner.Variables.ContainsKey(name)) return null;
        }
        return null;
    }

    // Date.now() + n, date.getTime() + n, +new Date() + n
    private double? Milliseconds(ScriptNode node)
    {
        if (node is NameNode name && ScriptValues.Single(name.Name, scope) is { } single) node = single;
        if (node is not BinaryNode binary || binary.Operators[0] is not ("+" or "-")) return null;
        double sum = 0;
        var now = false;
        for (var i = 0; i < binary.Operands.Count; i++)
        {
            var operand = binary.Operands[i];
            if (values.Number(operand, scope) is { } number) sum += i > 0 && binary.Operators[i - 1] == "-" ? -number : number;
            else if (IsNow(operand)) now = true;
            else return null;
        }
        return now ? sum : null;
    }

    private static bool IsNow(ScriptNode node) => node switch
    {
        ChainNode chain => (chain.Root is NameNode { Name: "Date" } && (chain.IsNew || chain.Parts[0].Name == "now")) || chain.Parts.Exists(p => p.Name is "getTime" or "valueOf"),
        PrefixNode prefix => IsNow(prefix.Operand),
        _ => false,
    };

    // date.setTime(date.getTime() + n), date.setFullYear(date.getFullYear() + 1), date.setDate(date.getDate() + 30)
    private void NoteDateShift(ChainNode chain, int index, string name, List<ScriptNode> arguments)
    {
        if (chain.Root is not NameNode date || index != 1 || arguments.Count == 0) return;
        double? days = null;
        if (name == "setTime") days = Milliseconds(arguments[0]) / 86_400_000;
        else if (name is "setFullYear" or "setUTCFullYear" or "setMonth" or "setUTCMonth" or "setDate" or "setUTCDate" or "setHours" or "setMinutes" or "setSeconds"
            && arguments[0] is BinaryNode { Operands.Count: 2 } sum && sum.Operators[0] is "+" or "-")
        {
            sum = (BinaryNode)arguments[0];
            var unit = name.EndsWith("Year", StringComparison.Ordinal) ? 365 : name.EndsWith("Month", StringComparison.Ordinal) ? 30 : name.EndsWith("Date", StringComparison.Ordinal) ? 1 : name.EndsWith("Hours", StringComparison.Ordinal) ? 1.0 / 24 : name.EndsWith("Minutes", StringComparison.Ordinal) ? 1.0 / 1440 : 1.0 / 86400;
            days = values.Number(sum.Operands[1], scope) * unit;
            if (sum.Operators[0] == "-") days = -days;
        }
        if (days is not { } shift) return;
        var owner = scope;
        while (owner.Parent != null && !owner.Variables.ContainsKey(date.Name)) owner = owner.Parent;
        dateShifts[(owner, date.Name)] = shift;
    }
}
