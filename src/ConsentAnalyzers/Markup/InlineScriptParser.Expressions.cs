using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Markup;

/// <content>Functions, classes and expressions.</content>
internal sealed partial class ScriptParser
{
    // Functions and classes

    private ScriptNode ParseFunction()
    {
        var node = new FunctionNode(Offset, function);
        if (IsWord("async")) Next();
        if (IsWord("function")) Next();
        Accept("*");
        if (Token.Kind == ScriptTokenKind.Word)
        {
            node.Name = Text(Token);
            Next();
        }
        return ParseFunctionRest(node);
    }

    private FunctionNode ParseFunctionRest(FunctionNode node)
    {
        var outer = function;
        function = node;
        if (Is("(")) ParseParameters();
        if (Is("{")) node.Body = ParseBlock();
        function = outer;
        node.End = PreviousEnd;
        return node;
    }

    private void ParseParameters()
    {
        foreach (var parameter in ParseArguments(out _)) AddParameter(parameter);
    }

    private void AddParameter(ScriptNode parameter)
    {
        function.Parameters.Add((parameter as NameNode ?? (parameter as AssignNode)?.Targets[0] as NameNode)?.Name ?? "");
        DeclarePattern(parameter, null, parameter: true);
    }

    private FunctionNode ParseArrow()
    {
        var node = new FunctionNode(Offset, function);
        var outer = function;
        function = node;
        if (IsWord("async") && !Is(Ahead(1), "=>")) Next();
        if (Is("(")) ParseParameters();
        else if (Token.Kind == ScriptTokenKind.Word)
        {
            AddParameter(new NameNode(Token.Start, Token.End, Text(Token)));
            Next();
        }
        Accept("=>");
        if (Is("{"))
        {
            node.Body = ParseBlock();
        }
        else
        {
            var value = ParseAssignment();
            node.Body = value;
            node.Returns.Add(value);
        }
        function = outer;
        node.End = PreviousEnd;
        return node;
    }

    private bool AtArrow()
    {
        var token = Token;
        if (token.Kind == ScriptTokenKind.Word)
        {
            if (Is(Ahead(1), "=>")) return true;
            if (!IsWord(token, "async")) return false;
            if (Ahead(1).Kind == ScriptTokenKind.Word && Is(Ahead(2), "=>")) return true;
            return Is(Ahead(1), "(") && at + 1 < limit && match[at + 1] is > 0 and var end && end + 1 < limit && Is(tokens[end + 1], "=>");
        }
        return Is(token, "(") && match[at] is > 0 and var close && close + 1 < limit && Is(tokens[close + 1], "=>");
    }

    private ScriptNode ParseClass()
    {
        var start = Offset;
        Next();
        var name = "";
        if (Token.Kind == ScriptTokenKind.Word && !IsWord("extends"))
        {
            name = Text(Token);
            Next();
        }
        while (!AtEnd && !Is("{")) Next();
        var members = new List<ScriptPropertyNode>();
        if (Is("{"))
        {
            var close = match[at];
            if (depth >= MaxDepth && close > at && close <= limit) return Defer(at);
            Next();
            depth++;
            while (!AtEnd && at != close && !(close < 0 && Is("}")))
            {
                var before = at;
                if (Accept(";")) continue;
                while ((IsWord("static") || IsWord("async") || IsWord("get") || IsWord("set")) && !Is(Ahead(1), "(") && !Is(Ahead(1), "=")) Next();
                Accept("*");
                if (Is("{"))
                {
                    members.Add(new ScriptPropertyNode("", Offset, ParseBlock()));
                    continue;
                }
                var begin = Offset;
                var key = ParseKey();
                if (Is("("))
                {
                    members.Add(new ScriptPropertyNode(key, begin, ParseFunctionRest(new FunctionNode(begin, function) { Name = key })));
                }
                else if (Accept("="))
                {
                    members.Add(new ScriptPropertyNode(key, begin, ParseAssignment()));
                }
                if (at == before) Next();
            }
            depth--;
            Accept("}");
        }
        return new ClassNode(start, PreviousEnd, name, members);
    }

    private string ParseKey()
    {
        var token = Token;
        switch (token.Kind)
        {
            case ScriptTokenKind.Word or ScriptTokenKind.Number:
                Next();
                return Text(token);
            case ScriptTokenKind.String:
                Next();
                return ScriptTokenizer.Unquote(text, token);
            default:
                if (!Is("[")) return "";
                var close = match[at];
                if (close > at && close < limit && close == at + 2 && tokens[at + 1].Kind == ScriptTokenKind.String)
                {
                    var key = ScriptTokenizer.Unquote(text, tokens[at + 1]);
                    at = close + 1;
                    return key;
                }
                at = close > at && close <= limit ? Math.Min(close + 1, limit) : at + 1;
                return "";
        }
    }

    // Expressions

    private ScriptNode ParseExpression()
    {
        var first = ParseAssignment();
        if (!Is(",")) return first;
        var items = new List<ScriptNode> { first };
        while (Accept(","))
        {
            var before = at;
            items.Add(ParseAssignment());
            if (at == before) break;
        }
        return new SequenceNode(first.Start, PreviousEnd, items);
    }

    private ScriptNode ParseAssignment()
    {
        if (depth >= MaxDepth) return ParseTooDeep();
        depth++;
        try
        {
            if (AtArrow()) return ParseArrow();
            var first = ParseConditional();
            if (AssignmentOperator() is not { } op) return first;
            var targets = new List<ScriptNode>();
            var value = first;
            while (AssignmentOperator() is { } next)
            {
                targets.Add(value);
                op = next;
                Next();
                if (AtArrow())
                {
                    value = ParseArrow();
                    break;
                }
                value = ParseConditional();
            }
            foreach (var target in targets)
            {
                if (target is NameNode name) assignments.Add((function, name.Name, op == "=" ? value : new OtherNode(value.Start, value.End)));
            }
            return new AssignNode(first.Start, PreviousEnd, targets, op, value);
        }
        finally
        {
            depth--;
        }
    }

    private ScriptNode ParseTooDeep()
    {
        if (Token.Kind == ScriptTokenKind.Punctuator && match[at] > at && match[at] <= limit) return Defer(at);
        if (AtEnd || Token.Kind == ScriptTokenKind.Punctuator) return Nothing();
        Next();
        return new OtherNode(PreviousEnd, PreviousEnd);
    }

    private string? AssignmentOperator()
    {
        var token = Token;
        if (token.Kind != ScriptTokenKind.Punctuator || text[token.End - 1] != '=') return null;
        if (token.Length == 1) return "=";
        return Text(token) switch
        {
            "==" or "===" or "!=" or "!==" or "<=" or ">=" => null,
            var op => op,
        };
    }

    private ScriptNode ParseConditional()
    {
        var first = ParseBinary(0);
        if (!Is("?")) return first;
        var tests = new List<ScriptNode>();
        var values = new List<ScriptNode>();
        var last = first;
        while (Accept("?"))
        {
            tests.Add(last);
            values.Add(ParseAssignment());
            if (!Accept(":"))
            {
                last = Nothing();
                break;
            }
            if (AtArrow())
            {
                last = ParseAssignment();
                break;
            }
            last = ParseBinary(0);
            if (AssignmentOperator() is { } op)
            {
                Next();
                var value = ParseAssignment();
                last = new AssignNode(last.Start, PreviousEnd, [last], op, value);
                break;
            }
        }
        return new ConditionalNode(first.Start, PreviousEnd, tests, values, last);
    }

    private ScriptNode ParseBinary(int lowest)
    {
        var left = ParseUnary();
        while (Precedence() is >= 0 and var level && level >= lowest)
        {
            var operands = new List<ScriptNode> { left };
            var operators = new List<string>();
            while (Precedence() == level)
            {
                operators.Add(Text(Token));
                Next();
                operands.Add(ParseBinary(level + 1));
            }
            left = new BinaryNode(left.Start, PreviousEnd, operands, operators);
        }
        return left;
    }

    private int Precedence()
    {
        var token = Token;
        if (token.Kind == ScriptTokenKind.Word) return IsWord(token, "in") || IsWord(token, "instanceof") ? 7 : -1;
        if (token.Kind != ScriptTokenKind.Punctuator || token.Length > 3) return -1;
        var first = text[token.Start];
        if (token.Length == 1)
        {
            return first switch
            {
                '|' => 3,
                '^' => 4,
                '&' => 5,
                '<' or '>' => 7,
                '+' or '-' => 9,
                '*' or '/' or '%' => 10,
                _ => -1,
            };
        }
        return (first, text[token.Start + 1], token.Length) switch
        {
            ('?', '?', 2) => 0,
            ('|', '|', 2) => 1,
            ('&', '&', 2) => 2,
            ('=' or '!', '=', _) => 6,
            ('<' or '>', '=', 2) => 7,
            ('<', '<', 2) => 8,
            ('>', '>', _) when text[token.End - 1] == '>' => 8,
            ('*', '*', 2) => 10,
            _ => -1,
        };
    }

    private ScriptNode ParseUnary()
    {
        var start = Offset;
        List<string>? operators = null;
        while (!AtEnd)
        {
            var token = Token;
            var first = text[token.Start];
            if (token.Kind == ScriptTokenKind.Punctuator)
            {
                if (!(first is '!' or '-' or '+' or '~' ? token.Length == 1 || Is("++") || Is("--") : Is("..."))) break;
            }
            else if (token.Kind != ScriptTokenKind.Word || token.Length > 6 || first is not ('t' or 'v' or 'd' or 'a' or 'y') || !(IsWord("typeof") || IsWord("void") || IsWord("delete") || IsWord("await") || IsWord("yield")))
            {
                break;
            }
            operators ??= [];
            operators.Add(Text(token));
            Next();
        }
        var operand = ParsePostfix();
        return operators == null ? operand : new PrefixNode(start, PreviousEnd, operators, operand);
    }

    private ScriptNode ParsePostfix()
    {
        var start = Offset;
        var isNew = false;
        if (IsWord("new") && !Is(Ahead(1), "."))
        {
            isNew = true;
            // new new X() is nobody's code; one is enough.
            while (IsWord("new")) Next();
        }
        var root = ParsePrimary();
        List<ChainPart>? parts = null;
        while (!AtEnd)
        {
            if (Is(".") || Is("?."))
            {
                var optional = Is("?.");
                if (Ahead(1).Kind == ScriptTokenKind.Word)
                {
                    Next();
                    (parts ??= []).Add(new ChainPart(ChainPartKind.Member, Token.End, Text(Token), ChainPart.NoArguments));
                    Next();
                    continue;
                }
                if (!optional || !(Is(Ahead(1), "(") || Is(Ahead(1), "["))) break;
                Next();
            }
            if (Is("("))
            {
                var arguments = ParseArguments(out var end);
                (parts ??= []).Add(new ChainPart(ChainPartKind.Call, end, "", arguments));
            }
            else if (Is("["))
            {
                var arguments = ParseArguments(out var end);
                var name = arguments.Count == 1 && arguments[0] is ConstantNode { Kind: ConstantKind.String } constant ? constant.Text : "";
                (parts ??= []).Add(new ChainPart(ChainPartKind.Index, end, name, arguments));
            }
            else if (Token.Kind == ScriptTokenKind.Template && root is not ConstantNode && text[Token.Start] == '`')
            {
                var template = ParseTemplate();
                (parts ??= []).Add(new ChainPart(ChainPartKind.Call, template.End, "", [template]));
            }
            else if ((Is("++") || Is("--")) && !Token.AfterNewLine)
            {
                if (root is NameNode counter && parts == null) assignments.Add((function, counter.Name, root));
                Next();
                break;
            }
            else
            {
                break;
            }
        }
        if (isNew && (parts == null || !parts.Exists(p => p.Kind == ChainPartKind.Call))) (parts ??= []).Add(new ChainPart(ChainPartKind.Call, PreviousEnd, "", []));
        if (parts == null) return root;
        if (root is NameNode owner)
        {
            NoteObjects(owner.Name, parts);
            if (parts[0].Kind == ChainPartKind.Call && !isNew && parts[0].Arguments.Count > 0) ownCalls.Add((function, owner.Name, parts[0].Arguments));
        }
        return new ChainNode(start, PreviousEnd, root, parts, isNew);
    }

    private void NoteObjects(string path, List<ChainPart> parts)
    {
        for (var i = 0; i < parts.Count && i < 4; i++)
        {
            if (parts[i].Kind == ChainPartKind.Call) return;
            // A text or a list has these too.
            if (parts[i].Name is "" or "includes" or "indexOf" or "split" or "match" or "startsWith" or "trim" or "toLowerCase" or "toUpperCase" or "toString" or "length" or "forEach" or "some" or "find" or "filter" or "every" or "replace" or "search" or "slice" or "substring") return;
            scriptObjects.Add(path);
            path = ScriptValues.Extend(path, parts[i]);
        }
    }

    /// <summary>The comma-separated items between the bracket here and its partner.</summary>
    private List<ScriptNode> ParseArguments(out int end)
    {
        var items = new List<ScriptNode>();
        var close = match[at];
        if (depth >= MaxDepth && close > at && close <= limit)
        {
            items.Add(Defer(at));
            end = PreviousEnd;
            return items;
        }
        var closer = Is("(") ? ")" : "]";
        Next();
        depth++;
        while (!AtEnd && at != close && !(close < 0 && (Is(closer) || Is(";") || Is("}"))))
        {
            var before = at;
            if (Accept(","))
            {
                continue;
            }
            items.Add(ParseAssignment());
            if (at == before) Next();
        }
        depth--;
        Accept(closer);
        end = PreviousEnd;
        return items;
    }

    private ScriptNode ParseParenthesised()
    {
        var start = Offset;
        var items = ParseArguments(out var end);
        return items.Count switch
        {
            0 => new OtherNode(start, end),
            1 => items[0],
            _ => new SequenceNode(start, end, items),
        };
    }

    private ScriptNode ParsePrimary()
    {
        var token = Token;
        switch (token.Kind)
        {
            case ScriptTokenKind.String:
                Next();
                return new ConstantNode(token.Start, token.End, ConstantKind.String, ScriptTokenizer.Unquote(text, token));
            case ScriptTokenKind.Number:
                Next();
                return new ConstantNode(token.Start, token.End, ConstantKind.Number, Text(token));
            case ScriptTokenKind.Regex:
                Next();
                return new ConstantNode(token.Start, token.End, ConstantKind.Regex, Text(token));
            case ScriptTokenKind.Template:
                return ParseTemplate();
            case ScriptTokenKind.Word:
                return ParseWord(token);
            case ScriptTokenKind.Punctuator when Is("("):
                return ParseParenthesised();
            case ScriptTokenKind.Punctuator when Is("["):
                var items = ParseArguments(out var end);
                return new ArrayNode(token.Start, end, items);
            case ScriptTokenKind.Punctuator when Is("{"):
                return ParseObject();
            case ScriptTokenKind.End:
                return Nothing();
            default:
                if (Is(")") || Is("]") || Is("}") || Is(";") || Is(",") || Is(":")) return Nothing();
                Next();
                return new OtherNode(token.Start, token.End);
        }
    }

    private ScriptNode ParseWord(ScriptToken token)
    {
        var word = Text(token);
        switch (word)
        {
            case "function":
            case "async" when IsWord(Ahead(1), "function"):
                return ParseFunction();
            case "class":
                return ParseClass();
            case "true" or "false" or "null" or "undefined":
                Next();
                return new ConstantNode(token.Start, token.End, word switch { "true" => ConstantKind.True, "false" => ConstantKind.False, "null" => ConstantKind.Null, _ => ConstantKind.Undefined }, word);
            case "if" or "for" or "while" or "do" or "return" or "throw" or "var" or "const" or "switch" or "try" or "case" or "else" or "break" or "continue" or "catch" or "finally":
                // A statement begins: whatever expression stood here has lost its end.
                return Nothing();
            default:
                Next();
                return new NameNode(token.Start, token.End, word);
        }
    }

    private TemplateNode ParseTemplate()
    {
        var start = Offset;
        var parts = new List<ScriptNode>();
        while (Token.Kind == ScriptTokenKind.Template)
        {
            var token = Token;
            parts.Add(new ConstantNode(token.Start, token.End, ConstantKind.String, ScriptTokenizer.Unquote(text, token)));
            Next();
            if (token.Last || !Is("${")) break;
            var close = match[at];
            if (depth >= MaxDepth && close > at && close <= limit)
            {
                parts.Add(Defer(at));
                continue;
            }
            Next();
            depth++;
            while (!AtEnd && at != close && !(close < 0 && Is("}")))
            {
                var before = at;
                parts.Add(ParseExpression());
                if (at == before) Next();
            }
            depth--;
            if (!Accept("}")) break;
        }
        return new TemplateNode(start, PreviousEnd, parts);
    }

    private ScriptNode ParseObject()
    {
        var start = Offset;
        var close = match[at];
        if (depth >= MaxDepth && close > at && close <= limit) return Defer(at);
        Next();
        depth++;
        var properties = new List<ScriptPropertyNode>();
        while (!AtEnd && at != close && !(close < 0 && (Is("}") || Is(";"))))
        {
            var before = at;
            if (Accept(",")) continue;
            var begin = Offset;
            if (Accept("..."))
            {
                properties.Add(new ScriptPropertyNode("", begin, ParseAssignment()));
                continue;
            }
            while ((IsWord("async") || IsWord("get") || IsWord("set")) && Ahead(1).Kind is ScriptTokenKind.Word or ScriptTokenKind.String) Next();
            Accept("*");
            var token = Token;
            var key = ParseKey();
            if (Accept(":"))
            {
                properties.Add(new ScriptPropertyNode(key, begin, ParseAssignment()));
            }
            else if (Is("("))
            {
                properties.Add(new ScriptPropertyNode(key, begin, ParseFunctionRest(new FunctionNode(begin, function) { Name = key })));
            }
            else if (token.Kind == ScriptTokenKind.Word)
            {
                var name = new NameNode(token.Start, token.End, key);
                ScriptNode value = Accept("=") ? new AssignNode(begin, PreviousEnd, [name], "=", ParseAssignment()) : name;
                properties.Add(new ScriptPropertyNode(key, begin, value));
            }
            if (at == before) Next();
        }
        depth--;
        Accept("}");
        return new ObjectNode(start, PreviousEnd, properties);
    }
}
