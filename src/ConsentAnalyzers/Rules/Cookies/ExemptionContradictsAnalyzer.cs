using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1007: an exemption, wherever it was declared, of something that is known to need consent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExemptionContradictsAnalyzer() : ConsentAnalyzer(Descriptors.CNS1007_ExemptionContradicts)
{
    private static readonly ImmutableDictionary<string, string?> NoVerdict = ImmutableDictionary<string, string?>.Empty;

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Options.SkipsTests) return;
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var finding in OfRegister(file.AdditionalFile, consent).Concat(OfComments(file, consent))) file.ReportDiagnostic(finding);
        });
        if (!consent.Symbols.HasCookies) return;
        context.RegisterSyntaxNodeAction(node => OfAttribute(node, consent), SyntaxKind.Attribute);
        if (!consent.Options.Global.ExemptCookies.IsEmpty) context.RegisterOperationAction(operation => OfConfiguration(operation, consent), OperationKind.Invocation);
    }

    private static void OfAttribute(SyntaxNodeAnalysisContext context, ConsentContext consent)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!DeclaredExemption.MayBe(attribute) || !IsReportable(attribute, context.IsGeneratedCode)) return;
        if (DeclaredExemption.At(attribute, context.SemanticModel) is not { Exemption: { Ground: not ExemptionGround.None } exemption, Targets: var targets }) return;
        var places = new HashSet<Location>();
        foreach (var (cookie, declared) in targets.SelectMany(t => CookiesOf(exemption, t, consent)))
        {
            var known = KnownCookies.Classify(cookie.AsSpan());
            var place = declared is not null && exemption.Names.Length > 1 ? DeclaredExemption.NameIn(attribute, declared, context.SemanticModel) : DeclaredExemption.GroundIn(attribute);
            if (Exemptions.Contradicts(exemption.Ground, known) && places.Add(place)) context.ReportDiagnostic(Of(place, cookie, known, exemption.Ground, NoVerdict));
        }
    }

    // The names that the attribute gives, else those of the constant or of the writes that it stands on.
    private static IEnumerable<(string Cookie, string? Declared)> CookiesOf(DeclaredExemption exemption, ISymbol target, ConsentContext consent)
    {
        if (target is IFieldSymbol or IPropertySymbol && consent.Reach.ValueOf(target) is { } value)
        {
            yield return (value.ToString(), null);
            yield break;
        }
        foreach (var name in exemption.Names) yield return (name, name);
        if (target is IAssemblySymbol || !(exemption.Names.IsEmpty || exemption.Names.Any(IsOpen))) yield break;
        foreach (var write in consent.Reach.WritesIn(target))
        {
            if (write.Name?.ToString() is { } written && exemption.Covers(written)) yield return (written, exemption.Names.FirstOrDefault(n => IsOpen(n) && new Configuration.ExemptCookie(n, exemption.Ground).Matches(written)));
        }

        static bool IsOpen(string name) => name.EndsWith("*", StringComparison.Ordinal);
    }

    // Configuration has no place of its own.
    private static void OfConfiguration(OperationAnalysisContext context, ConsentContext consent)
    {
        var invocation = (IInvocationOperation)context.Operation;
        var settings = consent.Options.For(invocation.Syntax.SyntaxTree);
        if (settings.ExemptCookies.IsEmpty || !consent.Cookies.MayWrite(invocation) || !IsReportable(invocation.Syntax, context.IsGeneratedCode)) return;
        if (!CookieWrite.Of(invocation, consent).Any(w => Contradicted(w, out _, out _))) return;
        foreach (var cookie in consent.Cookies.Judge(invocation, context.ContainingSymbol, context.CancellationToken))
        {
            if (Contradicted(cookie.Write, out var ground, out var known)) context.ReportDiagnostic(Of(cookie.Write.Location, cookie.Write.DisplayName, known, ground, cookie.Verdict.ToProperties()));
        }

        bool Contradicted(CookieWrite write, out ExemptionGround ground, out CookieKnowledge known)
        {
            var (name, exemption) = (write.Name?.ToString() ?? "", Exemptions.Configured(write.Name?.ToString(), settings));
            (ground, known) = (exemption?.Ground ?? ExemptionGround.None, KnownCookies.Classify(name.AsSpan()));
            return exemption is not null && Exemptions.Contradicts(ground, known);
        }
    }

    private static IEnumerable<Diagnostic> OfRegister(AdditionalText text, ConsentContext consent)
    {
        if (!RegisterFile.IsRegister(text.Path)) yield break;
        foreach (var row in consent.Register.Rows.Where(r => r.Ground != ExemptionGround.None && r.File.Path == text.Path))
        {
            if (row.Kind is RegisterKind.Cookie or RegisterKind.Storage && KnownCookies.Classify(row.Name.AsSpan()) is var known && Exemptions.Contradicts(row.Ground, known)) yield return Of(row.Location, row.Name, known, row.Ground, NoVerdict);
            else if (row.Kind == RegisterKind.Tracker && TrackerOf(row.Name) is { } tracker && Exemptions.Contradicts(row.Ground, tracker)) yield return Of(row.Location, row.Name, tracker, row.Ground, NoVerdict);
        }
    }

    private static Tracker? TrackerOf(string name) =>
        KnownTrackers.All.FirstOrDefault(t => t.Vendor.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? (name.IndexOf('.') > 0 ? KnownTrackers.Find(name.AsSpan(), "/".AsSpan()) : null);

    private static IEnumerable<Diagnostic> OfComments(AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        if (consent.Tags.Document(file.AdditionalFile, file.CancellationToken) is not { } document) yield break;
        foreach (var stored in consent.Tags.JudgeStorage(file.AdditionalFile, file.CancellationToken))
        {
            if (stored.Comment is { IsUsable: true, Ground: not ExemptionGround.None } comment && comment.Rules.Contains(StorageExemptions.StorageRule) && KnownCookies.Classify(stored.Verdict.Name.AsSpan()) is var known && Exemptions.Contradicts(comment.Ground, known))
            {
                yield return Of(document.LocationOf(comment.Span), stored.Verdict.Name, known, comment.Ground, stored.Verdict.ToProperties());
            }
        }
        var comments = ExemptionComment.In(document).Where(c => c.Comment is { IsUsable: true, Ground: not ExemptionGround.None }).ToList();
        if (comments.Count == 0) yield break;
        var tags = consent.Tags.Judge(file.AdditionalFile, file.CancellationToken);
        foreach (var (element, comment) in comments)
        {
            if (tags.FirstOrDefault(t => t.StandsOn(element)) is { } tag && Exemptions.Contradicts(comment.Ground, tag.Tracker)) yield return Of(document.LocationOf(comment.Span), tag.Tracker.Vendor, tag.Tracker, comment.Ground, tag.Verdict.ToProperties());
        }
    }

    private static Diagnostic Of(Location place, string cookie, CookieKnowledge known, ExemptionGround ground, ImmutableDictionary<string, string?> properties) => Of(place, cookie, known.Vendor, known.Purpose, known.Exemptable, ground, properties);

    private static Diagnostic Of(Location place, string name, Tracker tracker, ExemptionGround ground, ImmutableDictionary<string, string?> properties) => Of(place, name, tracker.Vendor, tracker.Purpose, tracker.Exemptable, ground, properties);

    private static Diagnostic Of(Location place, string name, string vendor, ConsentPurposes purpose, string exemptable, ExemptionGround ground, ImmutableDictionary<string, string?> properties)
    {
        object declared = ground == ExemptionGround.None ? Messages.Localizable("Exemption_NoGround") : ground;
        var advice = Messages.Localizable(exemptable == "configurable" ? "Exemption_OrAudience" : "Exemption_Remove", purpose.ToText());
        return Diagnostic.Create(Descriptors.CNS1007_ExemptionContradicts, place, properties, name, declared, vendor, Messages.Describe(purpose), advice);
    }
}
