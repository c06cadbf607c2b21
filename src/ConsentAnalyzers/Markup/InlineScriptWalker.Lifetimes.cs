using System;
using System.Collections.Generic;
using System.Globalization;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Storage;

namespace ConsentAnalyzers.Markup;

/// <content>How long what a script stores lives: numbers, texts, dates that are moved.</content>
internal sealed partial class ScriptWalker
{
    private readonly Dictionary<(FunctionNode Scope, string Name), double> dateShifts = [];

    /// <summary>The lifetime that an expression sets.</summary>
    private void SetLifetime(ScriptFact fact, ScriptNode node, LifetimeUnit unit)
    {
        fact.HasLifetime = true;
        (fact.LifetimeOffset, fact.LifetimeLength) = (node.Start, node.End - node.Start);
        fact.LifetimeDays = unit switch
        {
            LifetimeUnit.Date => DateDays(node),
            _ when node is NameNode { Name: "Infinity" } => double.PositiveInfinity,
            LifetimeUnit.Seconds => values.Number(node, scope) / 86_400 ?? DateDays(node),
            _ => values.Number(node, scope) ?? DateDays(node),
        };
    }

    /// <summary>The lifetime that the text of a cookie sets.</summary>
    private void SetLifetime(ScriptFact fact, string text, ScriptNode value)
    {
        fact.HasLifetime = text.IndexOf("max-age", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("expires", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf(';') < 0 && text.IndexOf(ScriptTokenizer.Unknown) >= 0;
        (fact.LifetimeOffset, fact.LifetimeLength) = (value.Start, value.End - value.Start);
        fact.LifetimeDays = Lifetime(text, value);
    }

    // A date in a variable, made on the spot, or as the milliseconds since 1970.
    private double? DateDays(ScriptNode node)
    {
        if (node is NameNode name)
        {
            if (FindShift(name.Name) is { } shift) return shift;
            return ScriptValues.Single(name.Name, scope) is { } single and not NameNode ? DateDays(single) : null;
        }
        return Days(node) ?? Milliseconds(node) / 86_400_000;
    }

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
        var expires = text.IndexOf("expires", StringComparison.OrdinalIgnoreCase);
        if (expires < 0) return null;
        if (WrittenDate(text, expires) is { } written) return written;
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
        if (!chain.IsNew || chain.Root is not NameNode { Name: "Date" } || chain.Parts[0].Arguments is not { Count: > 0 } arguments) return null;
        if (arguments.Count > 1) return values.Number(arguments[0], scope) is >= 1 and <= 9999 and var year ? OfDate(new DateTime((int)year, 1, 1)) : null;
        if (arguments[0] is ConstantNode { Kind: ConstantKind.String } text) return OfText(text.Text);
        if (Milliseconds(arguments[0]) is { } distance) return distance / 86_400_000;
        return values.Number(arguments[0], scope) is { } epoch ? (epoch < 253_402_300_800_000 ? OfDate(new DateTime(1970, 1, 1).AddMilliseconds(Math.Max(0, epoch))) : double.PositiveInfinity) : null;
    }

    // 'expires=Fri, 31 Dec 9999 23:59:59 GMT'
    private static double? WrittenDate(string text, int expires)
    {
        var start = text.IndexOf('=', expires) + 1;
        if (start == 0) return null;
        var end = text.IndexOf(';', start);
        return OfText(text.Substring(start, (end < 0 ? text.Length : end) - start).Trim());
    }

    private static double? OfText(string text)
    {
        // Browsers cannot read these and keep a session cookie; those who write them mean a deletion.
        if (text is "0" or "-1") return 0;
        if (text.Length is < 6 or > 64 || text.IndexOf(ScriptTokenizer.Unknown) >= 0) return null;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal, out var date) || DateTime.TryParse(text.Replace('-', ' '), CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal, out date)
            ? OfDate(date)
            : null;
    }

    private static double? OfDate(DateTime date) => LifetimeEvaluator.OfDate(date).Kind switch
    {
        LifetimeKind.Past => 0,
        LifetimeKind.Forever => double.PositiveInfinity,
        _ => null,
    };

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
        // new Date().setFullYear(new Date().getFullYear() + 2)
        if (node is ChainNode { IsNew: true, Root: NameNode { Name: "Date" }, Parts: [_, { Kind: ChainPartKind.Member } setter, { Kind: ChainPartKind.Call } call] }) return Shift(setter.Name, call.Arguments) * 86_400_000;
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
        if (chain.Root is not NameNode date || index != 1 || Shift(name, arguments) is not { } shift) return;
        var owner = scope;
        while (owner.Parent != null && !owner.Variables.ContainsKey(date.Name)) owner = owner.Parent;
        dateShifts[(owner, date.Name)] = shift;
    }

    // How far a call moves a date, in days.
    private double? Shift(string name, List<ScriptNode> arguments)
    {
        if (arguments.Count == 0) return null;
        if (name == "setTime") return Milliseconds(arguments[0]) / 86_400_000;
        if (arguments[0] is not BinaryNode { Operands.Count: 2 } sum || sum.Operators[0] is not ("+" or "-")) return null;
        double? unit = name switch
        {
            "setFullYear" or "setUTCFullYear" => 365,
            "setMonth" or "setUTCMonth" => 30,
            "setDate" or "setUTCDate" => 1,
            "setHours" => 1.0 / 24,
            "setMinutes" => 1.0 / 1440,
            "setSeconds" => 1.0 / 86_400,
            _ => null,
        };
        var days = values.Number(sum.Operands[1], scope) * unit;
        return sum.Operators[0] == "-" ? -days : days;
    }
}
