using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1006: <c>IsEssential = true</c> on a cookie that needs consent, or on what looks like a visitor's identifier.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrackerMarkedEssentialAnalyzer() : ConsentAnalyzer(Descriptors.CNS1006_TrackerMarkedEssential)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Cookies.MayWrite(context.Operation)) return;
        foreach (var cookie in consent.Cookies.Judge(context.Operation, context.ContainingSymbol, context.CancellationToken))
        {
            var (write, verdict) = cookie;
            if (verdict.Status == ConsentStatus.Exempt || write.Settings.Essential is not { Syntax: var place } || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode) || !consent.Choices.Owns(place, write)) continue;
            // Under a check of its own, the declaration is what takes the cookie past a policy that knows yes and no only.
            if (verdict.Status == ConsentStatus.Guarded && consent.Policy.IsEnforced) continue;
            var needsConsent = verdict.Purpose != ConsentPurposes.None;
            if (!needsConsent && !IdentifiesVisitor(write, context.ContainingSymbol, consent)) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.CNS1006_TrackerMarkedEssential, place.GetLocation(), needsConsent ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, null, verdict.ToProperties(),
                needsConsent
                    ? [write.DisplayName, cookie.Source, Messages.Describe(verdict.Purpose), Messages.Localizable("CNS1006_Remove")]
                    : [write.DisplayName, Messages.Localizable("CNS1006_Unknown"), Messages.Localizable("CNS1006_VisitorIdentifier"), Messages.Localizable("CNS1006_RemoveOrDeclare")]));
        }
    }

    // A fresh identifier under a name that speaks of visitors, statistics or tracking.
    private static bool IdentifiesVisitor(CookieWrite write, ISymbol member, ConsentContext consent)
    {
        if (write.Value is not { } value || !IsFreshGuid(value, consent)) return false;
        var names = write.NameSources(consent).Append(write.Name?.Value ?? "").Append(member.Name).Append(member.ContainingType?.Name ?? "");
        return names.Any(VisitorWords.Default.SpeakOfVisitors);
    }

    private static bool IsFreshGuid(IOperation value, ConsentContext consent) =>
        (consent.Origin(value) ?? value).DescendantsAndSelf().OfType<IInvocationOperation>().Any(c => c.TargetMethod is { Name: "NewGuid" or "CreateVersion7", ContainingType.Name: "Guid" });
}
