using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Configuration;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>A ground that a cookie was given, and where.</summary>
/// <param name="By">Shown in the inventory: <c>[ConsentExempt]</c>, <c>configuration</c>, <c>well-known name</c>.</param>
internal sealed record Exemption(ExemptionGround Ground, string By);

/// <summary>Why a cookie needs no consent: by attribute, configuration, or a well-known name, in this order.</summary>
internal sealed class Exemptions(ConsentContext context)
{
    /// <summary>What the inventory says of a cookie that its name exempts.</summary>
    public const string WellKnown = "well-known name";

    private readonly Lazy<ImmutableArray<DeclaredExemption>> _assembly = new(() => [.. DeclaredExemption.On(context.Compilation.Assembly)]);

    public Exemption? Find(CookieWrite write, CookieKnowledge known, ISymbol? containingMember, ConsentSettings settings)
    {
        var declared = Declarations(write, containingMember).FirstOrDefault(d => d.Covers(write.Name?.Value));
        var exemption = declared is not null ? new Exemption(declared.Ground, "[ConsentExempt]")
            : write.Name is { } name && settings.ExemptCookies.FirstOrDefault(e => e.Matches(name.Value)) is { } configured ? new Exemption(configured.Ground, "configuration")
            : known.Ground != ExemptionGround.None ? new Exemption(known.Ground, WellKnown)
            : !known.IsKnown && HintedGround(write) is not ExemptionGround.None and var hinted ? new Exemption(hinted, WellKnown)
            : null;
        return exemption is not null && Contradicts(exemption.Ground, known) ? null : exemption;
    }

    /// <summary>Whether what is known of the cookie makes the exemption void: <c>_ga</c> is never exempt, Matomo's cookies only as audience measurement.</summary>
    private static bool Contradicts(ExemptionGround ground, CookieKnowledge known) =>
        known.Purpose != ConsentPurposes.None && !(known.Exemptable == "configurable" && ground == ExemptionGround.AudienceMeasurement);

    // A name that says nothing, or is only known at run time, is often held by a member that says it: options.XsrfCookieName, Constants.BasketCookieName.
    private ExemptionGround HintedGround(CookieWrite write) =>
        write.NameSources(context).Select(source => KnownCookies.Classify(source.AsSpan()).Ground).FirstOrDefault(ground => ground != ExemptionGround.None);

    private IEnumerable<DeclaredExemption> Declarations(CookieWrite write, ISymbol? containingMember)
    {
        if (write.NameArgument.WithoutConversions() is IMemberReferenceOperation { Member: { } constant })
        {
            foreach (var onConstant in DeclaredExemption.On(constant)) yield return onConstant with { Names = [] };
        }
        for (var symbol = containingMember; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            foreach (var onMember in DeclaredExemption.On(symbol)) yield return onMember;
            if (symbol is IMethodSymbol { AssociatedSymbol: { } property }) foreach (var onProperty in DeclaredExemption.On(property)) yield return onProperty;
        }
        // On the whole assembly an exemption must say which cookies it means.
        foreach (var onAssembly in _assembly.Value.Where(e => !e.Names.IsEmpty)) yield return onAssembly;
    }

    private sealed record DeclaredExemption(ExemptionGround Ground, ImmutableArray<string> Names)
    {
        public bool Covers(string? cookie) => Ground != ExemptionGround.None && (Names.IsEmpty || (cookie is not null && Names.Any(n => new ExemptCookie(n, Ground).Matches(cookie))));

        public static IEnumerable<DeclaredExemption> On(ISymbol symbol)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                if (attribute.AttributeClass?.Name != ConsentAttributes.ExemptName || attribute.ConstructorArguments.IsEmpty) continue;
                var words = ConsentAttributes.Words([attribute.ConstructorArguments[0]]).ToList();
                var ground = words.Count > 0 && ConsentWords.TryParseGround(words[0], out var parsed) ? parsed : ExemptionGround.None;
                yield return new(ground, [.. ConsentAttributes.Words(attribute.ConstructorArguments.RemoveAt(0))]);
            }
        }
    }
}
