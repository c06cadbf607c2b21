using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>A cookie write and what is said of it.</summary>
internal sealed record JudgedCookie(CookieWrite Write, Verdict Verdict)
{
    /// <summary>Whose cookie it is; a purpose without a provider comes from the register.</summary>
    public string Source => Verdict.Provider.Length > 0 ? Verdict.Provider : RegisterFile.FileName;
}

/// <summary>Decides for each cookie write whether it may happen before consent.</summary>
internal sealed class CookieJudge(ConsentContext context)
{
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<JudgedCookie>> _judged = new();

    /// <summary>Whether an operation is worth judging, told from names alone.</summary>
    public bool MayWrite(IOperation operation) => operation is IInvocationOperation invocation ? MayWrite(invocation.TargetMethod.Name) : RawSetCookie.IsCandidate(operation);

    /// <summary>Whether a method of this name may store a cookie.</summary>
    public bool MayWrite(string method) => RawSetCookie.IsCandidate(method) || CookieWriters.IsRoot(method) || ConsentHelper.IsCookieCandidate(method) || context.Writers.IsCandidate(method);

    /// <summary>The cookies that an operation writes. Several rules ask about the same one: it is judged once.</summary>
    /// <returns>Nothing for what writes no cookie: other methods, deletions, wrappers' bodies, tests, mocks.</returns>
    public ImmutableArray<JudgedCookie> Judge(IOperation operation, ISymbol? containingMember, CancellationToken cancellationToken)
    {
        if (_judged.TryGetValue(operation.Syntax, out var known)) return known;
        var judged = Read(operation, containingMember, cancellationToken).ToImmutableArray();
        if (!judged.IsEmpty) _judged.TryAdd(operation.Syntax, judged);
        return judged;
    }

    private IEnumerable<JudgedCookie> Read(IOperation operation, ISymbol? containingMember, CancellationToken cancellationToken)
    {
        if (context.Options.SkipsTests) yield break;
        foreach (var write in CookieWrite.Of(operation, context))
        {
            var lifetime = write.Settings.Lifetime.Lifetime;
            if (lifetime.Kind == LifetimeKind.Past || write.IsNamedByCaller || IsNeverRun(operation)) continue;
            yield return Judge(write, lifetime, containingMember, cancellationToken);
        }
    }

    private JudgedCookie Judge(CookieWrite write, CookieLifetime lifetime, ISymbol? containingMember, CancellationToken cancellationToken)
    {
        var known = write.Name is { } name ? KnownCookies.Classify(name.ToString().AsSpan()) : default;
        var row = context.Register.Find(RegisterKind.Cookie, write.Name?.ToString());
        // What a tracker's cookie is for is known; of any other the register may tell.
        var isTold = known.Purpose == ConsentPurposes.None && row is not null;
        var purpose = isTold ? row!.Purposes : known.Purpose;
        var provider = isTold && row!.Provider.Length > 0 ? row.Provider : known.Vendor;
        var settings = context.Options.For(write.Syntax.SyntaxTree);
        var consented = ConsentPurposes.None;
        var (status, by, ground) = context.Exemptions.Find(write, known, containingMember, settings) is { } exemption
            ? (ConsentStatus.Exempt, exemption.By, exemption.Ground)
            : (Status(write, purpose, out var guard, out consented, cancellationToken), guard, ExemptionGround.None);
        var verdict = new Verdict(status, "cookie", write.Name?.ToString() ?? "", provider, purpose, ground, lifetime.ToString(), by, write.Element, "", consented);
        return new(write, verdict);
    }

    private ConsentStatus Status(CookieWrite write, ConsentPurposes purpose, out string by, out ConsentPurposes consented, CancellationToken cancellationToken)
    {
        // What a wrapper checks before it writes counts for its callers.
        ConsentPurposes? found = ConsentPurposes.None;
        for (var place = write; place is not null && found is not null; place = place.Inner)
        {
            found |= place.Consented | context.Flow.At(place.Syntax, context.ModelOf(place.Syntax.SyntaxTree), cancellationToken);
        }
        consented = found ?? ConsentValue.Vacuous;
        var status = StatusUnder(found, purpose);
        if (status != ConsentStatus.Guarded && context.Policy.HoldsBack(write))
        {
            by = "cookie policy";
            return ConsentStatus.Policy;
        }
        by = CheckFor(status, consented);
        return status;
    }

    /// <summary>What the inventory says of a check in C#: for which purposes it asked.</summary>
    public static string CheckFor(ConsentStatus status, ConsentPurposes consented) =>
        status == ConsentStatus.Ungated ? "" : consented == ConsentValue.Vacuous ? "consent check" : $"consent check ({consented.ToText()})";

    /// <summary>What a check for <paramref name="consented"/> is worth for something that needs <paramref name="purpose"/>, a cookie or a tag.</summary>
    public static ConsentStatus StatusUnder(ConsentPurposes? consented, ConsentPurposes purpose) =>
        Covers(consented, purpose) ? ConsentStatus.Guarded
        : (consented & ConsentPurposes.Each) != ConsentPurposes.None ? ConsentStatus.Mismatched
        : ConsentStatus.Ungated;

    /// <summary>Whether the consent that is known covers the purpose; any purpose covers an unknown cookie. Where nothing could be computed, the doubt is the code's.</summary>
    public static bool Covers(ConsentPurposes? consented, ConsentPurposes purpose) => consented switch
    {
        null => true,
        { } state when (purpose & ConsentPurposes.Each) == ConsentPurposes.None => (state & ConsentPurposes.Any) != 0,
        { } state => (state & purpose) == purpose,
    };

    /// <summary>Expression trees describe a call, and a lambda handed to a mocking library sets one up.</summary>
    public static bool IsNeverRun(IOperation operation)
    {
        if (operation is IInvocationOperation { Instance: IInvocationOperation { TargetMethod.ContainingNamespace: { } received } } && IsMocking(received)) return true;
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case INameOfOperation:
                case IConversionOperation { Type: INamedTypeSymbol { Name: "Expression", ContainingNamespace.Name: "Expressions" } }:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingNamespace: { } called } } when IsMocking(called):
                    return true;
            }
        }
        return false;
    }

    private static bool IsMocking(INamespaceSymbol ns)
    {
        while (ns.ContainingNamespace is { IsGlobalNamespace: false } parent) ns = parent;
        return ns.Name is "Moq" or "NSubstitute" or "FakeItEasy" or "JustMockLite" or "Telerik";
    }
}
