using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>An element of a tuple that a variable or capture holds.</summary>
internal readonly record struct TupleElement(object Variable, int Index);

/// <summary>What is known at one point of a control-flow graph: the consented purposes, and what the variables in scope tell.</summary>
/// <param name="Purposes">Known to be consented to; <see cref="ConsentValue.Vacuous"/> where no path leads.</param>
/// <param name="Variables">By local, parameter, flow capture or element of a tuple in one; a missing key is unknown.</param>
internal readonly record struct FlowState(ConsentPurposes Purposes, ImmutableDictionary<object, ConsentValue> Variables)
{
    public static readonly FlowState Unreachable = new(ConsentValue.Vacuous, ImmutableDictionary<object, ConsentValue>.Empty);

    public static FlowState Entry(ConsentPurposes purposes) => new(purposes, ImmutableDictionary<object, ConsentValue>.Empty);

    public bool IsUnreachable => Purposes == ConsentValue.Vacuous;

    public FlowState With(ConsentPurposes facts) => facts == ConsentPurposes.None ? this : this with { Purposes = Purposes | facts };

    public FlowState Assign(object variable, ConsentValue value)
    {
        if (IsUnreachable) return this;
        value = value.Under(Purposes);
        return this with { Variables = value.IsInformative ? Variables.SetItem(variable, value) : Variables.Remove(variable) };
    }

    public FlowState Forget(object variable) => variable is ILocalSymbol local ? Forget(local) : this with { Variables = Variables.Remove(variable) };

    public FlowState Forget(ILocalSymbol variable) => (this with { Variables = Variables.Remove(variable) }).ForgetElements(variable, variable.Type);

    /// <summary>A variable of this type holds another tuple now.</summary>
    public FlowState ForgetElements(object variable, ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { IsTupleType: true, TupleElements.Length: var count }) return this;
        var variables = Variables;
        for (var i = 0; i < count; i++) variables = variables.Remove(new TupleElement(variable, i));
        return this with { Variables = variables };
    }

    public bool TryGet(object variable, out ConsentValue value) => Variables.TryGetValue(variable, out value);

    public FlowState Join(FlowState other)
    {
        if (IsUnreachable) return other;
        if (other.IsUnreachable) return this;
        var variables = Variables;
        if (!ReferenceEquals(variables, other.Variables))
        {
            foreach (var pair in Variables)
            {
                var joined = other.Variables.TryGetValue(pair.Key, out var value) ? pair.Value.Join(value) : ConsentValue.Unknown;
                if (joined == pair.Value) continue;
                variables = joined.IsInformative ? variables.SetItem(pair.Key, joined) : variables.Remove(pair.Key);
            }
        }
        return new(Purposes & other.Purposes, variables);
    }
}
