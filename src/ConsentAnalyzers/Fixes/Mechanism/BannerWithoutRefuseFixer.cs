using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3010: a Refuse button beside Accept, of the same look, that posts to the endpoint of ConsentAnalyzers.AspNetCore.</summary>
/// <remarks>Without the package nobody but the team knows what refusing has to call: a button that does nothing would be worse than none.</remarks>
internal sealed class BannerWithoutRefuseFixer() : Fixer(Descriptors.CNS3010_BannerWithoutRefuse)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (!MapsConsent(request) || request.File is not { } file || !MarkupFiles.IsRazor(file.Path) || MarkupFiles.IsComponent(file.Path) || request.Consent.Banners.Page(file, request.CancellationToken) is not { } page) yield break;
        if (page.Banners(request.CancellationToken).FirstOrDefault(b => b.Element.StartTag == request.Span) is not { } banner) yield break;
        // A form within a form is none.
        var accept = banner.Accept.Element.Ancestors().TakeWhile(a => !ReferenceEquals(a, banner.Element.Parent)).LastOrDefault(a => a.Name == "form") ?? banner.Accept.Element;
        if (page.Document.WholeOf(accept) is not { } whole || BannerWords.Default.RefuseLabelFor(banner.Accept.Folded) is not { } label) yield break;
        var look = string.Concat(banner.Accept.Element.Attributes.Where(a => a.Name is "class" or "style" && a.Value.IndexOf(MarkupDocument.CSharp) < 0).Select(a => $" {a.Name}=\"{a.Value}\""));
        var layout = new TextLayout(page.Document.Text);
        var line = layout.NewLine + layout.Indent(whole.Start);
        yield return new("refuse", Messages.Localizable("Fix_AddRefuse"), [request.Insert(whole.End, $"{line}<form method=\"post\" action=\"~/consent\" asp-antiforgery=\"true\">{line}{layout.Unit}<button type=\"submit\"{look}>{label}</button>{line}</form>")]);
    }

    private static bool MapsConsent(FixRequest request) => request.Consent.Compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Builder.ConsentEndpointRouteBuilderExtensions") is not null;
}
