using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class InteropTrackerAnalyzerTests
{
    [Theory]
    [InlineData("await js.{|CNS2013:InvokeVoidAsync(\"gtag\", \"config\", \"G-1\")|};")]
    [InlineData("await js.{|CNS2013:InvokeVoidAsync(\"gtag\", \"event\", \"purchase\")|};")]
    [InlineData("await js.{|CNS2013:InvokeVoidAsync(\"window.gtag\", \"config\", id)|};")]
    [InlineData("await js.{|CNS2013:InvokeAsync<object>(\"fbq\", \"init\", id)|};")]
    [InlineData("await js.{|CNS2013:InvokeVoidAsync(\"_paq.push\", new object[] { new object[] { \"trackPageView\" } })|};")]
    [InlineData("await js.{|CNS2013:InvokeVoidAsync(Function, \"config\", \"G-1\")|};")]
    [InlineData("((IJSInProcessRuntime)js).{|CNS2013:InvokeVoid(\"gtag\", \"config\", \"G-1\")|};")]
    [InlineData("if (feature.CanTrack) await js.InvokeVoidAsync(\"gtag\", \"config\", \"G-1\");")]
    [InlineData("if (!feature.CanTrack) return; await js.InvokeVoidAsync(\"gtag\", \"config\", \"G-1\");")]
    [InlineData("await js.InvokeVoidAsync(\"gtag\", \"consent\", \"update\", new { analytics_storage = \"denied\" });")]
    [InlineData("await js.InvokeVoidAsync(\"gtag\", \"js\", id);")]
    [InlineData("await js.InvokeVoidAsync(\"site.gtag\", \"config\");")]
    [InlineData("await js.InvokeVoidAsync(id, \"config\", \"G-1\");")]
    [InlineData("await js.InvokeVoidAsync(\"console.log\", \"gtag\");")]
    public Task Calls(string statement) => Verify.AnalyzerAsync<InteropTrackerAnalyzer>(Source(statement));

    [Fact]
    public Task A_component_reports_at_its_place() => Verify.ViewAsync<InteropTrackerAnalyzer>("Components/Count.razor", """
        @using Microsoft.JSInterop
        @inject IJSRuntime Js
        <p>Hello</p>
        @code {
            protected override async Task OnAfterRenderAsync(bool first)
            {
                if (first) await Js.{|CNS2013:InvokeVoidAsync("gtag", "config", "G-1")|};
            }
        }
        """);

    [Fact]
    public Task Message_names_vendor_and_purpose() => new AnalyzerTest<InteropTrackerAnalyzer> { Sources = { Source("await js.{|CNS2013:InvokeVoidAsync(\"gtag\", \"config\", \"G-1\")|};") } }
        .Expect("CNS2013", message: "C# calls Google Analytics (audience measurement) through JavaScript before the visitor has consented; call it under a consent check for Analytics", properties: [("element", "JavaScript"), ("status", "ungated")])
        .RunAsync();

    private static string Source(string statement) => $$"""
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.JSInterop;
        class C(IJSRuntime js, ITrackingConsentFeature feature)
        {
            const string Function = "gtag";
            async Task M(string id) { await Task.CompletedTask; _ = (js, feature, Function, id); {{statement}} }
        }
        """;
}
