using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

/// <summary>A view component's view is held back when its class is, or when every place that shows it is.</summary>
public sealed class ViewComponentIncludesTests
{
    private const string Tag = "<script src=\"https://www.clarity.ms/tag/abc\">";
    private const string Guard = "@if (Context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack == true) { ";
    private const string Open = "public class StatsViewComponent : Microsoft.AspNetCore.Mvc.ViewComponent { public Microsoft.AspNetCore.Mvc.IViewComponentResult Invoke() => View(); }";
    private const string Early = "public class StatsViewComponent : Microsoft.AspNetCore.Mvc.ViewComponent { public Microsoft.AspNetCore.Mvc.IViewComponentResult Invoke() { if (HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack != true) return Content(\"\"); return View(MODEL); } }";

    [Theory]
    [InlineData(true, "<p></p>", Early, "")]
    [InlineData(true, "<vc:stats />", Early, "")]
    [InlineData(true, "<p></p>", Early, "new object()")]
    [InlineData(true, "<p></p>", Early, "\"Default\"")]
    [InlineData(true, "<p></p>", Early, "\"Default\", new object()")]
    [InlineData(false, "<p></p>", Early, "\"Other\"")]
    [InlineData(false, "<p></p>", Open)]
    [InlineData(false, "<vc:stats />", Open)]
    [InlineData(true, Guard + "<vc:stats /> }", Open)]
    [InlineData(true, Guard + "<vc:stats></vc:stats> }", Open)]
    [InlineData(false, Guard + "<vc:stats /> } <vc:stats />", Open)]
    [InlineData(true, Guard + "@await Component.InvokeAsync(\"Stats\") }", Open)]
    [InlineData(true, Guard + "@await Component.InvokeAsync(\"Stats\", new { id = 1 }) }", Open)]
    [InlineData(true, Guard + "@await Component.InvokeAsync(typeof(StatsViewComponent)) }", Open)]
    [InlineData(true, Guard + "@(await Component.InvokeAsync<StatsViewComponent>()) }", Open)]
    [InlineData(true, Guard + "@await Component.InvokeAsync(nameof(StatsViewComponent)) }", Open)]
    [InlineData(false, "@await Component.InvokeAsync(\"Stats\")", Open)]
    [InlineData(false, Guard + "@await Component.InvokeAsync(\"Stats\") } @await Component.InvokeAsync(nameof(StatsViewComponent))", Open)]
    [InlineData(false, Guard + "@await Component.InvokeAsync(\"Other\") }", Open)]
    [InlineData(true, Guard + "<partial name=\"_Middle\" /> }", Open)]
    [InlineData(false, "<partial name=\"_Middle\" />", Open)]
    [InlineData(false, Guard + "<vc:stats /> }", Open + " public class C : Microsoft.AspNetCore.Mvc.Controller { public object Get() => ViewComponent(\"Stats\"); }")]
    [InlineData(true, "<p></p>", "[Microsoft.AspNetCore.Mvc.ViewComponent(Name = \"Stats\")] public class Figures : Microsoft.AspNetCore.Mvc.ViewComponent { public Microsoft.AspNetCore.Mvc.IViewComponentResult Invoke() { if (HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack == true) { return View(); } return Content(\"\"); } }")]
    public Task View_component(bool isHeld, string view, string source, string model = "") => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Sources = { source.Replace("MODEL", model) },
        Views =
        {
            ("Views/_ViewImports.cshtml", "@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n@addTagHelper *, Test"),
            ("Views/Home/Index.cshtml", view),
            ("Views/Shared/_Middle.cshtml", view.Contains("_Middle") ? "<vc:stats />" : "<p></p>"),
            ("Views/Shared/Components/Stats/Default.cshtml", "<p>@DateTime.Now</p>\n" + (isHeld ? Tag : "{|CNS2001:" + Tag + "|}") + "</script>"),
        },
    }.RunAsync();

    [Theory]
    [InlineData("@RenderBody()\n{|CNS2001:" + Tag + "|}</script>")]
    [InlineData("@RenderBody()\n" + Guard + Tag + "</script> }")]
    public Task A_layout_is_held_by_its_own_gate_alone(string layout) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Views = { ("Views/Shared/_Layout.cshtml", layout), ("Views/Home/Index.cshtml", "@{ Layout = \"_Layout\"; }\n" + Guard + "<p></p> }") },
    }.RunAsync();
}
