using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class EmittedTrackerMarkupAnalyzerTests
{
    private const string Gtag = "\"<script async src='https://www.googletagmanager.com/gtag/js?id=G-1'></script>\"";
    private const string Marked = "{|CNS2012:" + Gtag + "|}";

    [Theory]
    [InlineData("html.Raw(" + Marked + ");")]
    [InlineData("_ = new HtmlString(" + Marked + ");")]
    [InlineData("output.Content.SetHtmlContent(" + Marked + ");")]
    [InlineData("output.PostContent.AppendHtml(" + Marked + ");")]
    [InlineData("output.PostElement.AppendHtmlLine({|CNS2012:$\"<script async src='https://www.googletagmanager.com/gtag/js?id={id}'></script>\"|});")]
    [InlineData("new HtmlContentBuilder().AppendHtml(" + Marked + ");")]
    [InlineData("context.Response.WriteAsync(" + Marked + ");")]
    [InlineData("_ = (Microsoft.AspNetCore.Components.MarkupString)" + Marked + ";")]
    [InlineData("_ = new Microsoft.AspNetCore.Components.MarkupString(" + Marked + ");")]
    [InlineData("_ = Results.Content(" + Marked + ", \"text/html\");")]
    [InlineData("_ = new ContentResult { Content = " + Marked + ", ContentType = \"text/html\" };")]
    [InlineData("output.Content.SetHtmlContent(\"<script src='https://\" + {|CNS2012:\"connect.facebook.net/en_US/fbevents.js\"|} + \"'></script>\");")]
    [InlineData("output.Content.SetHtmlContent({|CNS2012:\"<script>!function(f,b,e,v){}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js');fbq('init','1');</script>\"|});")]
    [InlineData("output.Content.SetHtmlContent({|CNS2012:\"<iframe src='https://www.youtube.com/embed/x'></iframe>\"|});")]
    [InlineData("var text = " + Marked + "; output.Content.SetHtmlContent(text);")]
    [InlineData("output.Content.SetHtmlContent(Constant);", "{|CNS2012:\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\"|}")]
    [InlineData("output.Content.SetHtmlContent(Constant); output.PostContent.SetHtmlContent(Constant);", "{|CNS2012:\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\"|}")]
    [InlineData("output.TagName = \"script\"; output.Attributes.SetAttribute(\"src\", {|CNS2012:\"https://static.hotjar.com/c/hotjar-1.js\"|});")]
    [InlineData("var built = new TagBuilder(\"script\"); built.Attributes[\"src\"] = {|CNS2012:\"https://static.hotjar.com/c/hotjar-1.js\"|};")]
    [InlineData("var built = new TagBuilder(\"iframe\"); built.MergeAttribute(\"src\", {|CNS2012:\"https://www.youtube.com/embed/x\"|});")]
    [InlineData("var built = new TagBuilder(\"script\"); built.Attributes.Add(\"src\", {|CNS2012:\"https://static.hotjar.com/c/hotjar-1.js\"|});")]
    public Task Reports(string statement, string constant = "\"\"") => Verify.AnalyzerAsync<EmittedTrackerMarkupAnalyzer>(Source(statement, constant));

    [Theory]
    [InlineData("if (feature.CanTrack) output.Content.SetHtmlContent(" + Gtag + ");")]
    [InlineData("if (!feature.CanTrack) { output.SuppressOutput(); return; } output.Content.SetHtmlContent(" + Gtag + ");")]
    [InlineData("output.Content.SetHtmlContent(feature.CanTrack ? " + Gtag + " : \"\");")]
    // Held by the markup itself.
    [InlineData("output.Content.SetHtmlContent(\"<script type='text/plain' data-category='analytics' src='https://www.googletagmanager.com/gtag/js'></script>\");")]
    [InlineData("output.Content.SetHtmlContent(\"<!-- <script src='https://www.googletagmanager.com/gtag/js'></script> -->\");")]
    // No page is written.
    [InlineData("var s = " + Gtag + "; Use(s);")]
    [InlineData("Use(" + Gtag + ");")]
    [InlineData("if (id == " + Gtag + ") return;")]
    [InlineData("context.Response.Headers[\"Content-Security-Policy\"] = \"script-src https://www.googletagmanager.com <script\";")]
    [InlineData("_ = new Dictionary<string, string> { [\"ga\"] = " + Gtag + " };")]
    [InlineData("_ = new System.Text.StringBuilder().Append(" + Gtag + ").ToString();")]
    [InlineData("_ = Results.Content(" + Gtag + ", \"text/plain\");")]
    [InlineData("System.Linq.Expressions.Expression<System.Func<object>> never = () => new HtmlString(" + Gtag + "); Use(never);")]
    [InlineData("output.Content.Append(" + Gtag + ");")]
    [InlineData("output.Content.SetContent(" + Gtag + ");")]
    // No tracker.
    [InlineData("output.Content.SetHtmlContent(\"<script src='https://cdn.jsdelivr.net/npm/bootstrap.js'></script>\");")]
    [InlineData("output.Content.SetHtmlContent(\"<a href='https://www.facebook.com/shop'>Facebook</a>\");")]
    [InlineData("output.Content.SetHtmlContent($\"<script src='{id}'></script>\");")]
    [InlineData("output.Attributes.SetAttribute(\"href\", \"https://www.facebook.com/shop\"); output.Attributes.SetAttribute(\"class\", \"fb\");")]
    public Task IsSilent(string statement) => Verify.AnalyzerAsync<EmittedTrackerMarkupAnalyzer>(Source(statement, "\"\""));

    [Theory]
    [InlineData("var sb = new StringBuilder(); sb.AppendLine(\"<script async\"); sb.Append({|CNS2012:$\"src='https://www.googletagmanager.com/gtag/js?id={id}'></script>\"|}); output.Content.SetHtmlContent(sb.ToString());")]
    [InlineData("var sb = new StringBuilder(); sb.Append(\"<script>\").Append({|CNS2012:\"fbq('init', '1');\"|}).Append(\"</script>\"); output.Content.SetHtmlContent(sb.ToString());")]
    [InlineData("var sb = new StringBuilder(); if (feature.CanTrack) sb.Append(" + Gtag + "); output.Content.SetHtmlContent(sb.ToString());")]
    [InlineData("var sb = new StringBuilder(); sb.Append(\"<script type='text/plain' data-category='analytics' \"); sb.Append(\"src='https://www.googletagmanager.com/gtag/js'></script>\"); output.Content.SetHtmlContent(sb.ToString());")]
    [InlineData("var sb = new StringBuilder(); sb.Append(" + Marked + "); if (feature.CanTrack) sb.Append(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\"); output.Content.SetHtmlContent(sb.ToString());")]
    [InlineData("output.TagName = \"script\"; var sb = new StringBuilder(); sb.AppendLine(\"(function(i,s,o,g,r){})(\"); sb.AppendLine({|CNS2012:\"window,document,'script','https://www.google-analytics.com/analytics.js','ga');\"|}); sb.AppendLine(\"ga('create', 'UA-1', 'auto');\"); output.Content.SetHtmlContent(sb.ToString());")]
    [InlineData("output.TagName = \"script\"; output.Content.SetHtmlContent({|CNS2012:\"fbq('init', '1');\"|});")]
    [InlineData("output.TagName = \"div\"; output.Content.SetHtmlContent(\"fbq('init', '1');\");")]
    [InlineData("output.TagName = \"script\"; if (feature.CanTrack) output.Content.SetHtmlContent(\"fbq('init', '1');\");")]
    public Task Builders_in_a_tag_helper(string statement) => Verify.AnalyzerAsync<EmittedTrackerMarkupAnalyzer>(Source(statement, "\"\""));

    [Fact]
    public Task A_contract_guards_the_component() => Verify.AnalyzerAsync<EmittedTrackerMarkupAnalyzer>($$"""
        using System;
        using Microsoft.AspNetCore.Html;
        using Microsoft.AspNetCore.Mvc;
        class RequiresConsentAttribute(params string[] purposes) : Attribute { public string[] P => purposes; }
        [RequiresConsent("Analytics")] class A : ViewComponent { public object Invoke() => new HtmlString({{Gtag}}); }
        class B : ViewComponent { public object Invoke() => new HtmlString({{Marked}}); }
        """);

    [Fact]
    public Task A_private_method_is_guarded_by_its_callers() => Verify.AnalyzerAsync<EmittedTrackerMarkupAnalyzer>($$"""
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Razor.TagHelpers;
        class A(ITrackingConsentFeature feature) : TagHelper
        {
            public override void Process(TagHelperContext context, TagHelperOutput output) { if (feature.CanTrack) Write(output); }
            private static void Write(TagHelperOutput output) => output.Content.SetHtmlContent({{Gtag}});
        }
        """);

    [Theory]
    [InlineData("@Html.Raw({|CNS2012:\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\"|})")]
    [InlineData("@if (Context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack ?? false) { @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\") }")]
    [InlineData("@Html.Raw(Model)")]
    public Task Views(string view) => Verify.ViewAsync<EmittedTrackerMarkupAnalyzer>("Views/Home/Index.cshtml", view);

    [Fact]
    public Task Application_Insights_snippet() => new AnalyzerTest<EmittedTrackerMarkupAnalyzer>
    {
        Sources =
        {
            """
            namespace Microsoft.ApplicationInsights.AspNetCore { public class JavaScriptSnippet { public string FullScript => ""; } }
            class C { void M(Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper html, Microsoft.ApplicationInsights.AspNetCore.JavaScriptSnippet snippet) { html.Raw({|CNS2012:snippet.FullScript|}); _ = nameof(snippet.FullScript); } }
            """,
        },
    }.Expect("CNS2012", message: "C# writes a tag of Application Insights (audience measurement) to the page before the visitor has consented; write it under a consent check for Analytics").RunAsync();

    private static string Source(string statement, string constant) => $$"""
        using System.Collections.Generic;
        using System.Text;
        using Microsoft.AspNetCore.Html;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Rendering;
        using Microsoft.AspNetCore.Razor.TagHelpers;
        class Tag(IHtmlHelper html, ITrackingConsentFeature feature, HttpContext context, string id) : TagHelper
        {
            private const string Constant = {{constant}};
            public override void Process(TagHelperContext tag, TagHelperOutput output)
            {
                {{statement}}
                Use(html, feature, context, id, Constant);
            }
            static void Use(params object?[] o) { }
        }
        """;

    [Theory]
    [InlineData("<consent purpose=\"Analytics\">@Html.Raw(" + Gtag + ")</consent>")]
    [InlineData("<consent purpose=\"Analytics\"><p>@Html.Raw(" + Gtag + ")</p></consent>")]
    [InlineData("<consent purpose=\"Functional\"></consent>@Html.Raw(" + Marked + ")")]
    public Task In_the_packages_element(string view)
    {
        var test = new AnalyzerTest<EmittedTrackerMarkupAnalyzer> { Views = { ("Views/A.cshtml", "@addTagHelper *, ConsentAnalyzers.AspNetCore\n" + view + "\n") } };
        test.References.AddRange(TestReferences.Helper);
        return test.RunAsync();
    }
}
