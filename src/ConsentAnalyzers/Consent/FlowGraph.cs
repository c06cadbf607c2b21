using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>The forward must-analysis over one control-flow graph: what is consented to at each of its places.</summary>
internal sealed class FlowGraph
{
    private readonly ConsentEvaluator _evaluator;
    private readonly FlowState[] _entries;
    private readonly CancellationToken _cancellationToken;
    private readonly ConcurrentDictionary<int, FlowState[]> _states = new();
    private Dictionary<SyntaxNode, (int Block, int Index)>? _places;
    private Dictionary<SyntaxNode, IFlowAnonymousFunctionOperation>? _lambdas;

    private FlowGraph(ControlFlowGraph graph, ConsentEvaluator evaluator, CancellationToken cancellationToken)
    {
        Graph = graph;
        _evaluator = evaluator;
        _cancellationToken = cancellationToken;
        _entries = new FlowState[graph.Blocks.Length];
    }

    public ControlFlowGraph Graph { get; }

    /// <summary>The join of what every <c>return</c> gives back; <see langword="null"/> when the graph returns no value.</summary>
    public ConsentValue? Result { get; private set; }

    /// <summary>Whether a <c>return true</c> stands on a path that no consent check guards.</summary>
    public bool ReturnsTrueUnguarded { get; private set; }

    /// <summary>Whether any consent check stands in the graph, wherever it leads.</summary>
    public bool MentionsGuard => Operations
        .Where(o => o is IInvocationOperation or IMemberReferenceOperation && !o.ConstantValue.HasValue)
        .Select(o => _evaluator.Evaluate(o, FlowState.Entry(ConsentPurposes.None)))
        .Any(v => v.WhenTrue is not (ConsentPurposes.None or ConsentValue.Vacuous) || v.WhenFalse is not (ConsentPurposes.None or ConsentValue.Vacuous));

    public static FlowGraph Analyze(ControlFlowGraph graph, FlowState entry, ConsentEvaluator evaluator, CancellationToken cancellationToken)
    {
        var flow = new FlowGraph(graph, evaluator, cancellationToken);
        flow.Run(entry);
        return flow;
    }

    /// <summary>The state right before <paramref name="node"/> is evaluated, or <see langword="null"/> when it is no part of this graph.</summary>
    public FlowState? Before(SyntaxNode node)
    {
        _places ??= IndexPlaces();
        for (var at = node; at is not null; at = at.Parent)
        {
            if (!_places.TryGetValue(at, out var place)) continue;
            return _states.GetOrAdd(place.Block, StatesOf)[place.Index];
        }
        return null;
    }

    /// <summary>The lambda of this graph that stands at <paramref name="syntax"/>.</summary>
    public IFlowAnonymousFunctionOperation? Lambda(SyntaxNode syntax)
    {
        _lambdas ??= Operations.OfType<IFlowAnonymousFunctionOperation>().GroupBy(o => o.Syntax).ToDictionary(g => g.Key, g => g.First());
        return _lambdas.TryGetValue(syntax, out var lambda) ? lambda : null;
    }

    private IEnumerable<IOperation> Operations => Graph.Blocks
        .SelectMany(b => b.BranchValue is { } value ? b.Operations.Add(value) : b.Operations)
        .SelectMany(o => o.DescendantsAndSelf());

    private FlowState[] StatesOf(int ordinal)
    {
        var operations = Graph.Blocks[ordinal].Operations;
        var states = new FlowState[operations.Length + 1];
        states[0] = _entries[ordinal];
        for (var i = 0; i < operations.Length; i++) states[i + 1] = _evaluator.Apply(operations[i], states[i]);
        return states;
    }

    private void Run(FlowState entry)
    {
        for (var i = 0; i < _entries.Length; i++) _entries[i] = FlowState.Unreachable;
        _entries[0] = entry;
        var handlers = Handlers();
        var ends = VariableLifetimes.Ends(Graph);
        var pending = new SortedSet<int> { 0 };
        while (pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var ordinal = pending.Min;
            pending.Remove(ordinal);
            var block = Graph.Blocks[ordinal];
            var state = _entries[ordinal];
            foreach (var (handler, assigned) in handlers.TryGetValue(ordinal, out var found) ? found : []) Flow(assigned.Aggregate(state, (s, local) => s.Forget(local)), handler);
            foreach (var operation in block.Operations) state = _evaluator.Apply(operation, state);
            if (block.BranchValue is { } branchValue) state = _evaluator.Apply(branchValue, state);
            if (block.ConditionKind == ControlFlowConditionKind.None)
            {
                foreach (var variable in ends[ordinal]) state = state.Forget(variable);
                Flow(state, block.FallThroughSuccessor?.Destination?.Ordinal);
                continue;
            }
            var condition = _evaluator.Evaluate(block.BranchValue!, state);
            var (whenTaken, whenNot) = block.ConditionKind == ControlFlowConditionKind.WhenTrue ? (condition.WhenTrue, condition.WhenFalse) : (condition.WhenFalse, condition.WhenTrue);
            foreach (var variable in ends[ordinal]) state = state.Forget(variable);
            Flow(state.With(whenTaken), block.ConditionalSuccessor?.Destination?.Ordinal);
            Flow(state.With(whenNot), block.FallThroughSuccessor?.Destination?.Ordinal);
        }
        CollectResult();

        void Flow(FlowState state, int? destination)
        {
            if (destination is not { } to || state.IsUnreachable) return;
            var joined = _entries[to].Join(state);
            if (joined.Purposes == _entries[to].Purposes && ReferenceEquals(joined.Variables, _entries[to].Variables)) return;
            _entries[to] = joined;
            pending.Add(to);
        }
    }

    // An exception can leave a try block anywhere: its handlers know what held at its start, and nothing of what it assigns.
    private Dictionary<int, List<(int Handler, ImmutableArray<ILocalSymbol> Assigned)>> Handlers()
    {
        var handlers = new Dictionary<int, List<(int, ImmutableArray<ILocalSymbol>)>>();
        Visit(Graph.Root);
        return handlers;

        void Visit(ControlFlowRegion region)
        {
            foreach (var nested in region.NestedRegions) Visit(nested);
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } whole) return;
            var assigned = Graph.Blocks.Skip(region.FirstBlockOrdinal).Take(region.LastBlockOrdinal - region.FirstBlockOrdinal + 1)
                .SelectMany(b => b.BranchValue is { } value ? b.Operations.Add(value) : b.Operations).SelectMany(o => o.DescendantsAndSelf()).SelectMany(Assigned)
                .Select(local => local.Local).Distinct<ILocalSymbol>(SymbolEqualityComparer.Default).ToImmutableArray();
            foreach (var handler in whole.NestedRegions.Where(r => r != region))
            {
                if (!handlers.TryGetValue(region.FirstBlockOrdinal, out var list)) handlers.Add(region.FirstBlockOrdinal, list = []);
                list.Add((handler.FirstBlockOrdinal, assigned));
            }
        }
    }

    // The locals that an operation gives a value: targets, their parts, and what is passed by reference.
    private static IEnumerable<ILocalReferenceOperation> Assigned(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>(),
        IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument => argument.Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>(),
        _ => [],
    };

    private void CollectResult()
    {
        foreach (var block in Graph.Blocks)
        {
            if (block.FallThroughSuccessor?.Semantics != ControlFlowBranchSemantics.Return || block.BranchValue is not { } returned || _entries[block.Ordinal].IsUnreachable) continue;
            var state = block.Operations.Aggregate(_entries[block.Ordinal], (s, o) => _evaluator.Apply(o, s));
            var value = _evaluator.Evaluate(returned, state).Under(state.Purposes);
            ReturnsTrueUnguarded |= value is { IsTrue: true, WhenTrue: ConsentPurposes.None };
            Result = Result is { } known ? known.Join(value) : value;
        }
    }

    private Dictionary<SyntaxNode, (int, int)> IndexPlaces()
    {
        var places = new Dictionary<SyntaxNode, (int, int)>();
        foreach (var block in Graph.Blocks)
        {
            for (var i = 0; i <= block.Operations.Length; i++)
            {
                var operation = i < block.Operations.Length ? block.Operations[i] : block.BranchValue;
                if (operation is null) continue;
                foreach (var part in operation.DescendantsAndSelf())
                {
                    // A capture stands for a value computed earlier; the earlier place is the one that counts.
                    if (part is IFlowCaptureReferenceOperation || places.ContainsKey(part.Syntax)) continue;
                    places.Add(part.Syntax, (block.Ordinal, i));
                }
            }
        }
        return places;
    }
}
