using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>
/// What a value tells about consent: the purposes known to be consented to when it is true, when it is false and when it is null.
/// <see cref="Vacuous"/> stands on a side that the value never takes.
/// </summary>
internal readonly record struct ConsentValue(ConsentPurposes WhenTrue, ConsentPurposes WhenFalse, ConsentPurposes WhenNull, ConsentPurposes Hint = ConsentPurposes.None)
{
    /// <summary>Every bit: the meaning of an impossible side, and the neutral element of a join.</summary>
    public const ConsentPurposes Vacuous = (ConsentPurposes)~0;

    public static readonly ConsentValue Unknown = default;
    public static readonly ConsentValue True = new(ConsentPurposes.None, Vacuous, Vacuous);
    public static readonly ConsentValue False = new(Vacuous, ConsentPurposes.None, Vacuous);
    public static readonly ConsentValue Null = new(Vacuous, Vacuous, ConsentPurposes.None);

    /// <summary>A consent object: people never mean its absence to be a consent, so that the null edge is not followed.</summary>
    public static readonly ConsentValue ConsentObject = new(ConsentPurposes.None, ConsentPurposes.None, Vacuous);

    /// <summary>A check that says yes for <paramref name="purposes"/>.</summary>
    public static ConsentValue Guard(ConsentPurposes purposes) => new(purposes.Named(), ConsentPurposes.None, Vacuous, purposes);

    public static ConsentValue Constant(Optional<object?> constant) => constant switch
    {
        { HasValue: true, Value: true } => True,
        { HasValue: true, Value: false } => False,
        { HasValue: true, Value: null } => Null,
        // Numbers and texts say nothing; to remember them would make every join longer.
        _ => Unknown,
    };

    public bool IsTrue => WhenFalse == Vacuous && WhenNull == Vacuous && WhenTrue != Vacuous;

    public bool IsFalse => WhenTrue == Vacuous && WhenNull == Vacuous && WhenFalse != Vacuous;

    public bool IsInformative => (WhenTrue | WhenFalse | WhenNull | Hint) != ConsentPurposes.None;

    public ConsentValue Not() => this with { WhenTrue = WhenFalse, WhenFalse = WhenTrue };

    public ConsentValue And(ConsentValue other) => new(WhenTrue | other.WhenTrue, WhenFalse & other.WhenFalse, WhenNull & other.WhenNull);

    public ConsentValue Or(ConsentValue other) => new(WhenTrue & other.WhenTrue, WhenFalse | other.WhenFalse, WhenNull & other.WhenNull);

    /// <summary><c>value == constant</c>, lifted: null equals neither.</summary>
    public ConsentValue EqualTo(bool constant) => constant
        ? new(WhenTrue, WhenFalse & WhenNull, Vacuous)
        : new(WhenFalse, WhenTrue & WhenNull, Vacuous);

    /// <summary><c>value is null</c>.</summary>
    public ConsentValue IsNull() => new(WhenNull, WhenTrue & WhenFalse, Vacuous);

    /// <summary><c>value.GetValueOrDefault()</c>.</summary>
    public ConsentValue OrDefault(bool fallback) => fallback
        ? new(WhenTrue & WhenNull, WhenFalse, Vacuous)
        : new(WhenTrue, WhenFalse & WhenNull, Vacuous);

    public ConsentValue Join(ConsentValue other) => new(WhenTrue & other.WhenTrue, WhenFalse & other.WhenFalse, WhenNull & other.WhenNull, Hint & other.Hint);

    /// <summary>The value as seen after the path that computed it, where <paramref name="state"/> held.</summary>
    public ConsentValue Under(ConsentPurposes state) => new(WhenTrue | state, WhenFalse | state, WhenNull | state, Hint);
}
