namespace ConsentAnalyzers.AspNetCore;

/// <summary>Declares that these cookies need no consent, on this ground and for this reason (art. 82 loi Informatique et Libertés). The analyzers do not report them; an exemption that contradicts what is known of a cookie is CNS1007.</summary>
/// <param name="ground">Why they need none.</param>
/// <param name="names">The cookies' names, <c>*</c> at the end for any rest; none for every cookie written where the attribute stands.</param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Constructor, AllowMultiple = true)]
public sealed class ConsentExemptAttribute(ExemptionGround ground, params string[] names) : Attribute
{
    /// <summary>Why these cookies need no consent.</summary>
    public ExemptionGround Ground => ground;

    /// <summary>The cookies' names.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The reason in words, for whoever reads the register; without it the analyzers report CNS1008.</summary>
    public string? Justification { get; set; }
}

/// <summary>Declares that, when this is <see langword="true"/>, the visitor has consented. On a <see cref="bool"/> or <c>Task&lt;bool&gt;</c> property, method, field or parameter.</summary>
/// <param name="purposes">What it checks; none when the member's argument names the purpose, or for one general consent.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ConsentGuardAttribute(params ConsentPurpose[] purposes) : Attribute
{
    /// <summary>What it checks.</summary>
    public IReadOnlyList<ConsentPurpose> Purposes => purposes;
}

/// <summary>Declares that personal data handed over here goes to a third party, and what for (GDPR art. 13(1)(e), 30(1)(d)). The analyzers then do not report CNS4003.</summary>
/// <param name="recipient">Who receives it: a company or a host.</param>
/// <param name="purpose">What for, in words a visitor understands.</param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class DataTransferAttribute(string recipient, string purpose) : Attribute
{
    /// <summary>Who receives it.</summary>
    public string Recipient => recipient;

    /// <summary>What for.</summary>
    public string Purpose => purpose;
}

/// <summary>Declares that what is handed to this is kept as the proof of a consent (GDPR art. 7(1)), so that CNS3009 is satisfied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class ConsentProofAttribute : Attribute;
