using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>Goes once through a parsed script with what is guaranteed at each place, and notes facts, calls and functions.</summary>
internal sealed partial class ScriptWalker
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
    private readonly Queue<(ScriptNode Node, FunctionNode Scope, ConsentPurposes Guard, int Branches)> pending = new();
    private readonly Dictionary<ScriptVariable, string> parameterOf = [];
    private readonly HashSet<FunctionNode> exportedLater = [];
    private FunctionNode scope;
    private int branches;
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
        pending.Enqueue((root.Body!, root, ConsentPurposes.None, 0));
        while (pending.Count > 0)
        {
            (var node, var owner, var guard, branches) = pending.Dequeue();
            scope = owner;
            Walk(node, ref guard);
        }
        WriteStorage();
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
                branches++;
                Walk(loop.Body, ref inside);
                branches--;
                return false;
            case ExitNode exit:
                if (exit.Value != null) WalkReturned(exit.Value, guard);
                return true;
            case TryNode attempt:
                var outside = branches;
                foreach (var part in attempt.Blocks)
                {
                    var own = guard;
                    Walk(part, ref own);
                    branches = outside + 1;
                }
                branches = outside;
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
        branches++;
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
        branches--;
        if (!exits) guard |= after;
        return exits;
    }

    private void WalkSwitch(SwitchNode choice, ConsentPurposes guard)
    {
        WalkExpression(choice.Subject, guard);
        var falls = ConsentPurposes.General;
        var isFirst = true;
        var left = true;
        branches++;
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
        branches--;
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
                branches++;
                for (var i = 0; i < conditional.Tests.Count; i++)
                {
                    WalkExpression(conditional.Tests[i], reached);
                    var test = conditions.Evaluate(conditional.Tests[i], scope);
                    WalkExpression(conditional.Values[i], reached | test.WhenTrue);
                    reached |= test.WhenFalse;
                }
                WalkExpression(conditional.Otherwise, reached);
                branches--;
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
                if (deferred.Body != null) pending.Enqueue((deferred.Body, scope, guard, branches));
                break;
            default:
                WalkNested(node, guard);
                break;
        }
    }

    private void WalkNested(ScriptNode node, ConsentPurposes guard) => Walk(node, ref guard);

    private void WalkBinary(BinaryNode binary, ConsentPurposes guard)
    {
        var outside = branches;
        foreach (var operand in binary.Operands)
        {
            WalkExpression(operand, guard);
            if (binary.Operators[0] is "&&" or "||" or "??") branches = outside + 1;
            if (binary.Operators[0] is "&&") guard |= conditions.Evaluate(operand, scope).WhenTrue;
            else if (binary.Operators[0] is "||" or "??") guard |= conditions.Evaluate(operand, scope).WhenFalse;
        }
        branches = outside;
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
        if (name.Length > 0 && node.Parameters.Count > 0 && IsConsent(ScriptReference.Plain(name))) ReceiveConsent(node);
        ids.Add(node, functions.Count);
        functions.Add(function);
        if (name.Length > 0)
        {
            function.Names.Add(name);
            if (words.Entry(name) is { } platform) function.Invocations.Add(new ScriptReference(name, Current, guard | platform, null));
        }
        function.Exported |= exportedLater.Contains(node);
        if (node.Body is BlockNode) pending.Enqueue((node.Body, node, ConsentPurposes.None, 0));
        else if (node.Body != null) pending.Enqueue((new SequenceNode(node.Body.Start, node.Body.End, [node.Body]), node, ConsentPurposes.None, 0));
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
        return conditions.IsAcceptControl(target, target?.End ?? 0, scope, null) || (target == null && conditions.Read(path).IsAcceptControl) ? (ConsentPurposes.General, null) : (ConsentPurposes.None, occasion);
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
            else if (target is ChainNode && (path.StartsWith("localStorage", StringComparison.Ordinal) || path.StartsWith("sessionStorage", StringComparison.Ordinal)))
            {
                WriteMember(path, node, target, guard);
            }
            if (value is ArrayNode queue && queue.Items.Exists(i => i is ArrayNode))
            {
                // var _gaq = [['_setAccount', …], ['_trackPageview']]
                foreach (var item in queue.Items)
                {
                    if (item is ArrayNode entry) AddPush(path, entry.Items, entry.Start, entry.End, guard);
                }
            }
            calls.Add(new ScriptCall(SnippetShape.Assign, path, target.Start, node.End - target.Start, [value is FunctionNode or ObjectNode or ArrayNode ? null : Known(values.Fold(value, scope))], Places([value]), Properties([value]), Current, guard, branches > 0));
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
            if (KnownSnippets.Find(shape, known.AsSpan(), At(constants, 0), At(constants, 1)) is { } snippet && !IsCoincidence(snippet, chain, known, arguments))
            {
                var fact = AddSnippet(snippet, known, chain.Start, part.End, guard);
                if (snippet.Role == SnippetRole.Consent && constants.Length > 1 && constants[0] == "consent" && arguments.Count > 2) fact.ConsentMode = ReadConsentMode(constants[1] ?? "", arguments[2]);
            }
            if (path.Length > 0)
            {
                calls.Add(new ScriptCall(shape, path, chain.Start, part.End - chain.Start, constants, Places(arguments), Properties(arguments), Current, guard, branches > 0));
                references.Add(new ScriptReference(Qualify(known), Current, guard, null));
                AddStorageCall(path, name, arguments, constants, chain.Start, part.End, guard);
                if (name.StartsWith("set", StringComparison.Ordinal)) NoteDateShift(chain, index, name, arguments);
            }
        }
        Load(path, name, arguments, guard);
        WalkArguments(chain, index, path, name, guard);
    }

    // hj() in minified code: a short name that the script itself defines, or that it gives nothing.
    private bool IsCoincidence(Snippet snippet, ChainNode chain, string path, List<ScriptNode> arguments)
    {
        if (path.Length > 3 || !snippet.TakesAnything) return false;
        if (arguments.Count == 0) return true;
        return scope != root && chain.Root is NameNode name && scope.Find(name.Name) is { } variable && (variable.IsParameter || variable.Value is FunctionNode)
            && !(root.Variables.TryGetValue(name.Name, out var global) && global == variable);
    }

    private void AddPush(string queue, List<ScriptNode> items, int start, int end, ConsentPurposes guard)
    {
        var constants = Constants(items);
        if (KnownSnippets.Find(SnippetShape.Push, queue.AsSpan(), At(constants, 0), At(constants, 1)) is { } snippet)
        {
            var fact = AddSnippet(snippet, queue, start, end, guard);
            if (snippet.Role == SnippetRole.Consent && constants.Length > 1 && constants[0] == "consent" && items.Count > 2) fact.ConsentMode = ReadConsentMode(constants[1] ?? "", items[2]);
        }
        calls.Add(new ScriptCall(SnippetShape.Push, queue, start, end - start, constants, Places(items), Properties(items), Current, guard, branches > 0));
    }

    private ScriptConsentMode ReadConsentMode(string command, ScriptNode node)
    {
        var granted = ImmutableArray.CreateBuilder<string>();
        var denied = ImmutableArray.CreateBuilder<string>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        if (node is NameNode name && ScriptValues.Single(name.Name, scope) is ObjectNode single) node = single;
        if (node is not ObjectNode properties) return new ScriptConsentMode(command, [], [], ["*"]);
        var isRegional = false;
        foreach (var property in properties.Properties)
        {
            isRegional |= property.Key == "region";
            if (property.Key is "wait_for_update" or "region" or "url_passthrough" or "ads_data_redaction") continue;
            (values.Fold(property.Value, scope) switch { "granted" when property.Value is not ConditionalNode => granted, "denied" when property.Value is not ConditionalNode => denied, _ => unknown }).Add(property.Key);
        }
        return new ScriptConsentMode(command, granted.ToImmutable(), denied.ToImmutable(), unknown.ToImmutable(), isRegional);
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
        // getConsent().then(c => …), onConsentChange(c => …), addEventListener('consentChanged', e => …)
        if (arguments.Exists(a => a is FunctionNode { Parameters.Count: > 0 }) && (IsConsent(name) || (name is "then" or "done" or "subscribe" && IsConsent(ScriptValues.LastName(path.Substring(0, path.Length - name.Length).TrimEnd('.', '(', ')')))) || (arguments[0] is ConstantNode { Kind: ConstantKind.String } subject && IsConsent(subject.Text))))
        {
            foreach (var argument in arguments) ReceiveConsent(argument);
        }
        var described = arguments.Exists(a => a is FunctionNode { Parameters.Count: > 0 });
        var description = described ? conditions.Slice(chain.Start, index > 0 ? chain.Parts[index - 1].End : chain.Root.End) : "";
        foreach (var argument in arguments) WalkArgument(argument, "", guard, added, handler, description);
    }

    private bool IsConsent(string name) => conditions.Read(name) is { IsSource: true, IsVoid: false };

    private static void ReceiveConsent(ScriptNode node)
    {
        if (node is not FunctionNode function) return;
        foreach (var variable in function.Variables.Values) variable.ReceivesConsent |= variable.IsParameter;
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
            || (arguments.Count > 2 && arguments[1] is ConstantNode { Kind: ConstantKind.String } selector && conditions.Read(selector.Text).IsAcceptControl);
        return accepts ? (ConsentPurposes.General, null) : (ConsentPurposes.None, occasion);
    }

    private void WalkArgument(ScriptNode node, string key, ConsentPurposes guard, ConsentPurposes added, string? handler, string description)
    {
        work++;
        switch (node)
        {
            case FunctionNode function:
                if (description.Length > 0 && function.Parameters.Count > 0 && function.Parameters[0].Length > 0 && function.Variables.TryGetValue(function.Parameters[0], out var parameter)) parameterOf[parameter] = description;
                if (key.Length > 0 && function.Parameters.Count > 0 && IsConsent(key)) ReceiveConsent(function);
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
        key.Length > 2 && conditions.Read(key).Tone == ConsentTone.Grant && (conditions.Read(key).IsSource || (key.StartsWith("on", StringComparison.Ordinal) && key.Length < 24) || conditions.Read(key).IsAcceptControl)
            ? ConsentPurposes.General
            : ConsentPurposes.None;
}
