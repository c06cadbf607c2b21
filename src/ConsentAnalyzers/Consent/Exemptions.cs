using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Configuration;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>A ground that a cookie was given, and where.</summary>
/// <param name="By">Shown in the inventory: <c>[ConsentExempt]</c>, <c>configuration</c>, <c>register</c>, <c>well-known name</c>.</param>
internal sealed record Exemption(ExemptionGround Ground, string By);

/// <summary>Why a cookie needs no consent: by attribute, configuration, the register, or a well-known name, in this order.</summary>
internal sealed class Exemptions(ConsentContext context)
{
    /// <summary>What the inventory says of a cookie that its name exempts.</summary>
    public const string WellKnown = "well-known name";

    private readonly Lazy<ImmutableArray<DeclaredExemption>> _assembly = new(() => [.. DeclaredExemption.On(context.Compilation.Assembly)]);

    public Exemption? Find(CookieWrite write, CookieKnowledge known, ISymbol? containingMember, ConsentSettings settings)
    {
        var name = write.Name?.ToString();
        if (Declarations(write, containingMember).FirstOrDefault(d => d.Covers(name) && !Contradicts(d.Ground, known)) is { } declared) return new(declared.Ground, "[ConsentExempt]");
        return ByName(name, known, context.Register.Find(RegisterKind.Cookie, name), settings, () => HintedGround(write));
    }

    /// <summary>What the configuration, the register and well-known names say of a cookie or a key of the browser's storage, in this order.</summary>
    /// <param name="hint">The ground that the code's own words suggest; asked last, and only of what nothing is known of.</param>
    public static Exemption? ByName(string? name, CookieKnowledge known, RegisterRow? row, ConsentSettings settings, Func<ExemptionGround> hint)
    {
        if (Configured(name, settings) is { } configured && !Contradicts(configured.Ground, known)) return new(configured.Ground, "configuration");
        if (row is not null)
        {
            // A row that contradicts what is known is reported itself (CNS1007), and only it.
            if (row.Ground != ExemptionGround.None) return new(row.Ground, "register");
            // Whoever writes down that it needs consent means it, whatever its name sounds like.
            if (row.Purposes != ConsentPurposes.None) return null;
        }
        if (known.Ground != ExemptionGround.None) return new(known.Ground, WellKnown);
        return !known.IsKnown && hint() is not ExemptionGround.None and var hinted ? new(hinted, WellKnown) : null;
    }

    /// <summary>The first entry of <c>exempt_cookies</c> for a cookie.</summary>
    public static ExemptCookie? Configured(string? cookie, ConsentSettings settings) => cookie is null ? null : settings.ExemptCookies.FirstOrDefault(e => e.Matches(cookie));

    /// <summary>Whether what is known of a cookie makes an exemption void: <c>_ga</c> is never exempt, Matomo's cookies only as audience measurement.</summary>
    public static bool Contradicts(ExemptionGround ground, CookieKnowledge known) =>
        known.Purpose != ConsentPurposes.None && known.Tracker?.Class != TrackerClass.Disputed && Contradicts(ground, known.Exemptable);

    /// <summary>The same for a tag. Whether the visitor asked for a player, a chat or a post, only the page can tell.</summary>
    public static bool Contradicts(ExemptionGround ground, Tracker tracker) =>
        (tracker.Purpose & ConsentPurposes.Each & ~(ConsentPurposes.Functional | ConsentPurposes.SocialMedia)) != 0 && tracker.Class == TrackerClass.Tracker && Contradicts(ground, tracker.Exemptable);

    private static bool Contradicts(ExemptionGround ground, string exemptable) => exemptable switch
    {
        "configurable" => ground != ExemptionGround.AudienceMeasurement,
        // Where the sources disagree, the team's word counts.
        "disputed" or "arguable" or "depends" => false,
        _ => true,
    };

    // A name that says nothing, or is only known at run time, is often held by a member that says it: options.XsrfCookieName, Constants.BasketCookieName.
    private ExemptionGround HintedGround(CookieWrite write)
    {
        var sources = write.NameSources(context).ToList();
        // prefix + ".Theme": the end of a name is known where its beginning is not.
        if (write.Name is null && ComposedText.Of(write.NameArgument, context.Values) is { Pieces.IsEmpty: false } composed) sources.Add(composed.Text.Replace(ComposedText.Hole, '.'));
        var hinted = sources.Select(source => KnownCookies.Classify(source.AsSpan()).Ground).FirstOrDefault(ground => ground != ExemptionGround.None);
        return hinted != ExemptionGround.None ? hinted
            : IsCustomersIdentity(write, sources) ? ExemptionGround.Cart
            : write.Name is null && IsInConsentCode(write) ? ExemptionGround.ConsentChoice
            : ExemptionGround.None;
    }

    // What CookieConsentService writes under a name that nobody sees is the choice.
    private bool IsInConsentCode(CookieWrite write) =>
        context.ModelOf(write.Syntax.SyntaxTree).GetEnclosingSymbol(write.Syntax.SpanStart)?.ContainingType is { } type && KnownCookies.Classify(type.Name.AsSpan()).Ground == ExemptionGround.ConsentChoice;

    // A shop keeps its guest's basket by the customer's identity: Append(CookieNames.Visitor, customer.CustomerGuid).
    private static bool IsCustomersIdentity(CookieWrite write, IEnumerable<string> sources) =>
        sources.Append(write.Name?.Value ?? "").Any(name => VisitorWords.Default.SpeakOfVisitors(name) || VisitorWords.Default.SpeakOfCustomers(name))
        && write.Value?.DescendantsAndSelf().OfType<IMemberReferenceOperation>().Any(m => m.Member.ContainingType is { } type && VisitorWords.Default.SpeakOfCustomers(type.Name)) == true;

    private IEnumerable<DeclaredExemption> Declarations(CookieWrite write, ISymbol? containingMember)
    {
        if (write.NameArgument.WithoutConversions() is IMemberReferenceOperation { Member: { } constant })
        {
            foreach (var onConstant in DeclaredExemption.On(constant)) yield return onConstant with { Names = [] };
        }
        foreach (var symbol in FunctionsAround(write.Operation))
        {
            foreach (var onFunction in DeclaredExemption.On(symbol)) yield return onFunction;
        }
        for (var symbol = containingMember; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            foreach (var onMember in DeclaredExemption.On(symbol)) yield return onMember;
            if (symbol is IMethodSymbol { AssociatedSymbol: { } property }) foreach (var onProperty in DeclaredExemption.On(property)) yield return onProperty;
        }
        // On the whole assembly an exemption must say which cookies it means.
        foreach (var onAssembly in _assembly.Value.Where(e => !e.Names.IsEmpty)) yield return onAssembly;
    }

    // Lambdas and local functions are no containing members to Roslyn.
    private static IEnumerable<IMethodSymbol> FunctionsAround(IOperation? operation)
    {
        for (; operation is not null; operation = operation.Parent)
        {
            if (operation is IAnonymousFunctionOperation lambda) yield return lambda.Symbol;
            else if (operation is ILocalFunctionOperation local) yield return local.Symbol;
        }
    }
}
