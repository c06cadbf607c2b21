using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3015: nothing is shown to who does not consent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CookieWallAnalyzer() : BannerAnalyzer(Descriptors.CNS3015_CookieWall)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        base.Register(context, consent);
        if (consent.Options.SkipsTests || !consent.Symbols.HasCookies) return;
        context.RegisterSyntaxNodeAction(node => OfMiddleware(node, consent), SyntaxKind.InvocationExpression, SyntaxKind.SimpleAssignmentExpression);
    }

    private static void OfMiddleware(SyntaxNodeAnalysisContext context, ConsentContext consent)
    {
        if (!CookieWall.MayTurnAway(context.Node) || !IsReportable(context.Node, context.IsGeneratedCode)) return;
        if (new CookieWall(consent).TurnsEveryoneAway(context.Node, context.SemanticModel)) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3015_CookieWall, context.Node.GetLocation(), Messages.Localizable("CNS3015_Route")));
    }

    private protected override void Analyze(BannerPage page, AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        if (page.Ask(reader => new CookieWall(consent).WallIn(page.Document, reader, file.CancellationToken)) is not { } body) return;
        var banner = page.Banners(file.CancellationToken).FirstOrDefault();
        if (banner is not null && page.IsExempt("CNS3015", banner.Element)) return;
        file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3015_CookieWall, page.Document.LocationOf(banner?.Element.StartTag ?? body), Messages.Localizable("CNS3015_Page")));
    }
}
