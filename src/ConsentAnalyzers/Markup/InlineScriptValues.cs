using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>Paths, constant texts and numbers of expressions, as far as one script tells them. Each expression is worked out once.</summary>
internal sealed class ScriptValues
{
    private const int MaxDepth = 12;
    private const int MaxLength = 1024;
    private const int MaxPath = 256;

    private readonly Dictionary<ScriptNode, string?> texts = [];
    private readonly Dictionary<ScriptNode, double?> numbers = [];

    /// <summary><c>window.a.b</c> as <c>a.b</c>, <c>a['b']</c> as <c>a.b</c>, <c>a().b</c> as it stands; empty when it begins with something else than a name.</summary>
    public static string PathOf(ScriptNode node)
    {
        switch (node)
        {
            case NameNode name:
                return name.Name;
            case AssignNode assign:
                return PathOf(assign.Targets[0]);
            case BinaryNode binary when binary.Operators[0] is "||" or "??":
                return PathOf(binary.Operands[0]);
            case ChainNode chain:
                var path = PathOf(chain.Root);
                foreach (var part in chain.Parts)
                {
                    if (path.Length > MaxPath) return "";
                    path = Extend(path, part);
                }
                return path;
            default:
                return "";
        }
    }

    public static string Extend(string path, ChainPart part) => part.Kind switch
    {
        ChainPartKind.Call => path + "()",
        _ when part.Name.Length == 0 => path + "[]",
        _ when IsGlobal(path) => part.Name,
        _ => path + "." + part.Name,
    };

    private static bool IsGlobal(string path) => path is "window" or "self" or "top" or "parent" or "globalThis" or "w" or "win" or "document.defaultView";

    public static string LastName(string path) => path.Substring(path.LastIndexOf('.') + 1);

    /// <summary>
    /// The text an expression makes, with U+E000 for what is not known; <c>null</c> when nothing of it is. Of two alternatives the first.
    /// </summary>
    public string? Fold(ScriptNode node, FunctionNode scope, int depth = 0)
    {
        if (node is ConstantNode constant) return constant.Kind == ConstantKind.Regex ? null : constant.Text;
        if (texts.TryGetValue(node, out var known)) return known;
        if (depth > MaxDepth) return null;
        texts[node] = null;
        return texts[node] = FoldCore(node, scope, depth);
    }

    private string? FoldCore(ScriptNode node, FunctionNode scope, int depth)
    {
        switch (node)
        {
            case TemplateNode template:
                return Join(template.Parts, scope, depth);
            case BinaryNode binary when binary.Operators[0] is "+" or "-" or "*" or "/" or "%":
                if (Number(binary, scope, depth) is { } number) return number.ToString("R", CultureInfo.InvariantCulture);
                return binary.Operators[0] == "+" ? Join(binary.Operands, scope, depth) : null;
            case BinaryNode binary when binary.Operators[0] is "||" or "??":
                foreach (var operand in binary.Operands)
                {
                    if (Fold(operand, scope, depth + 1) is { } value) return value;
                }
                return null;
            case ConditionalNode conditional:
                foreach (var value in conditional.Values)
                {
                    if (Fold(value, scope, depth + 1) is { } text) return text;
                }
                return Fold(conditional.Otherwise, scope, depth + 1);
            case AssignNode assign:
                return Fold(assign.Value, scope, depth + 1);
            case SequenceNode sequence:
                return Fold(sequence.Items[sequence.Items.Count - 1], scope, depth + 1);
            case PrefixNode { Operators.Count: 1 } prefix when prefix.Operators[0] == "-":
                return Number(prefix, scope, depth) is { } negative ? negative.ToString("R", CultureInfo.InvariantCulture) : null;
            case PrefixNode { Operators.Count: 1, Operand: ConstantNode { Kind: ConstantKind.Number } flag } prefix when prefix.Operators[0] == "!":
                return flag.Text == "0" ? "true" : "false";
            case NameNode name:
                return name.Name[0] == ScriptTokenizer.Unknown ? null : Single(name.Name, scope) is { } single ? Fold(single, scope, depth + 1) : null;
            case ChainNode chain:
                return FoldChain(chain, scope, depth);
            default:
                return null;
        }
    }

    private string? FoldChain(ChainNode chain, FunctionNode scope, int depth)
    {
        if (chain.Parts.Count > 6) return null;
        var first = chain.Parts[0];
        if (chain.IsNew && chain.Root is NameNode { Name: "Date" })
        {
            return first.Arguments.Count == 1 && Number(first.Arguments[0], scope, depth) == 0 ? "Thu, 01 Jan 1970 00:00:00 GMT" : null;
        }
        if (chain.Root is NameNode { Name: "unescape" or "decodeURIComponent" or "decodeURI" or "String" or "encodeURI" or "encodeURIComponent" or "escape" } function && first.Kind == ChainPartKind.Call && first.Arguments.Count > 0)
        {
            var text = Fold(first.Arguments[0], scope, depth + 1);
            return text != null && function.Name is "unescape" or "decodeURIComponent" or "decodeURI" ? Unescape(text!) : text;
        }
        if (chain.Root is ArrayNode array && first.Name == "join" && chain.Parts.Count >= 2 && chain.Parts[1].Arguments is { Count: 1 } separator && separator[0] is ConstantNode { Text: "" })
        {
            return Join(array.Items, scope, depth);
        }
        // x.toString(), x.trim(), x.concat(y): what comes first is enough.
        if (chain.Root is ConstantNode or TemplateNode && first.Name is "toString" or "trim" or "concat" or "replace") return Fold(chain.Root, scope, depth + 1);
        // An object's constant member: config.url
        if (chain.Root is NameNode name && chain.Parts.Count == 1 && first.Name.Length > 0 && Single(name.Name, scope) is ObjectNode properties)
        {
            foreach (var property in properties.Properties)
            {
                if (property.Key == first.Name) return Fold(property.Value, scope, depth + 1);
            }
        }
        return null;
    }

    public static string Unescape(string text)
    {
        if (text.IndexOf('%') < 0) return text;
        try
        {
            return Uri.UnescapeDataString(text);
        }
        catch (UriFormatException)
        {
            return text;
        }
    }

    private string? Join(List<ScriptNode> parts, FunctionNode scope, int depth)
    {
        var text = new StringBuilder();
        var known = false;
        foreach (var part in parts)
        {
            if (text.Length > MaxLength) break;
            var value = Fold(part, scope, depth + 1);
            known |= value != null;
            text.Append(value ?? ScriptTokenizer.Unknown.ToString());
        }
        return !known ? null : text.Length > MaxLength ? text.ToString(0, MaxLength) : text.ToString();
    }

    /// <summary>The expression of a name that is assigned exactly once.</summary>
    public static ScriptNode? Single(string name, FunctionNode scope) =>
        scope.Find(name) is { Assignments: 1, IsParameter: false, Value: { } value } && value is not OtherNode ? value : null;

    public double? Number(ScriptNode node, FunctionNode scope, int depth = 0)
    {
        if (node is not (NameNode or BinaryNode)) return NumberCore(node, scope, depth);
        if (numbers.TryGetValue(node, out var known)) return known;
        if (depth > MaxDepth) return null;
        numbers[node] = null;
        return numbers[node] = NumberCore(node, scope, depth);
    }

    private double? NumberCore(ScriptNode node, FunctionNode scope, int depth)
    {
        switch (node)
        {
            case ConstantNode { Kind: ConstantKind.Number } constant:
                return Parse(constant.Text);
            case ConstantNode { Kind: ConstantKind.String } constant when constant.Text.Length is > 0 and < 20 && depth == 0:
                return Parse(constant.Text.Trim());
            case PrefixNode { Operators.Count: 1 } prefix when prefix.Operators[0] is "-" or "+":
                var operand = Number(prefix.Operand, scope, depth + 1);
                return prefix.Operators[0] == "-" ? -operand : operand;
            case NameNode name:
                return Single(name.Name, scope) is { } single ? Number(single, scope, depth + 1) : null;
            case BinaryNode binary:
                double? result = null;
                for (var i = 0; i < binary.Operands.Count; i++)
                {
                    if (Number(binary.Operands[i], scope, depth + 1) is not { } value) return null;
                    result = i == 0 ? value : binary.Operators[i - 1] switch
                    {
                        "+" => result + value,
                        "-" => result - value,
                        "*" => result * value,
                        "/" when value != 0 => result / value,
                        _ => null,
                    };
                    if (result == null) return null;
                }
                return result;
            default:
                return null;
        }
    }

    private static double? Parse(string text)
    {
        text = text.Replace("_", "");
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
