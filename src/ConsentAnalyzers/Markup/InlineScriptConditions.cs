using System;
using System.Collections.Generic;
using System.Globalization;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>What a condition guarantees: on its true side and on its false side.</summary>
internal readonly struct ScriptGuard(ConsentPurposes whenTrue, ConsentPurposes whenFalse)
{
    public ConsentPurposes WhenTrue { get; } = whenTrue;

    public ConsentPurposes WhenFalse { get; } = whenFalse;

    public ScriptGuard Not() => new(WhenFalse, WhenTrue);
}

/// <summary>Judges the conditions of a script: which of them ask for consent, for what, and with which polarity.</summary>
internal sealed class ScriptConditions(string text, ScriptValues values, HashSet<string> objects)
{
    private const int MaxDepth = 48;

    /// <summary>A value that is the visitor's choice, or a part of it.</summary>
    private sealed class Claim(ConsentPurposes purposes, bool negative)
    {
        /// <summary>One purpose and <see cref="ConsentPurposes.Any"/>, or <see cref="ConsentPurposes.General"/>.</summary>
        public ConsentPurposes Purposes { get; } = purposes;

        /// <summary>True means refused.</summary>
        public bool Negative { get; } = negative;

        public Claim With(ConsentPurposes purposes) => purposes == ConsentPurposes.None ? this : new Claim(purposes | ConsentPurposes.Any, Negative);

        public Claim Reversed() => new(Purposes, !Negative);

        public ScriptGuard Guard => Negative ? new ScriptGuard(ConsentPurposes.None, Purposes) : new ScriptGuard(Purposes, ConsentPurposes.None);
    }

    private readonly ConsentVocabulary words = ConsentVocabulary.Default;
    private readonly Dictionary<string, ConsentMeaning> meanings = new(StringComparer.Ordinal);
    private readonly Dictionary<ScriptNode, ScriptGuard> guards = [];
    private readonly Dictionary<ScriptNode, Claim?> claims = [];
    private int depth;

    public long Work { get; private set; }

    public ConsentMeaning Read(string name)
    {
        if (!meanings.TryGetValue(name, out var meaning)) meanings.Add(name, meaning = words.Read(name));
        return meaning;
    }

    public ScriptGuard Evaluate(ScriptNode node, FunctionNode scope)
    {
        if (guards.TryGetValue(node, out var known)) return known;
        if (depth >= MaxDepth) return default;
        Work++;
        guards[node] = default;
        depth++;
        var guard = EvaluateCore(node, scope);
        depth--;
        guards[node] = guard;
        return guard;
    }

    private ScriptGuard EvaluateCore(ScriptNode node, FunctionNode scope)
    {
        switch (node)
        {
            case ConstantNode constant:
                return constant.Kind switch
                {
                    ConstantKind.True => new ScriptGuard(ConsentPurposes.None, ConsentPurposes.General),
                    ConstantKind.False or ConstantKind.Null or ConstantKind.Undefined => new ScriptGuard(ConsentPurposes.General, ConsentPurposes.None),
                    ConstantKind.Number => constant.Text == "0" ? new ScriptGuard(ConsentPurposes.General, ConsentPurposes.None) : new ScriptGuard(ConsentPurposes.None, ConsentPurposes.General),
                    _ => default,
                };
            case PrefixNode prefix:
                var guard = Evaluate(prefix.Operand, scope);
                for (var i = prefix.Operators.Count - 1; i >= 0; i--)
                {
                    switch (prefix.Operators[i])
                    {
                        case "!": guard = guard.Not(); break;
                        case "await" or "~" or "+": break;
                        default: return default;
                    }
                }
                return guard;
            case BinaryNode binary:
                return EvaluateBinary(binary, scope);
            case ConditionalNode conditional:
                // a ? b : c is true when a and b are, or when a is false and c is true.
                var otherwise = Evaluate(conditional.Otherwise, scope);
                for (var i = conditional.Tests.Count - 1; i >= 0; i--)
                {
                    var test = Evaluate(conditional.Tests[i], scope);
                    var value = Evaluate(conditional.Values[i], scope);
                    otherwise = new ScriptGuard(
                        (test.WhenTrue | value.WhenTrue) & (test.WhenFalse | otherwise.WhenTrue),
                        (test.WhenTrue | value.WhenFalse) & (test.WhenFalse | otherwise.WhenFalse));
                }
                return otherwise;
            case AssignNode assign:
                return Evaluate(assign.Value, scope);
            case SequenceNode sequence:
                return Evaluate(sequence.Items[sequence.Items.Count - 1], scope);
            case NameNode name:
                // What a name was given says more than the name: const ok = getCookie('consent') === 'yes'.
                if (ScriptValues.Single(name.Name, scope) is BinaryNode or PrefixNode or ConditionalNode)
                {
                    var value = Evaluate(ScriptValues.Single(name.Name, scope)!, scope);
                    if ((value.WhenTrue | value.WhenFalse) != ConsentPurposes.None) return value;
                }
                return objects.Contains(name.Name) ? default : Find(name, scope)?.Guard ?? default;
            case ChainNode chain:
                if (FindsAcceptControl(chain)) return new ScriptGuard(ConsentPurposes.General, ConsentPurposes.None);
                // consent && consent.analytics: the first operand only looks whether there is one.
                if (objects.Contains(ScriptValues.PathOf(chain))) return default;
                if (Find(chain, scope) is { } claim) return claim.Guard;
                return chain.Root is NameNode function && chain.Parts.Count == 1 && chain.Parts[0].Kind == ChainPartKind.Call && ScriptValues.Single(function.Name, scope) is FunctionNode called
                    ? Summarize(called)
                    : default;
            default:
                return default;
        }
    }

    // What a function of the script answers: what all its returns guarantee.
    private ScriptGuard Summarize(FunctionNode function)
    {
        if (function.Returns.Count == 0) return default;
        if (guards.TryGetValue(function, out var known)) return known;
        guards[function] = default;
        var (whenTrue, whenFalse) = (ConsentPurposes.General, ConsentPurposes.General);
        foreach (var value in function.Returns)
        {
            var guard = Evaluate(value, function);
            whenTrue &= guard.WhenTrue;
            whenFalse &= guard.WhenFalse;
        }
        return guards[function] = new ScriptGuard(whenTrue, whenFalse);
    }

    private ScriptGuard EvaluateBinary(BinaryNode binary, FunctionNode scope)
    {
        switch (binary.Operators[0])
        {
            case "&&":
                var (all, none) = (ConsentPurposes.None, ConsentPurposes.General);
                foreach (var operand in binary.Operands)
                {
                    var guard = Evaluate(operand, scope);
                    all |= guard.WhenTrue;
                    none &= guard.WhenFalse;
                }
                return new ScriptGuard(all, none);
            case "||":
                var (some, neither) = (ConsentPurposes.General, ConsentPurposes.None);
                foreach (var operand in binary.Operands)
                {
                    var guard = Evaluate(operand, scope);
                    some &= guard.WhenTrue;
                    neither |= guard.WhenFalse;
                }
                return new ScriptGuard(some, neither);
            case "??":
                return Evaluate(binary.Operands[0], scope);
            case "==" or "===" or "!=" or "!==" or "<" or ">" or "<=" or ">=" when binary.Operands.Count == 2:
                return Compare(binary.Operands[0], binary.Operators[0], binary.Operands[1], scope);
            default:
                return default;
        }
    }

    private ScriptGuard Compare(ScriptNode left, string op, ScriptNode right, FunctionNode scope)
    {
        if (left is ConstantNode or PrefixNode { Operand: ConstantNode })
        {
            (left, right) = (right, left);
            op = op.Replace('<', '\u0001').Replace('>', '<').Replace('\u0001', '>');
        }
        var different = op[0] == '!';
        var value = right is PrefixNode ? values.Fold(right, scope) : (right as ConstantNode)?.Text;
        if (left is PrefixNode { Operators: var operators } && operators.Contains("typeof")) return default;
        if (right is PrefixNode { Operators: var others } && others.Contains("typeof")) return default;
        if (Find(left, scope) is not { } claim)
        {
            // event.target.id === 'accept-cookies'
            if (value != null && op is "==" or "===" && IsTarget(left) && Read(value!).IsAcceptControl) return new ScriptGuard(ConsentPurposes.General, ConsentPurposes.None);
            if (value is "true" or "false" && Evaluate(left, scope) is var guard) return different == (value == "true") ? guard.Not() : guard;
            // 'accepted' === choice, where both sides are names
            return right is NameNode or ChainNode && left is NameNode or ChainNode && Find(right, scope) is { } reversed && Read(ScriptValues.LastName(ScriptValues.PathOf(left))).Tone is var leftTone and not ConsentTone.None
                ? Side(reversed, leftTone == ConsentTone.Grant ? !different : leftTone == ConsentTone.Deny ? different : null)
                : default;
        }
        if (ScriptValues.LastName(ScriptValues.PathOf(left)) is "indexOf()" or "search()" && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var index))
        {
            return op switch
            {
                ">" or ">=" => Side(claim, index <= 0),
                "!==" or "!=" => Side(claim, index < 0),
                "===" or "==" => Side(claim, index >= 0),
                "<" or "<=" => Side(claim, false),
                _ => default,
            };
        }
        if (op[0] is '<' or '>') return value == null ? default : Side(claim, op[0] == '>');
        if (value == null)
        {
            // consent === ConsentState.Accepted
            return Read(ScriptValues.LastName(ScriptValues.PathOf(right))).Tone switch
            {
                ConsentTone.Grant => Side(claim, !different),
                ConsentTone.Deny => Side(claim, different),
                _ => default,
            };
        }
        if (right is ConstantNode { Kind: ConstantKind.Null or ConstantKind.Undefined }) return default;
        if (value.Length == 0 || value.IndexOf(ScriptTokenizer.Unknown) >= 0) return default;
        switch (Read(value).Tone)
        {
            case ConsentTone.Deny: return Side(claim, different);
            case ConsentTone.Open: return default;
            default: return Side(claim.With(Read(value).Purposes), !different);
        }
    }

    // granted: whether the condition is true when the choice is a yes; null: it says nothing.
    private static ScriptGuard Side(Claim claim, bool? granted) => granted switch
    {
        true => claim.Guard,
        false => claim.Guard.Not(),
        null => default,
    };

    // Which expressions are the visitor's choice

    private Claim? Find(ScriptNode node, FunctionNode scope)
    {
        if (claims.TryGetValue(node, out var known)) return known;
        if (depth >= MaxDepth) return null;
        Work++;
        claims[node] = null;
        depth++;
        var claim = FindCore(node, scope);
        depth--;
        claims[node] = claim;
        return claim;
    }

    private Claim? FindCore(ScriptNode node, FunctionNode scope)
    {
        switch (node)
        {
            case NameNode name:
                if (FromName(name.Name) is { } named) return named;
                if (Read(name.Name).IsVoid) return null;
                if (scope.Find(name.Name) is { IsParameter: true } parameter) return FromParameter(parameter);
                return ScriptValues.Single(name.Name, scope) is { } value and not FunctionNode ? Find(value, scope) : null;
            case ChainNode chain:
                return FromChain(chain, scope);
            case AssignNode assign:
                return Find(assign.Value, scope);
            case ObjectNode choice:
                // { analytics: true, marketing: false }
                foreach (var property in choice.Properties)
                {
                    if (property.Key is "necessary" or "essential" || Read(property.Key).Purposes != ConsentPurposes.None) return new Claim(ConsentPurposes.General, false);
                }
                return null;
            case PrefixNode { Operators.Count: 1 } prefix when prefix.Operators[0] == "await":
                return Find(prefix.Operand, scope);
            case BinaryNode binary when binary.Operators[0] is "||" or "??":
                return Find(binary.Operands[0], scope);
            default:
                return null;
        }
    }

    // Every call must give it the visitor's choice.
    private Claim? FromParameter(ScriptVariable parameter)
    {
        if (parameter.ReceivesConsent) return new Claim(ConsentPurposes.General, false);
        if (parameter.Arguments is not { } given || parameter.Assignments > 0) return null;
        Claim? claim = null;
        foreach (var (argument, from) in given)
        {
            if (Find(argument, from) is not { } one || (claim != null && claim.Negative != one.Negative)) return null;
            claim = claim == null ? one : new Claim(claim.Purposes & one.Purposes, one.Negative);
        }
        return claim;
    }

    private Claim? FromName(string name)
    {
        if (name.Length > 200 || !Read(name).IsSource || Read(name).IsVoid) return words.IsPlatformValue(name) ? new Claim(ConsentPurposes.General, false) : null;
        var tone = Read(name).Tone;
        if (tone == ConsentTone.Open) return null;
        return new Claim(ConsentPurposes.General, tone == ConsentTone.Deny).With(Read(name).Purposes);
    }

    private Claim? FromChain(ChainNode chain, FunctionNode scope)
    {
        Claim? claim = null;
        var path = "";
        if (chain.Root is NameNode root)
        {
            path = root.Name;
            if (!(chain.Parts[0].Kind == ChainPartKind.Call && !Read(root.Name).IsSource)) claim = Find(root, scope);
            if (Read(path).IsVoid && claim == null && Read(path).IsSource) return null;
        }
        else if (chain.Root is ConstantNode { Kind: ConstantKind.Regex } regex)
        {
            if (chain.Parts[0].Name == "test") return FromText(regex.Text);
        }
        else
        {
            claim = Find(chain.Root, scope);
        }
        for (var i = 0; i < chain.Parts.Count; i++)
        {
            Work++;
            var part = chain.Parts[i];
            path = path.Length < 400 ? ScriptValues.Extend(path, part) : path;
            if (part.Kind == ChainPartKind.Call)
            {
                claim = FromCall(claim, ScriptValues.LastName(path.Substring(0, path.Length - 2)), path, part.Arguments, scope);
                continue;
            }
            if (part.Name.Length == 0)
            {
                // consents[purpose]
                continue;
            }
            if (Read(part.Name).IsVoid) return null;
            if (claim == null)
            {
                claim = FromName(part.Name);
                if (claim == null && words.IsPlatformValue(path)) claim = new Claim(ConsentPurposes.General, false);
                continue;
            }
            switch (Read(part.Name).Tone)
            {
                case ConsentTone.Open: return null;
                case ConsentTone.Deny: claim = claim.Reversed(); break;
            }
            claim = claim.With(Read(part.Name).Purposes);
        }
        return claim;
    }

    private Claim? FromCall(Claim? claim, string name, string path, List<ScriptNode> arguments, FunctionNode scope)
    {
        if (Read(name).IsVoid) return null;
        if (path is "JSON.parse()" or "Boolean()" or "String()" or "Number()" or "parseInt()" or "decodeURIComponent()" or "unescape()" or "$.parseJSON()" or "jQuery.parseJSON()" or "Object.assign()")
        {
            return arguments.Count == 0 ? null : Find(arguments[arguments.Count - 1], scope) ?? Find(arguments[0], scope);
        }
        var reads = Read(name).IsReader;
        if (claim == null && !reads) return words.IsPlatformValue(path.Substring(0, path.Length - 2)) ? new Claim(ConsentPurposes.General, false) : null;
        var texts = new List<string>();
        foreach (var argument in arguments) Collect(argument, scope, texts, 0);
        foreach (var argument in texts)
        {
            if (claim == null)
            {
                claim = FromText(argument);
                continue;
            }
            var tone = Read(argument).Tone;
            if (tone == ConsentTone.Deny) claim = claim.Reversed();
            claim = claim.With(Read(argument.Trim(',', ' ', ';')).Purposes);
        }
        return claim;
    }

    // The texts an argument is made of, those in a small callback included: find(c => c.startsWith('consent=')).
    private void Collect(ScriptNode node, FunctionNode scope, List<string> texts, int level)
    {
        if (level > 4 || texts.Count > 8) return;
        Work++;
        switch (node)
        {
            case ConstantNode { Kind: ConstantKind.String or ConstantKind.Regex } constant when constant.Text.Length is > 0 and <= 200:
                texts.Add(constant.Text);
                break;
            case NameNode name:
                texts.Add(values.Fold(name, scope) is { Length: > 0 and <= 200 } value ? value : name.Name);
                break;
            case TemplateNode template:
                foreach (var part in template.Parts) Collect(part, scope, texts, level + 1);
                break;
            case BinaryNode binary:
                foreach (var operand in binary.Operands)
                {
                    if (binary.Operands.Count <= 8) Collect(operand, scope, texts, level + 1);
                }
                break;
            case FunctionNode function:
                foreach (var result in function.Returns) Collect(result, function, texts, level + 1);
                break;
            case PrefixNode prefix:
                Collect(prefix.Operand, scope, texts, level + 1);
                break;
            case ChainNode chain:
                if (chain.Root is ChainNode) Collect(chain.Root, scope, texts, level + 1);
                foreach (var part in chain.Parts)
                {
                    foreach (var argument in part.Arguments) Collect(argument, scope, texts, level + 1);
                    if (part.Kind == ChainPartKind.Member && Read(part.Name).IsSource) texts.Add(part.Name);
                }
                break;
        }
    }

    // A storage key or a cookie, perhaps with its value: cookie_consent, cookie_consent=accepted
    private Claim? FromText(string value)
    {
        if (value.Length > 200) return null;
        var equals = value.IndexOf('=');
        var name = equals < 0 ? value : value.Substring(0, equals);
        if (KnownCookies.Classify(name.AsSpan().Trim()).Ground != ExemptionGround.ConsentChoice && !Read(name).IsSource) return null;
        var tone = Read(name).Tone;
        if (tone == ConsentTone.Open) return null;
        var negative = tone == ConsentTone.Deny;
        if (equals >= 0 && Read(value.Substring(equals + 1)).Tone == ConsentTone.Deny) negative = !negative;
        return new Claim(ConsentPurposes.General, negative).With(Read(name).Purposes);
    }

    // event.target.closest('.accept-cookies'), in one handler for all clicks
    private bool FindsAcceptControl(ChainNode chain) => IsTarget(chain) && Read(Slice(chain.Start, chain.End)).IsAcceptControl;

    private static bool IsTarget(ScriptNode node) => node is ChainNode { Root: NameNode } chain && chain.Parts.Exists(p => p.Name is "target" or "currentTarget" or "srcElement");

    /// <summary>Whether the control that an expression finds is one that gives consent: its id, class or name says so.</summary>
    public bool IsAcceptControl(ScriptNode? node, int end, FunctionNode scope, string? parameterOf)
    {
        if (node == null) return false;
        var slice = Slice(node.Start, end);
        if (Read(slice).IsAcceptControl) return true;
        var name = node as NameNode ?? (node as ChainNode)?.Root as NameNode;
        if (name == null) return false;
        if (ScriptValues.Single(name.Name, scope) is { } value && Read(Slice(value.Start, value.End)).IsAcceptControl) return true;
        return parameterOf != null && Read(parameterOf).IsAcceptControl;
    }

    public string Slice(int start, int end) => start >= 0 && end > start && end <= text.Length ? text.Substring(start, Math.Min(end - start, 240)) : "";
}
