using System.Collections.Generic;
using System.Collections.Immutable;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>Where an expression is read: its compilation, and the arguments that the calls on the way there gave to parameters.</summary>
internal sealed class ValueScope
{
    private readonly ImmutableDictionary<ISymbol, IArgumentOperation> _arguments;

    public ValueScope(ConsentContext context)
        : this(context, ImmutableDictionary.Create<ISymbol, IArgumentOperation>(SymbolEqualityComparer.Default))
    {
    }

    private ValueScope(ConsentContext context, ImmutableDictionary<ISymbol, IArgumentOperation> arguments) => (Context, _arguments) = (context, arguments);

    public ConsentContext Context { get; }

    /// <summary>The one expression that gives a variable, member, call or parameter its value, <see langword="null"/> when there is none or several.</summary>
    public IOperation? Origin(IOperation operation) => ArgumentOf(operation)?.Value ?? ValueOrigin.Of(operation, Context);

    /// <summary>The argument that a parameter was called with.</summary>
    public IArgumentOperation? ArgumentOf(IOperation operation) =>
        operation.WithoutConversions() is IParameterReferenceOperation { Parameter: { } parameter } && _arguments.TryGetValue(parameter.OriginalDefinition, out var argument) ? argument : null;

    /// <summary>The scope of a method's body when it is called with these arguments. The method is the one that runs: an interface's call binds its implementation.</summary>
    public ValueScope Inside(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments)
    {
        var bound = _arguments;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Ordinal: var ordinal } && ordinal < method.Parameters.Length) bound = bound.SetItem(method.Parameters[ordinal].OriginalDefinition, argument);
        }
        return new(Context, bound);
    }
}
