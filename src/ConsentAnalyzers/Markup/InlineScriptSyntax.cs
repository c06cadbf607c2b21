using System.Collections.Generic;

namespace ConsentAnalyzers.Markup;

/// <summary>What the tolerant parser keeps of a script: enough for conditions, calls and assignments, nothing more.</summary>
internal abstract class ScriptNode(int start, int end)
{
    public int Start { get; } = start;

    public int End { get; internal set; } = end;
}

/// <summary>Something that says nothing: <c>this</c>, an empty statement, garbage.</summary>
internal sealed class OtherNode(int start, int end) : ScriptNode(start, end);

internal sealed class NameNode(int start, int end, string name) : ScriptNode(start, end)
{
    public string Name { get; } = name;
}

internal enum ConstantKind { String, Number, True, False, Null, Undefined, Regex }

internal sealed class ConstantNode(int start, int end, ConstantKind kind, string text) : ScriptNode(start, end)
{
    public ConstantKind Kind { get; } = kind;

    public string Text { get; } = text;
}

internal sealed class TemplateNode(int start, int end, List<ScriptNode> parts) : ScriptNode(start, end)
{
    public List<ScriptNode> Parts { get; } = parts;
}

internal sealed class ArrayNode(int start, int end, List<ScriptNode> items) : ScriptNode(start, end)
{
    public List<ScriptNode> Items { get; } = items;
}

internal readonly struct ScriptPropertyNode(string key, int start, ScriptNode value)
{
    /// <summary>Empty when it is computed or spread.</summary>
    public string Key { get; } = key;

    public int Start { get; } = start;

    public ScriptNode Value { get; } = value;
}

internal sealed class ObjectNode(int start, int end, List<ScriptPropertyNode> properties) : ScriptNode(start, end)
{
    public List<ScriptPropertyNode> Properties { get; } = properties;
}

internal sealed class PrefixNode(int start, int end, List<string> operators, ScriptNode operand) : ScriptNode(start, end)
{
    public List<string> Operators { get; } = operators;

    public ScriptNode Operand { get; } = operand;
}

/// <summary>Operands of one precedence, <c>a + b - c</c>: flat, so that long chains do not nest.</summary>
internal sealed class BinaryNode(int start, int end, List<ScriptNode> operands, List<string> operators) : ScriptNode(start, end)
{
    public List<ScriptNode> Operands { get; } = operands;

    public List<string> Operators { get; } = operators;
}

/// <summary><c>a ? b : c ? d : e</c>, flat.</summary>
internal sealed class ConditionalNode(int start, int end, List<ScriptNode> tests, List<ScriptNode> values, ScriptNode otherwise) : ScriptNode(start, end)
{
    public List<ScriptNode> Tests { get; } = tests;

    public List<ScriptNode> Values { get; } = values;

    public ScriptNode Otherwise { get; } = otherwise;
}

/// <summary><c>a = b = c</c>, flat. Declarations with a value as well.</summary>
internal sealed class AssignNode(int start, int end, List<ScriptNode> targets, string @operator, ScriptNode value) : ScriptNode(start, end)
{
    public List<ScriptNode> Targets { get; } = targets;

    public string Operator { get; } = @operator;

    public ScriptNode Value { get; } = value;
}

internal sealed class SequenceNode(int start, int end, List<ScriptNode> items) : ScriptNode(start, end)
{
    public List<ScriptNode> Items { get; } = items;
}

internal enum ChainPartKind { Member, Index, Call }

internal sealed class ChainPart(ChainPartKind kind, int end, string name, List<ScriptNode> arguments)
{
    public static readonly List<ScriptNode> NoArguments = [];

    public ChainPartKind Kind { get; } = kind;

    public int End { get; } = end;

    public string Name { get; } = name;

    /// <summary>A call's arguments; an index' expression.</summary>
    public List<ScriptNode> Arguments { get; } = arguments;
}

/// <summary><c>a.b(c)[d].e()</c>, flat.</summary>
internal sealed class ChainNode(int start, int end, ScriptNode root, List<ChainPart> parts, bool isNew) : ScriptNode(start, end)
{
    public ScriptNode Root { get; } = root;

    public List<ChainPart> Parts { get; } = parts;

    /// <summary>The first call constructs.</summary>
    public bool IsNew { get; } = isNew;
}

/// <summary>A name's uses in the function that declares it.</summary>
internal sealed class ScriptVariable
{
    public ScriptNode? Value { get; set; }

    public int Assignments { get; set; }

    public bool IsParameter { get; set; }

    /// <summary>What the script gives this parameter, a few calls long.</summary>
    public List<(ScriptNode Argument, FunctionNode Scope)>? Arguments { get; set; }

    /// <summary>A parameter that receives the visitor's choice: its function is handed to something that is named so.</summary>
    public bool ReceivesConsent { get; set; }
}

internal sealed class FunctionNode(int start, FunctionNode? parent) : ScriptNode(start, start)
{
    public FunctionNode? Parent { get; } = parent;

    public string Name { get; set; } = "";

    public List<string> Parameters { get; } = [];

    /// <summary>A block, or an arrow function's expression.</summary>
    public ScriptNode? Body { get; set; }

    public Dictionary<string, ScriptVariable> Variables { get; } = new(System.StringComparer.Ordinal);

    public List<ScriptNode> Returns { get; } = [];

    /// <summary>For the whole script: paths that it reads a member of. That such a value is there tells nothing about what it holds.</summary>
    public HashSet<string> Objects { get; } = new(System.StringComparer.Ordinal);

    /// <summary>How far out a name is looked for: nobody nests functions deeper.</summary>
    public const int MostScopes = 200;

    public ScriptVariable? Find(string name)
    {
        var scope = this;
        for (var level = 0; level < MostScopes && scope != null; level++, scope = scope.Parent)
        {
            if (scope.Variables.TryGetValue(name, out var variable)) return variable;
        }
        return null;
    }
}

internal sealed class ClassNode(int start, int end, string name, List<ScriptPropertyNode> members) : ScriptNode(start, end)
{
    public string Name { get; } = name;

    public List<ScriptPropertyNode> Members { get; } = members;
}

/// <summary>What nests too deeply for the stack: parsed and walked on its own.</summary>
internal sealed class DeferredNode(int start, int end, int firstToken, int endToken, FunctionNode function) : ScriptNode(start, end)
{
    public int FirstToken { get; } = firstToken;

    public int EndToken { get; } = endToken;

    public FunctionNode Function { get; } = function;

    public BlockNode? Body { get; set; }
}

internal sealed class BlockNode(int start, int end, List<ScriptNode> statements) : ScriptNode(start, end)
{
    public List<ScriptNode> Statements { get; } = statements;
}

/// <summary><c>if … else if … else</c>, flat.</summary>
internal sealed class IfNode(int start, int end, List<ScriptNode> tests, List<ScriptNode> bodies, ScriptNode? otherwise) : ScriptNode(start, end)
{
    public List<ScriptNode> Tests { get; } = tests;

    public List<ScriptNode> Bodies { get; } = bodies;

    public ScriptNode? Otherwise { get; } = otherwise;
}

internal sealed class LoopNode(int start, int end, List<ScriptNode> head, ScriptNode? condition, ScriptNode body) : ScriptNode(start, end)
{
    public List<ScriptNode> Head { get; } = head;

    /// <summary>What holds whenever the body runs.</summary>
    public ScriptNode? Condition { get; } = condition;

    public ScriptNode Body { get; } = body;
}

/// <summary><c>return</c>, <c>throw</c>, <c>break</c>, <c>continue</c>.</summary>
internal sealed class ExitNode(int start, int end, ScriptNode? value) : ScriptNode(start, end)
{
    public ScriptNode? Value { get; } = value;
}

internal sealed class TryNode(int start, int end, List<ScriptNode> blocks) : ScriptNode(start, end)
{
    public List<ScriptNode> Blocks { get; } = blocks;
}

internal readonly struct ScriptCase(ScriptNode? test, List<ScriptNode> statements)
{
    public ScriptNode? Test { get; } = test;

    public List<ScriptNode> Statements { get; } = statements;
}

internal sealed class SwitchNode(int start, int end, ScriptNode subject, List<ScriptCase> cases) : ScriptNode(start, end)
{
    public ScriptNode Subject { get; } = subject;

    public List<ScriptCase> Cases { get; } = cases;
}
