using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <content>Cookies, local and session storage: names, lifetimes, deletions.</content>
internal sealed partial class ScriptWalker
{
    private readonly Dictionary<(FunctionNode Scope, string Name), double> dateShifts = [];
    private readonly Dictionary<string, (int Name, int Days)> cookieWriters = new(StringComparer.Ordinal);
    private readonly List<(string Path, List<ScriptNode> Arguments, int Start, int End, FunctionNode Scope, ConsentPurposes Guard)> namedCalls = [];
    private readonly List<(AssignNode Node, FunctionNode Scope, ConsentPurposes Guard)> cookieAssignments = [];

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
        var name = equals < 0 ? FrameworkCookie(node.Value) : StorageName(text.Substring(0, equals).Trim());
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
