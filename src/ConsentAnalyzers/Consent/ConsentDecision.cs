using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>What a decision says, as far as the code tells.</summary>
internal enum DecisionKind
{
    /// <summary>Yes.</summary>
    Grant,

    /// <summary>Yes or no, known only at run time.</summary>
    Choice,

    /// <summary>No.</summary>
    Refusal,

    /// <summary>A yes is taken back.</summary>
    Withdrawal,
}

/// <summary>By which way a decision is kept.</summary>
internal enum DecisionDoor
{
    /// <summary>The framework's <c>ITrackingConsentFeature</c>.</summary>
    Feature,

    /// <summary>The text of the framework's consent cookie, handed to a script: <c>CreateConsentCookie()</c>.</summary>
    Script,

    /// <summary><c>IConsentDecisions</c> and <c>MapConsent()</c> of ConsentAnalyzers.AspNetCore, which keep the proof themselves.</summary>
    Helper,

    /// <summary>A cookie that the code writes or deletes itself.</summary>
    Cookie,
}

/// <summary>A place where the visitor's decision is kept: a consent given, refused or withdrawn.</summary>
/// <param name="Cookie">The cookie that keeps it, where the code names it.</param>
/// <param name="Value">What is written into the cookie, or the purposes that are granted.</param>
internal sealed record ConsentDecision(IOperation Operation, DecisionKind Kind, DecisionDoor Door, string Cookie, IOperation? Value)
{
    /// <summary>A cookie whose name is only known at run time.</summary>
    public const string AnyCookie = "*";

    public SyntaxNode Syntax => Operation.Syntax;

    /// <summary>Whether it may give a consent.</summary>
    public bool MayGrant => Kind is DecisionKind.Grant or DecisionKind.Choice;

    /// <summary>Where a diagnostic stands: from the method's name to the closing parenthesis.</summary>
    public Location Location => Syntax.PlaceOfUse();

    /// <summary>What a message calls it: <c>GrantConsent()</c>, <c>cookie 'cookie_consent'</c>.</summary>
    public object Name => Door == DecisionDoor.Cookie ? Messages.Localizable("Decision_Cookie", Cookie) : CalledMethod + "()";

    private string CalledMethod => Operation is Microsoft.CodeAnalysis.Operations.IInvocationOperation invocation ? invocation.TargetMethod.Name : "";
}
