using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.Server;

/// <summary>The rules whose fix is a check around a statement: CNS1012, CNS2012, CNS2013, CNS4001.</summary>
public sealed class GateFixerTests
{
    private const string Gate = "gate";
    private const string Check = "context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false";
    private const string Using = "using Microsoft.AspNetCore.Http.Features;\n\n";

    private const string Contract = "\nenum Purpose { Analytics, Advertising }\n[AttributeUsage(AttributeTargets.All, AllowMultiple = true)] class RequiresConsentAttribute(Purpose purpose) : Attribute { public Purpose Purpose => purpose; }\nclass Tracking { [RequiresConsent(Purpose.Analytics)] public void Count() { } [RequiresConsent(Purpose.Analytics)] public int Read() => 1; }\n";

    [Fact]
    public Task Call_of_a_contract() => Verify.FixAsync("CNS1012", Gate, Method("tracking.Count();", "Tracking tracking") + Contract, Using + Method($"if ({Check})\n        {{\n            tracking.Count();\n        }}", "Tracking tracking") + Contract);

    [Fact]
    public Task Value_of_a_contract_is_left() => Verify.NoFixAsync("CNS1012", Gate, Method("var x = tracking.Read();\n        Console.WriteLine(x);", "Tracking tracking") + Contract);

    [Fact]
    public Task Contract_is_handed_on() => Verify.FixAsync("CNS1012", "propagate", Method("var x = tracking.Read();", "Tracking tracking") + Contract, Method("var x = tracking.Read();", "Tracking tracking").Replace("    public async", "    [RequiresConsent(Purpose.Analytics)]\n    public async") + Contract);

    [Fact]
    public Task Contract_is_not_handed_on_to_callers() => Verify.NoFixAsync("CNS1012", "propagate", Method("var x = tracking.Read();\n        await M(context, tracking);", "Tracking tracking") + "\nclass D { Task N(HttpContext context) => new C().M(context, new Tracking()); }\n" + Contract);

    [Theory]
    [InlineData("await context.Response.WriteAsync(\"<script src='https://www.google-analytics.com/analytics.js'></script>\");")]
    [InlineData("text.Append(\"<script src='https://www.google-analytics.com/analytics.js'></script>\");")]
    [InlineData("text.AppendLine(\"<p>\").Append(\"<script src='https://www.google-analytics.com/analytics.js'></script>\").AppendLine(\"</p>\");")]
    public Task Markup(string code) => Verify.FixAsync("CNS2012", Gate, Emitting(code), Using + Emitting($"if ({Check})\n        {{\n            {code}\n        }}"));

    [Theory]
    [InlineData("text.Append(\"<script async\"); text.Append(\" src='https://www.google-analytics.com/analytics.js'></script>\");")]
    [InlineData("text.AppendLine(\"<script>\"); text.AppendLine(\"fbq('init', '1');\"); text.AppendLine(\"</script>\");")]
    [InlineData("text.AppendLine(\"<script src='https://www.googletagmanager.com/gtag/js?id=G-1'></script>\"); text.AppendLine(\"<script>gtag('config', 'G-1');</script>\");")]
    public Task Half_a_tag_is_left(string code) => Verify.NoFixAsync("CNS2012", Gate, Emitting(code));

    [Fact]
    public Task Markup_of_a_constant_is_guarded_where_it_is_written() => Verify.FixAsync("CNS2012", Gate, Constant("await context.Response.WriteAsync(Tag);"), Using + Constant($"if ({Check})\n        {{\n            await context.Response.WriteAsync(Tag);\n        }}"));

    [Fact]
    public Task Markup_that_is_a_value_is_left() => Verify.NoFixAsync("CNS2012", Gate, """
        class C
        {
            Microsoft.AspNetCore.Html.HtmlString M() => new("<script src='https://www.google-analytics.com/analytics.js'></script>");
        }
        """);

    [Fact]
    public Task Markup_in_a_view() => Verify.FixViewAsync("CNS2012", Gate, "Views/A.cshtml", """
        <div>
            @Html.Raw("<script src='https://www.google-analytics.com/analytics.js'></script>")
        </div>
        """, """
        @using Microsoft.AspNetCore.Http.Features
        <div>
            @if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
            {
                @Html.Raw("<script src='https://www.google-analytics.com/analytics.js'></script>")
            }
        </div>
        """);

    [Fact]
    public Task Interop_in_a_component()
    {
        const string Component = """
            @using Microsoft.JSInterop
            @inject IJSRuntime Js
            @inject IVisitorConsent Visitor
            <button @onclick="@(() => Count())">x</button>
            @code {
                async Task Count()
                {
                    §
                }
            }
            """;
        return new FixTest("CNS2013", Gate)
        {
            Views = { ("Pages/A.razor", Component.Replace("§", "await Js.InvokeVoidAsync(\"gtag\", \"event\", \"x\");")) },
            Sources = { ("Test0.cs", "[AttributeUsage(AttributeTargets.All)] class ConsentGuardAttribute : Attribute;\nenum Purpose { Analytics, Advertising }\ninterface IVisitorConsent { [ConsentGuard] bool Allows(Purpose purpose); }\n") },
            Fixed = { ["Pages/A.razor"] = Component.Replace("§", "if (Visitor.Allows(Purpose.Analytics))\n        {\n            await Js.InvokeVoidAsync(\"gtag\", \"event\", \"x\");\n        }") },
        }.RunAsync();
    }

    [Fact]
    public Task Server_call() => Verify.FixAsync("CNS4001", Gate, Method("await new HttpClient().PostAsync(\"https://www.google-analytics.com/mp/collect\", null);", ""), Using + Method($"if ({Check})\n        {{\n            await new HttpClient().PostAsync(\"https://www.google-analytics.com/mp/collect\", null);\n        }}", ""));

    private static string Method(string code, string parameter) => $$"""
        class C
        {
            public async Task M(HttpContext context{{(parameter.Length > 0 ? ", " + parameter : "")}})
            {
                {{code}}
                await Task.Yield();
            }
        }

        """;

    private static string Emitting(string code) => $$"""
        class C
        {
            async Task M(HttpContext context, Microsoft.AspNetCore.Razor.TagHelpers.TagHelperOutput output)
            {
                var text = new System.Text.StringBuilder();
                {{code}}
                output.Content.SetHtmlContent(text.ToString());
                await Task.Yield();
            }
        }
        """;

    private static string Constant(string code) => $$"""
        class C
        {
            const string Tag = "<script src='https://www.google-analytics.com/analytics.js'></script>";

            async Task M(HttpContext context)
            {
                {{code}}
                await Task.Yield();
            }
        }
        """;
}
