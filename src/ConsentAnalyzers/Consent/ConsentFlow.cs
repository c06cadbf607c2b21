using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>What a boolean member of this compilation tells, read from its body.</summary>
/// <param name="IsNoGuard">The body says yes on other grounds than consent: its name must not be believed.</param>
internal readonly record struct MemberSummary(ConsentValue Value, bool IsNoGuard)
{
    public static readonly MemberSummary Nothing = new(ConsentValue.Unknown, false);
}

/// <summary>Answers what the visitor has consented to at a place in the code, over Roslyn's control-flow graphs.</summary>
/// <remarks>
/// A lambda starts with what holds where it is created; a local function and a private method with what holds at every place that mentions them;
/// everything else with its contract. All results are memoised for one compilation, except those cut short by recursion.
/// </remarks>
internal sealed class ConsentFlow
{
    private const int DepthLimit = 12;

    private readonly ConsentContext _context;
    private readonly ConsentEvaluator _evaluator;
    private readonly ConcurrentDictionary<SyntaxNode, FlowGraph?> _graphs = new();
    private readonly ConcurrentDictionary<SyntaxNode, ILookup<string, SimpleNameSyntax>> _names = new();
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<SimpleNameSyntax>> _mentions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, MemberSummary> _summaries = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ConsentPurposes> _entries = new(SymbolEqualityComparer.Default);

    // Questions being answered on this thread. A question met again inside itself has no answer yet, and what depends on that cut is not memoised.
    [ThreadStatic] private static Stack<object>? t_asked;
    [ThreadStatic] private static int t_cut;

    public ConsentFlow(ConsentContext context)
    {
        _context = context;
        Guards = new ConsentGuards(context);
        _evaluator = new ConsentEvaluator(Guards);
    }

    public ConsentGuards Guards { get; }

    /// <summary>The purposes consented to right before <paramref name="node"/> runs; <see langword="null"/> where no flow can be computed (broken code).</summary>
    public ConsentPurposes? At(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        try
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            return FlowAt(node, model, cancellationToken)?.Purposes;
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }
    }

    /// <summary>What an expression tells by itself, whatever holds around it.</summary>
    public ConsentValue ValueOf(IOperation operation)
    {
        try
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            return _evaluator.Evaluate(operation, FlowState.Entry(ConsentPurposes.None));
        }
        catch (InsufficientExecutionStackException)
        {
            return ConsentValue.Unknown;
        }
    }

    /// <summary>What the body, initializer or assignments of a boolean member tell.</summary>
    public MemberSummary Summary(ISymbol member)
    {
        member = member.OriginalDefinition;
        if (!_context.Owns(member)) return MemberSummary.Nothing;
        return Ask(_summaries, member, member, MemberSummary.Nothing, Summarize);
    }

    /// <summary>Where the private method or local function around <paramref name="place"/> is mentioned and <paramref name="isGuarded"/> does not hold, in source order.</summary>
    public IEnumerable<SyntaxNode> BareMentions(SyntaxNode place, SemanticModel model, Func<ConsentPurposes?, bool> isGuarded, CancellationToken cancellationToken)
    {
        var function = EnclosingFunction(place);
        while (function is AnonymousFunctionExpressionSyntax) function = EnclosingFunction(function.Parent);
        if (function is null || model.GetDeclaredSymbol(function, cancellationToken) is not IMethodSymbol declared || !IsOnlyMentionedHere(declared)) return [];
        return Mentions(declared, model, cancellationToken)
            .Where(m => !isGuarded(At(m, ModelAt(m, model), cancellationToken) ?? ConsentPurposes.None));
    }

    private FlowState? FlowAt(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        EnclosingFunction(node) is { } function ? GraphOf(function, model, cancellationToken)?.Before(node) : null;

    private FlowGraph? GraphOf(SyntaxNode function, SemanticModel model, CancellationToken cancellationToken)
    {
        if (_graphs.TryGetValue(function, out var known)) return known;
        var cutBefore = t_cut;
        t_cut = int.MaxValue;
        var graph = Analyze(function, model, cancellationToken);
        if (t_cut == int.MaxValue) _graphs.TryAdd(function, graph);
        t_cut = Math.Min(t_cut, cutBefore);
        return graph;
    }

    private FlowGraph? Analyze(SyntaxNode function, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (function)
        {
            case AnonymousFunctionExpressionSyntax lambda:
                if (EnclosingFunction(lambda.Parent) is not { } creator || GraphOf(creator, model, cancellationToken) is not { } outer) return null;
                if (outer.Lambda(lambda) is not { } created) return null;
                var atCreation = outer.Before(lambda) ?? FlowState.Entry(ConsentPurposes.None);
                var contract = model.GetSymbolInfo(lambda, cancellationToken).Symbol is { } symbol ? ConsentAttributes.Required(symbol) : ConsentPurposes.None;
                return FlowGraph.Analyze(outer.Graph.GetAnonymousFunctionControlFlowGraphInScope(created, cancellationToken), atCreation.With(contract | _context.Helper.RequiredByEndpoint(lambda)), _evaluator, cancellationToken);

            case LocalFunctionStatementSyntax local:
                if (model.GetDeclaredSymbol(local, cancellationToken) is not { } localSymbol) return null;
                if (EnclosingFunction(local.Parent) is not { } parent || GraphOf(parent, model, cancellationToken) is not { } parentFlow) return null;
                if (!parentFlow.Graph.LocalFunctions.Contains(localSymbol, SymbolEqualityComparer.Default)) return null;
                return FlowGraph.Analyze(parentFlow.Graph.GetLocalFunctionControlFlowGraphInScope(localSymbol, cancellationToken), FlowState.Entry(EntryOf(localSymbol, model, cancellationToken)), _evaluator, cancellationToken);

            default:
                if (ControlFlowGraph.Create(function, model, cancellationToken) is not { } graph) return null;
                var declared = model.GetDeclaredSymbol(function is ArrowExpressionClauseSyntax or EqualsValueClauseSyntax ? function.Parent! : function, cancellationToken);
                return FlowGraph.Analyze(graph, FlowState.Entry(declared is null ? ConsentPurposes.None : EntryOf(declared, model, cancellationToken)), _evaluator, cancellationToken);
        }
    }

    // The contract, and for what nobody outside can call: what every place that mentions it guarantees.
    private ConsentPurposes EntryOf(ISymbol function, SemanticModel model, CancellationToken cancellationToken)
    {
        var contract = ConsentAttributes.Required(function);
        if (!IsOnlyMentionedHere(function)) return contract;
        return contract | Ask(_entries, (function, nameof(EntryOf)), function, ConsentValue.Vacuous, _ => AtEveryMention((IMethodSymbol)function, model, cancellationToken));
    }

    private static bool IsOnlyMentionedHere(ISymbol function) =>
        function is IMethodSymbol { MethodKind: MethodKind.LocalFunction } or IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, ExplicitInterfaceImplementations.IsEmpty: true };

    private ConsentPurposes AtEveryMention(IMethodSymbol function, SemanticModel model, CancellationToken cancellationToken)
    {
        var guaranteed = ConsentValue.Vacuous;
        foreach (var mention in Mentions(function, model, cancellationToken))
        {
            var atMention = FlowAt(mention, ModelAt(mention, model), cancellationToken)?.Purposes ?? ConsentPurposes.None;
            guaranteed &= atMention | _context.Helper.RequiredByEndpoint(mention);
            if (guaranteed == ConsentPurposes.None) break;
        }
        return guaranteed == ConsentValue.Vacuous ? ConsentPurposes.None : guaranteed;
    }

    // Every place that calls the function or makes a delegate of it, but its own body, in source order.
    private ImmutableArray<SimpleNameSyntax> Mentions(IMethodSymbol function, SemanticModel model, CancellationToken cancellationToken) =>
        _mentions.TryGetValue(function, out var known) ? known : _mentions.GetOrAdd(function, FindMentions(function, model, cancellationToken));

    private ImmutableArray<SimpleNameSyntax> FindMentions(IMethodSymbol function, SemanticModel model, CancellationToken cancellationToken)
    {
        var scopes = function.MethodKind == MethodKind.LocalFunction
            ? function.DeclaringSyntaxReferences.Select(r => EnclosingFunction(r.GetSyntax(cancellationToken).Parent)).OfType<SyntaxNode>()
            : function.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken));
        var bodies = new HashSet<SyntaxNode>(function.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)));
        return [.. scopes.SelectMany(s => _names.GetOrAdd(s, NamesIn)[function.Name]).Where(IsMention).OrderBy(m => m.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(m => m.SpanStart)];

        bool IsMention(SimpleNameSyntax name) => !name.Ancestors().Any(a => bodies.Contains(a) || IsNameOf(a))
            && (ModelAt(name, model).GetSymbolInfo(name, cancellationToken).Symbol ?? Method(name)) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, function.OriginalDefinition);

        // A method given for any delegate, as in MapGet(…, Handle), binds to no symbol.
        ISymbol? Method(SimpleNameSyntax name) => ModelAt(name, model).GetMemberGroup(name, cancellationToken) is [var only] ? only : null;
    }

    private static bool IsNameOf(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    private SemanticModel ModelAt(SyntaxNode node, SemanticModel model) => node.SyntaxTree == model.SyntaxTree ? model : _context.ModelOf(node.SyntaxTree);

    private static ILookup<string, SimpleNameSyntax> NamesIn(SyntaxNode scope) => scope.DescendantNodes().OfType<SimpleNameSyntax>().ToLookup(n => n.Identifier.ValueText, StringComparer.Ordinal);

    private MemberSummary Summarize(ISymbol member)
    {
        var syntax = member.DeclaringSyntaxReferences[0].GetSyntax();
        switch (member)
        {
            case IMethodSymbol { IsAbstract: false }:
                return syntax is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax ? OfFunction(syntax) : MemberSummary.Nothing;
            case IPropertySymbol when syntax is PropertyDeclarationSyntax property:
                if (property.ExpressionBody is { } arrow) return OfFunction(arrow);
                if (property.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration)) is not { } getter) return MemberSummary.Nothing;
                if (getter.Body is not null || getter.ExpressionBody is not null) return OfFunction(getter);
                return property.AccessorList.Accessors.Any(a => a.IsKind(SyntaxKind.SetAccessorDeclaration) || a.IsKind(SyntaxKind.InitAccessorDeclaration)) ? MemberSummary.Nothing : OfAssignments(member, property.Initializer);
            case IFieldSymbol { IsReadOnly: true } when syntax is VariableDeclaratorSyntax field:
                return OfAssignments(member, field.Initializer);
            default:
                return MemberSummary.Nothing;
        }
    }

    private MemberSummary OfFunction(SyntaxNode function)
    {
        var model = _context.ModelOf(function.SyntaxTree);
        if (GraphOf(function, model, CancellationToken.None) is not { Result: { } result } flow) return MemberSummary.Nothing;
        var isGuard = Says(result.WhenTrue) || Says(result.WhenFalse);
        return new(isGuard ? result with { WhenNull = ConsentValue.Vacuous } : ConsentValue.Unknown, !isGuard && (flow.ReturnsTrueUnguarded || flow.MentionsGuard));

        static bool Says(ConsentPurposes side) => side is not (ConsentPurposes.None or ConsentValue.Vacuous);
    }

    private MemberSummary OfAssignments(ISymbol member, EqualsValueClauseSyntax? initializer)
    {
        ConsentValue? all = null;
        if (initializer is not null) Add(initializer.Value);
        foreach (var constructor in member.ContainingType.Constructors.SelectMany(c => c.DeclaringSyntaxReferences).Select(r => r.GetSyntax()))
        {
            foreach (var assignment in constructor.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                var target = assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access.Name : assignment.Left;
                if (target is IdentifierNameSyntax name && name.Identifier.ValueText == member.Name) Add(assignment.Right);
            }
        }
        return all is { } value && (value.WhenTrue | value.WhenFalse) != ConsentPurposes.None ? new(value, value.IsTrue) : MemberSummary.Nothing;

        void Add(ExpressionSyntax expression)
        {
            var model = _context.ModelOf(expression.SyntaxTree);
            var operation = model.GetOperation(expression);
            var state = FlowAt(expression, model, CancellationToken.None) ?? FlowState.Entry(ConsentPurposes.None);
            var value = operation is null ? ConsentValue.Unknown : _evaluator.Evaluate(operation, state).Under(state.Purposes);
            all = all is { } known ? known.Join(value) : value;
        }
    }

    private static T Ask<T>(ConcurrentDictionary<ISymbol, T> memo, object question, ISymbol key, T whileAsked, Func<ISymbol, T> answer)
    {
        if (memo.TryGetValue(key, out var known)) return known;
        var asked = t_asked ??= new Stack<object>();
        if (asked.Count == 0) t_cut = int.MaxValue;
        var depth = asked.Reverse().TakeWhile(q => !q.Equals(question)).Count();
        if (depth < asked.Count || asked.Count >= DepthLimit)
        {
            t_cut = Math.Min(t_cut, depth < asked.Count ? depth : 0);
            return whileAsked;
        }
        asked.Push(question);
        try
        {
            var cutBefore = t_cut;
            t_cut = int.MaxValue;
            var result = answer(key);
            if (t_cut >= asked.Count - 1)
            {
                memo.TryAdd(key, result);
                t_cut = cutBefore;
            }
            else
            {
                t_cut = Math.Min(t_cut, cutBefore);
            }
            return result;
        }
        finally
        {
            asked.Pop();
        }
    }

    private static SyntaxNode? EnclosingFunction(SyntaxNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax }:
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } }:
                case CompilationUnitSyntax unit when unit.Members.Any(m => m is GlobalStatementSyntax):
                    return node;
            }
        }
        return null;
    }
}
