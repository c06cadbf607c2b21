using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Markup;

/// <summary>
/// A tolerant recursive-descent parser. It never fails and always goes forward; brackets are paired beforehand, so a broken expression ends with its bracket.
/// Brackets nested deeper than <see cref="MaxDepth"/> are set aside and parsed on their own, so the stack stays shallow whatever the input.
/// </summary>
internal sealed partial class ScriptParser
{
    public const int MaxDepth = 160;

    private readonly string text;
    private readonly ScriptToken[] tokens;
    private readonly int[] match;
    private readonly Queue<DeferredNode> deferred = new();
    private readonly List<(FunctionNode Function, string Name, ScriptNode? Value)> assignments = [];
    private readonly List<(FunctionNode Function, string Name, List<ScriptNode> Arguments)> ownCalls = [];
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
        parser.ResolveArguments();
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

    // What a function's parameters get from the calls of this script.
    private void ResolveArguments()
    {
        const int most = 6;
        foreach (var (scope, name, arguments) in ownCalls)
        {
            if (scope.Find(name) is not { Assignments: 1, Value: FunctionNode called }) continue;
            for (var i = 0; i < arguments.Count && i < called.Parameters.Count && i < most; i++)
            {
                if (!called.Variables.TryGetValue(called.Parameters[i], out var parameter) || !parameter.IsParameter) continue;
                parameter.Arguments ??= [];
                if (parameter.Arguments.Count < most) parameter.Arguments.Add((arguments[i], scope));
            }
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
        token.Kind == ScriptTokenKind.Punctuator && token.Length == punctuator.Length && text[token.Start] == punctuator[0] && (punctuator.Length == 1 || string.CompareOrdinal(text, token.Start, punctuator, 0, punctuator.Length) == 0);

    private bool Is(string punctuator) => Is(Token, punctuator);

    private bool IsWord(ScriptToken token, string word) =>
        token.Kind == ScriptTokenKind.Word && token.Length == word.Length && text[token.Start] == word[0] && string.CompareOrdinal(text, token.Start, word, 0, word.Length) == 0;

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
            switch (Token.Length is >= 2 and <= 9 && text[Token.Start] is >= 'a' and <= 'w' ? Text(Token) : "")
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
}
