using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3011: a refusal that weighs less than the acceptance beside it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakRefuseAnalyzer() : BannerAnalyzer(Descriptors.CNS3011_WeakRefuse)
{
    private protected override void Analyze(BannerPage page, AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        foreach (var banner in page.Banners(file.CancellationToken))
        {
            if (Weakest(banner, page.Document) is not var (refuse, accept, reason) || page.IsExempt("CNS3011", banner.Element, refuse.Element)) continue;
            file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3011_WeakRefuse, page.Document.LocationOf(refuse.Element.StartTag), [page.Document.LocationOf(accept.Element.StartTag)], refuse.Label, accept.Label, Messages.Localizable("CNS3011_" + reason)));
        }
    }

    // One refusal of full weight is enough.
    private static (BannerControl Refuse, BannerControl Accept, string Reason)? Weakest(Banner banner, MarkupDocument document)
    {
        var looks = new ControlLooks(banner, document);
        // Those that look alike need one comparison.
        var accepts = banner.Controls.Where(c => c is { Act: BannerAct.Accept, IsUnknown: false }).Select(c => (Control: c, Look: looks.Of(c))).GroupBy(c => c.Look).Select(g => g.First()).ToList();
        // What is hidden with the whole first step is shown with it.
        if (accepts.FindAll(a => !a.Look.IsHidden) is { Count: > 0 } shown) accepts = shown;
        (BannerControl, BannerControl, string)? found = null;
        foreach (var refuse in banner.Controls.Where(c => c.Act == BannerAct.Refuse))
        {
            // A name alone may mean something else; what refuses with full weight under any name is enough.
            var look = looks.Of(refuse);
            foreach (var (accept, acceptLook) in accepts)
            {
                if (look.WeakerThan(acceptLook) is not { } reason) return null;
                if (IsRefusal(refuse)) found ??= (refuse, accept, reason);
            }
        }
        return found;
    }

    private static bool IsRefusal(BannerControl control) => control is { IsPlain: true, IsToggle: false }
        && (BannerWords.Default.Has("refuse", control.Folded) || BannerWords.Default.Has("only", control.Folded) || BannerWords.Default.Has("accept", control.Folded));
}
