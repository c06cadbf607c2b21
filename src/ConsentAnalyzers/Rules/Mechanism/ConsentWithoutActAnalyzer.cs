using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3006: consent is given where nobody acts: under GET, in middleware, a filter, a constructor, a component that starts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsentWithoutActAnalyzer() : ConsentAnalyzer(Descriptors.CNS3006_ConsentWithoutAct)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies || consent.Options.SkipsTests) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Decisions.IsCandidate(context.Operation) || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        foreach (var decision in consent.Decisions.Of(context.Operation, context.ContainingSymbol))
        {
            if (!decision.MayGrant || decision.Door == DecisionDoor.Script || WithoutAct(decision, consent, context.CancellationToken) is not { } path) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.CNS3006_ConsentWithoutAct, decision.Location, path.Via is { } via ? [via.PlaceOfUse()] : null, decision.Name, Messages.Localizable("CNS3006_" + path.Where, path.HandlerName)));
        }
    }

    private static RequestPath? WithoutAct(ConsentDecision decision, ConsentContext consent, CancellationToken cancellationToken) =>
        IsRenewed(decision.Syntax, consent, cancellationToken) ? null
        : consent.Acts.PathsTo(decision.Syntax, cancellationToken).FirstOrDefault(path => path.Kind == ActKind.NoAct && Grants(decision, path) && (path.Via is not { } via || !IsRenewed(via, consent, cancellationToken)));

    // What is already consented to is renewed; where no flow can be computed, the doubt is the code's.
    private static bool IsRenewed(SyntaxNode place, ConsentContext consent, CancellationToken cancellationToken) =>
        CookieJudge.Covers(consent.Flow.At(place, consent.ModelOf(place.SyntaxTree), cancellationToken), ConsentPurposes.None);

    // A value that is only known at run time counts where the request hands it in: ?consent=true.
    private static bool Grants(ConsentDecision decision, RequestPath path) => ConsentDecisions.KindOf(decision, path.Values) switch
    {
        DecisionKind.Grant => true,
        DecisionKind.Choice => decision.Door == DecisionDoor.Helper || ChoiceValue.IsInput(decision.Value, path.Values),
        _ => false,
    };
}
