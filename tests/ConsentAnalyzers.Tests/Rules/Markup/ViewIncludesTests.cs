using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

/// <summary>A partial view is held back when every place that includes it is.</summary>
public sealed class ViewIncludesTests
{
    private const string Tag = "<script src=\"https://www.clarity.ms/tag/abc\">";
    private const string Guard = "@if (Context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack == true) { ";

    [Theory]
    [InlineData(true, Guard + "<partial name=\"_Stats\" /> }")]
    [InlineData(true, Guard + "<partial name=\"_Stats.cshtml\" /> }")]
    [InlineData(true, Guard + "<partial name=\"~/Views/Shared/_Stats.cshtml\" /> }")]
    [InlineData(true, Guard + "@await Html.PartialAsync(\"_Stats\") }")]
    [InlineData(true, Guard + "await Html.RenderPartialAsync(\"_Stats\"); }")]
    [InlineData(true, Guard + "<partial name=\"_Stats\" /> <partial name=\"_Stats\" /> }")]
    [InlineData(false, "<partial name=\"_Stats\" />")]
    [InlineData(false, "@await Html.PartialAsync(\"_Stats\")")]
    [InlineData(false, Guard + "<partial name=\"_Stats\" /> } <partial name=\"_Stats\" />")]
    [InlineData(false, Guard + "<partial name=\"_Other\" /> }")]
    [InlineData(true, Guard + "<partial name=\"_Middle\" /> }")]
    [InlineData(false, "<partial name=\"_Middle\" />")]
    [InlineData(false, "<partial name=\"_Index\" />")]
    [InlineData(false, Guard + "<partial name=\"_Stats\" /> }", "class C : Microsoft.AspNetCore.Mvc.Controller { public object Get() => PartialView(\"_Stats\"); }")]
    public Task Partial(bool isHeld, string view, string source = "") => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Sources = { source },
        Views =
        {
            ("Views/_ViewImports.cshtml", "@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers"),
            ("Views/Home/Index.cshtml", view),
            ("Views/Shared/_Stats.cshtml", "<p>@DateTime.Now</p>\n" + (isHeld ? Tag : "{|CNS2001:" + Tag + "|}") + "</script>"),
            ("Views/Shared/_Middle.cshtml", view.Contains("_Middle") ? "<partial name=\"_Stats\" />" : "<p></p>"),
        },
    }.RunAsync();
}
