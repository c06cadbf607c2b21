using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>After which block of a graph nothing mentions a variable any more. What is known of it can be forgotten there, so that long methods cost no more by the line than short ones.</summary>
internal static class VariableLifetimes
{
    /// <returns>By block the variables that end with it. Empty for a graph with lambdas or local functions, which mention variables out of sight.</returns>
    public static ILookup<int, object> Ends(ControlFlowGraph graph)
    {
        var ends = new Dictionary<object, int>();
        var reach = Reach(graph);
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in (block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations).SelectMany(o => o.DescendantsAndSelf()))
            {
                if (operation is IFlowAnonymousFunctionOperation) return None;
                object? mentioned = operation switch
                {
                    ILocalReferenceOperation local => local.Local,
                    IParameterReferenceOperation parameter => parameter.Parameter,
                    IFlowCaptureOperation capture => capture.Id,
                    IFlowCaptureReferenceOperation capture => capture.Id,
                    _ => null,
                };
                if (mentioned is not null) ends[mentioned] = Math.Max(reach[block.Ordinal], ends.TryGetValue(mentioned, out var known) ? known : 0);
            }
        }
        return graph.LocalFunctions.IsEmpty ? ends.ToLookup(e => e.Value, e => e.Key) : None;
    }

    private static readonly ILookup<int, object> None = Enumerable.Empty<object>().ToLookup(_ => 0);

    // How far a block is run again: to the end of the loops around it.
    private static int[] Reach(ControlFlowGraph graph)
    {
        var loops = new int[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            foreach (var branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
            {
                if (branch?.Destination is { Ordinal: var start } && start <= block.Ordinal) loops[start] = Math.Max(loops[start], block.Ordinal);
            }
        }
        var reach = new int[loops.Length];
        var end = 0;
        for (var i = 0; i < reach.Length; i++)
        {
            end = Math.Max(end, loops[i]);
            reach[i] = Math.Max(i, end);
        }
        return reach;
    }
}
