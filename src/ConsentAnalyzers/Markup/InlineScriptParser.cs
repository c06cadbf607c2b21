using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Markup;

/// <summary>
/// A tolerant recursive-descent parser. It never fails and always goes forward; brackets are paired beforehand, so a broken expression ends with its bracket.
/// Brackets nested deeper than <see cref="MaxDepth"/> are set aside and parsed on their own, so the stack stays shallow whatever the input.
/// </summary>
internal sealed class ScriptParser
{
    public const int MaxDepth = 160;

    private readonly string text;
    private readonly ScriptToken[] tokens;
    private readonly int[] match;
    private readonly Queue<DeferredNode> deferred = new();
    private readonly List<(FunctionNode Function, string Name, ScriptNode? Value)> assignments = [];
    private readonly HashSet<string> scriptObjects;
    private FunctionNode function;
    private int at;
    private int limit;
    private int depth;

    private ScriptParser(string text, ScriptToken[] tokens)
    {
        this.text = text;
        this.tokens = tokens;
        match = Pair(text, tokens);
        limit = tokens.Length - 1;
        function = new FunctionNode(0, null) { End = text.Length };
        scriptObjects = function.Objects;
    }

    public long Work { get; private set; }

    /// <summary>The script as the body of a function.</summary>
    public static FunctionNode Parse(string text, out long work)
    {
        var parser = new ScriptParser(text, ScriptTokenizer.Tokenize(text, out var tokenWork));
        var root = parser.function;
        root.Body = new BlockNode(0, text.Length, parser.ParseStatements());
        while (parser.deferred.Count > 0)
        {
            var node = parser.deferred.Dequeue();
            parser.at = node.FirstToken;
            parser.limit = node.EndToken;
            parser.depth = 0;
            parser.function = node.Function;
            node.Body = new BlockNode(node.Start, node.End, parser.ParseStatements());
        }
        parser.ResolveAssignments(root);
        work = tokenWork + parser.Work;
        return root;
    }

    private static int[] Pair(string text, ScriptToken[] tokens)
    {
        var match = new int[tokens.Length];
        var open = new List<int>();
        var braces = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            match[i] = -1;
            if (tokens[i].Kind != ScriptTokenKind.Punctuator) continue;
            var c = text[tokens[i].End - 1];
            switch (c)
            {
                case '(' or '[' or '{':
                    open.Add(i);
                    if (c == '{') braces++;
                    break;
                case ')' or ']':
                    if (open.Count > 0 && text[tokens[open[open.Count - 1]].Start] == (c == ')' ? '(' : '[')) Close(i);
                    break;
                case '}' when braces > 0:
                    // A brace is worth more than the brackets somebody forgot to close in it.
                    while (text[tokens[open[open.Count - 1]].End - 1] != '{') open.RemoveAt(open.Count - 1);
                    braces--;
                    Close(i);
                    break;
            }
        }
        return match;

        void Close(int i)
        {
            var start = open[open.Count - 1];
            open.RemoveAt(open.Count - 1);
            match[start] = i;
            match[i] = start;
        }
    }

    private void ResolveAssignments(FunctionNode root)
    {
        foreach (var (scope, name, value) in assignments)
        {
            var variable = scope.Find(name);
            if (variable == null && !root.Variables.TryGetValue(name, out variable)) root.Variables.Add(name, variable = new ScriptVariable());
            variable.Assignments++;
            variable.Value = value;
        }
    }

    // Tokens

    private ScriptToken Token => tokens[at < limit ? at : tokens.Length - 1];

    private ScriptToken Ahead(int count) => tokens[at + count < limit ? at + count : tokens.Length - 1];

    private bool AtEnd => at >= limit;

    private int Offset => at < limit ? tokens[at].Start : limit < tokens.Length ? tokens[limit].Start : text.Length;

    private int PreviousEnd => at > 0 ? tokens[at - 1].End : 0;

    private void Next()
    {
        at++;
        Work++;
    }

    private bool Is(ScriptToken token, string punctuator) =>
        token.Kind == ScriptTokenKind.Punctuator && token.Length == punctuator.Length && string.CompareOrdinal(text, token.Start, punctuator, 0, punctuator.Length) == 0;

    private bool Is(string punctuator) => Is(Token, punctuator);

    private bool IsWord(ScriptToken token, string word) =>
        token.Kind == ScriptTokenKind.Word && token.Length == word.Length && string.CompareOrdinal(text, token.Start, word, 0, word.Length) == 0;

    private bool IsWord(string word) => IsWord(Token, word);

    private bool Accept(string punctuator)
    {
        if (!Is(punctuator)) return false;
        Next();
        return true;
    }

    private string Text(ScriptToken token) => text.Substring(token.Start, token.Length);

    private OtherNode Nothing() => new(Offset, Offset);

    private DeferredNode Defer(int open)
    {
        var close = match[open];
        var node = new DeferredNode(tokens[open].Start, tokens[close].End, open + 1, close, function);
        deferred.Enqueue(node);
        at = close + 1;
        Work++;
        return node;
    }

    private void Declare(string name, ScriptNode? value, bool parameter = false)
    {
        if (!function.Variables.TryGetValue(name, out var variable)) function.Variables.Add(name, variable = new ScriptVariable());
        variable.IsParameter |= parameter;
        if (value == null) return;
        variable.Value = value;
        variable.Assignments++;
    }

    // Statements

    private List<ScriptNode> ParseStatements(int close = -1)
    {
        var statements = new List<ScriptNode>();
        while (!AtEnd && at != close)
        {
            if (close < 0 && depth > 0 && Is("}")) break;
            var before = at;
            var statement = ParseStatement();
            if (statement is not OtherNode) statements.Add(statement);
            if (at == before) Next();
        }
        return statements;
    }

    private ScriptNode ParseStatement()
    {
        while (Token.Kind == ScriptTokenKind.Word && Is(Ahead(1), ":") && !IsWord("default") && !IsWord("case"))
        {
            Next();
            Next();
        }
        var start = Offset;
        if (depth >= MaxDepth)
        {
            if (Token.Kind == ScriptTokenKind.Punctuator && match[at] > at && match[at] <= limit) return Defer(at);
            Next();
            return new OtherNode(start, PreviousEnd);
        }
        depth++;
        try
        {
            return ParseStatementCore(start);
        }
        finally
        {
            depth--;
        }
    }

    private ScriptNode ParseStatementCore(int start)
    {
        if (Is("{")) return ParseBlock();
        if (Accept(";")) return new OtherNode(start, PreviousEnd);
        if (Token.Kind == ScriptTokenKind.Word)
        {
            switch (Token.Length <= 9 ? Text(Token) : "")
            {
                case "var" or "let" or "const" when Ahead(1).Kind == ScriptTokenKind.Word || Is(Ahead(1), "{") || Is(Ahead(1), "["):
                    var declaration = ParseDeclaration();
                    Accept(";");
                    return declaration;
                case "if":
                    return ParseIf(start);
                case "for" or "while":
                    return ParseLoop(start);
                case "do":
                    Next();
                    var body = ParseStatement();
                    var head = new List<ScriptNode>();
                    if (IsWord("while"))
                    {
                        Next();
                        if (Is("(")) head.Add(ParseParenthesised());
                    }
                    Accept(";");
                    return new LoopNode(start, PreviousEnd, head, null, body);
                case "return" or "throw":
                    Next();
                    ScriptNode? value = null;
                    if (!AtEnd && !Token.AfterNewLine && !Is(";") && !Is("}"))
                    {
                        value = ParseExpression();
                        function.Returns.Add(value);
                    }
                    Accept(";");
                    return new ExitNode(start, PreviousEnd, value);
                case "break" or "continue":
                    Next();
                    if (Token.Kind == ScriptTokenKind.Word && !Token.AfterNewLine) Next();
                    Accept(";");
                    return new ExitNode(start, PreviousEnd, null);
                case "try":
                    return ParseTry(start);
                case "switch":
                    return ParseSwitch(start);
                case "function":
                case "async" when IsWord(Ahead(1), "function"):
                    var declared = ParseFunction();
                    if (declared is FunctionNode { Name.Length: > 0 } named) Declare(named.Name, named);
                    return declared;
                case "class":
                    return ParseClass();
                case "import" when !Is(Ahead(1), "(") && !Is(Ahead(1), "."):
                    while (!AtEnd && !Is(";") && !(Token.AfterNewLine && at > 0 && tokens[at - 1].Kind == ScriptTokenKind.String)) Next();
                    return new OtherNode(start, PreviousEnd);
                case "export":
                    Next();
                    if (IsWord("default")) Next();
                    return ParseStatement();
                case "else" or "case" or "default" or "catch" or "finally":
                    Next();
                    return new OtherNode(start, PreviousEnd);
            }
        }
        var expression = ParseExpression();
        Accept(";");
        return expression;
    }

    private ScriptNode ParseBlock()
    {
        var start = Offset;
        var close = match[at];
        if (depth >= MaxDepth && close > at && close <= limit) return Defer(at);
        Next();
        depth++;
        var statements = ParseStatements(close > 0 && close <= limit ? close : -1);
        depth--;
        Accept("}");
        return new BlockNode(start, PreviousEnd, statements);
    }

    private SequenceNode ParseDeclaration()
    {
        var start = Offset;
        Next();
        var items = new List<ScriptNode>();
        while (!AtEnd)
        {
            var begin = Offset;
            if (Token.Kind == ScriptTokenKind.Word)
            {
                var name = Text(Token);
                var target = new NameNode(Token.Start, Token.End, name);
                Next();
                if (Accept("="))
                {
                    var value = ParseAssignment();
                    Declare(name, value);
                    items.Add(new AssignNode(begin, PreviousEnd, [target], "=", value));
                }
                else
                {
                    Declare(name, null);
                    if (IsWord("of") || IsWord("in")) Declare(name, new OtherNode(begin, begin));
                }
            }
            else if (Is("{") || Is("["))
            {
                var pattern = ParsePrimary();
                var value = Accept("=") ? ParseAssignment() : null;
                DeclarePattern(pattern, value, parameter: false);
                if (value != null) items.Add(value);
            }
            else
            {
                break;
            }
            if (!Accept(",")) break;
        }
        return new SequenceNode(start, PreviousEnd, items);
    }

    private void DeclarePattern(ScriptNode pattern, ScriptNode? value, bool parameter)
    {
        switch (pattern)
        {
            case NameNode name:
                Declare(name.Name, value, parameter);
                break;
            case AssignNode assign when assign.Targets[0] is NameNode target:
                Declare(target.Name, value, parameter);
                break;
            case PrefixNode { Operand: NameNode name }:
                Declare(name.Name, new OtherNode(pattern.Start, pattern.End), parameter);
                break;
            case ObjectNode properties:
                foreach (var property in properties.Properties)
                {
                    var name = property.Value as NameNode ?? (property.Value as AssignNode)?.Targets[0] as NameNode;
                    if (name == null) continue;
                    ScriptNode member = value != null && property.Key.Length > 0
                        ? new ChainNode(pattern.Start, pattern.End, value, [new ChainPart(ChainPartKind.Member, pattern.End, property.Key, [])], false)
                        : new OtherNode(pattern.Start, pattern.End);
                    Declare(name.Name, member, parameter);
                }
                break;
            case ArrayNode array:
                foreach (var item in array.Items)
                {
                    if (item is NameNode name) Declare(name.Name, new OtherNode(pattern.Start, pattern.End), parameter);
                }
                break;
        }
    }

    private IfNode ParseIf(int start)
    {
        var tests = new List<ScriptNode>();
        var bodies = new List<ScriptNode>();
        ScriptNode? otherwise = null;
        while (IsWord("if"))
        {
            Next();
            tests.Add(Is("(") ? ParseParenthesised() : Nothing());
            bodies.Add(ParseStatement());
            if (!IsWord("else")) break;
            Next();
            if (IsWord("if")) continue;
            otherwise = ParseStatement();
            break;
        }
        return new IfNode(start, PreviousEnd, tests, bodies, otherwise);
    }

    private LoopNode ParseLoop(int start)
    {
        var isFor = IsWord("for");
        Next();
        if (IsWord("await")) Next();
        var head = new List<ScriptNode>();
        ScriptNode? condition = null;
        if (Is("("))
        {
            if (!isFor)
            {
                condition = ParseParenthesised();
            }
            else
            {
                var close = match[at];
                Next();
                var semicolons = 0;
                while (!AtEnd && at != close && !(close < 0 && Is(")")))
                {
                    var before = at;
                    if (Accept(";"))
                    {
                        semicolons++;
                        continue;
                    }
                    var part = IsWord("var") || IsWord("let") || IsWord("const") ? ParseDeclaration() : IsWord("of") || IsWord("in") ? Skip() : ParseExpression();
                    if (semicolons == 1 && condition == null) condition = part;
                    else head.Add(part);
                    if (at == before) Next();
                }
                Accept(")");
            }
        }
        var body = ParseStatement();
        return new LoopNode(start, PreviousEnd, head, condition, body);
    }

    private ScriptNode Skip()
    {
        Next();
        return Nothing();
    }

    private TryNode ParseTry(int start)
    {
        Next();
        var blocks = new List<ScriptNode>();
        if (Is("{")) blocks.Add(ParseBlock());
        if (IsWord("catch"))
        {
            Next();
            if (Is("("))
            {
                var close = match[at];
                Next();
                if (Token.Kind == ScriptTokenKind.Word) Declare(Text(Token), new OtherNode(Offset, Offset));
                while (!AtEnd && at != close && !Is("{")) Next();
                Accept(")");
            }
            if (Is("{")) blocks.Add(ParseBlock());
        }
        if (IsWord("finally"))
        {
            Next();
            if (Is("{")) blocks.Add(ParseBlock());
        }
        return new TryNode(start, PreviousEnd, blocks);
    }

    private ScriptNode ParseSwitch(int start)
    {
        Next();
        var subject = Is("(") ? ParseParenthesised() : Nothing();
        var cases = new List<ScriptCase>();
        if (Is("{"))
        {
            var close = match[at];
            Next();
            ScriptNode? test = null;
            var statements = new List<ScriptNode>();
            var any = false;
            while (!AtEnd && at != close && !(close < 0 && Is("}")))
            {
                if (IsWord("case") || (IsWord("default") && Is(Ahead(1), ":")))
                {
                    if (any) cases.Add(new ScriptCase(test, statements));
                    any = true;
                    statements = [];
                    var isCase = IsWord("case");
                    Next();
                    test = isCase ? ParseExpression() : null;
                    Accept(":");
                    continue;
                }
                var before = at;
                statements.Add(ParseStatement());
                if (at == before) Next();
            }
            if (any) cases.Add(new ScriptCase(test, statements));
            Accept("}");
        }
        return new SwitchNode(start, PreviousEnd, subject, cases);
    }

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
        if (token.Kind != ScriptTokenKind.Punctuator || token.Length > 4) return -1;
        return Text(token) switch
        {
            "??" => 0,
            "||" => 1,
            "&&" => 2,
            "|" => 3,
            "^" => 4,
            "&" => 5,
            "==" or "===" or "!=" or "!==" => 6,
            "<" or ">" or "<=" or ">=" => 7,
            "<<" or ">>" or ">>>" => 8,
            "+" or "-" => 9,
            "*" or "/" or "%" or "**" => 10,
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
            if (token.Kind == ScriptTokenKind.Punctuator)
            {
                if (!(Is("!") || Is("-") || Is("+") || Is("~") || Is("...") || Is("++") || Is("--"))) break;
            }
            else if (!(IsWord("typeof") || IsWord("void") || IsWord("delete") || IsWord("await") || IsWord("yield")))
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
                    (parts ??= []).Add(new ChainPart(ChainPartKind.Member, Token.End, Text(Token), []));
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
        if (root is NameNode owner) NoteObjects(owner.Name, parts);
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
