using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class WeakRefuseAnalyzerTests
{
    private const string Bar = "<div class=\"cookie-bar\"><p>We use cookies.</p>";

    [Theory]
    [InlineData("<button>Accept</button>{|CNS3011:<a href=\"/refuse\">|}Refuse</a>")]
    [InlineData("<a class=\"btn btn-primary\" href=\"/yes\">Accept</a>{|CNS3011:<a href=\"/no\">|}Continue without accepting</a>")]
    [InlineData("<button class=\"btn btn-primary\">Accept</button>{|CNS3011:<button class=\"btn btn-link\">|}Decline</button>")]
    [InlineData("<button class=\"btn\">Accept</button>{|CNS3011:<button class=\"btn text-muted\">|}Decline</button>")]
    [InlineData("<button class=\"btn btn-primary\">Accept</button>{|CNS3011:<button class=\"btn btn-secondary\">|}Decline</button>")]
    [InlineData("<button class=\"px-4 bg-blue-600 text-white\">Accept</button>{|CNS3011:<button class=\"px-4 text-gray-400\">|}Decline</button>")]
    [InlineData("<button class=\"btn\">Accept</button>{|CNS3011:<button class=\"btn btn-sm\">|}Decline</button>")]
    [InlineData("<button class=\"btn btn-lg\">Accept</button>{|CNS3011:<button class=\"btn\">|}Decline</button>")]
    [InlineData("<button style=\"font-size: 16px\">Accept</button>{|CNS3011:<button style=\"font-size: 11px\">|}Decline</button>")]
    [InlineData("<button>Accept</button>{|CNS3011:<button style=\"font-size:.7em\">|}Decline</button>")]
    [InlineData("<button>Accept</button>{|CNS3011:<button style=\"opacity:0.5\">|}Decline</button>")]
    [InlineData("<button>Accept</button><small>{|CNS3011:<button>|}Decline</button></small>")]
    [InlineData("<button>Accept</button><details><summary>Settings</summary>{|CNS3011:<button>|}Reject all</button></details>")]
    [InlineData("<button>Accept</button><div class=\"collapse\" id=\"more\">{|CNS3011:<button>|}Reject all</button></div>")]
    [InlineData("<button>Accept</button><div hidden>{|CNS3011:<button>|}Reject all</button></div>")]
    [InlineData("<button>Accept</button><div style=\"display: none\">{|CNS3011:<button>|}Reject all</button></div>")]
    [InlineData("<button>Accept all</button><div class=\"modal\"><button>Accept all</button>{|CNS3011:<button>|}Only necessary</button></div>")]
    public Task Weaker(string controls) => new AnalyzerTest<WeakRefuseAnalyzer> { AdditionalFiles = { ("index.html", Bar + controls + "</div>") } }.RunAsync();

    [Theory]
    [InlineData("<button>Accept</button><button>Refuse</button>")]
    [InlineData("<button class=\"btn btn-secondary\">Accept</button><button class=\"btn btn-secondary\">Refuse</button>")]
    [InlineData("<button class=\"btn btn-outline-secondary\">Accept</button><button class=\"btn btn-outline-secondary mx-1\">Refuse</button>")]
    [InlineData("<button class=\"btn btn-primary\">Accept</button><button class=\"btn btn-primary\">Refuse</button>")]
    [InlineData("<button class=\"btn btn-primary\">Accept</button><button class=\"btn btn-outline-primary\">Refuse</button>")]
    [InlineData("<a href=\"/yes\">Accept</a><a href=\"/no\">Refuse</a>")]
    [InlineData("<button class=\"govuk-button\">Accept</button><a role=\"button\" class=\"govuk-button\" href=\"/no\">Reject</a>")]
    [InlineData("<button class=\"nhsuk-button\">Accept</button><a class=\"nhsuk-button\" href=\"/no\">Reject</a>")]
    [InlineData("<button class=\"btn btn-sm\">Accept</button><button class=\"btn btn-sm\">Refuse</button>")]
    [InlineData("<button class=\"btn btn-link\">Accept</button><button class=\"btn btn-primary\">Refuse</button>")]
    [InlineData("<button>Accept</button><button>Refuse</button><a href=\"/no\">Continue without accepting</a>")]
    [InlineData("<div class=\"no-js\"><a class=\"b\">Accept</a><a class=\"b\">Refuse</a></div><div style=\"display:none\"><button class=\"b\">Accept</button><button class=\"b\">Refuse</button></div>")]
    [InlineData("<div class=\"message\" hidden><button>Accept</button><button>Refuse</button></div>")]
    [InlineData("<div class=\"collapse show\"><button>Accept</button><button>Refuse</button></div>")]
    [InlineData("<button class=\"btn\">Accept</button><button class=\"btn btn-link\" aria-expanded=\"false\">Strictly necessary cookies</button>")]
    [InlineData("<button class=\"btn btn-primary\">Accept</button><a href=\"/cookies\">Strictly necessary cookies</a>")]
    [InlineData("<button class=\"btn btn-primary\">Accept</button><a href=\"/cookies\">Settings</a>")]
    [InlineData("<button class=\"btn btn-primary\">Accept</button><!-- consent-exempt CNS3011: our designer drew it as wide as the other --><a href=\"/no\">Refuse</a>")]
    public Task Of_one_weight(string controls) => new AnalyzerTest<WeakRefuseAnalyzer> { AdditionalFiles = { ("index.html", Bar + controls + "</div>") } }.RunAsync();

    [Theory]
    [InlineData("<CtaButton Variant=\"Variant.Filled\">Accept all</CtaButton>{|CNS3011:<CtaButton Variant=\"Variant.Text\">|}Refuse</CtaButton>")]
    [InlineData("<CtaButton Variant=\"Variant.Filled\">Accept all</CtaButton><CtaButton Variant=\"Variant.Filled\">Refuse</CtaButton>")]
    public Task In_a_component(string controls) => new AnalyzerTest<WeakRefuseAnalyzer>
    {
        Sources = { ("Variant.cs", "public enum Variant { Filled, Text }") },
        Views = { ("CtaButton.razor", "@code { [Microsoft.AspNetCore.Components.Parameter] public Variant Variant { get; set; } [Microsoft.AspNetCore.Components.Parameter] public Microsoft.AspNetCore.Components.RenderFragment? ChildContent { get; set; } }"), ("Banner.razor", Bar + controls + "</div>") },
    }.RunAsync();

    [Theory]
    [InlineData("<button>Accept</button><a href=\"/no\">Refuse</a>", "<a href=\"/no\">", "'Refuse' is a link beside a button, so it weighs less than 'Accept'; give both the same element and the same classes")]
    [InlineData("<button>Accept</button><button class=\"small\">Refuse</button>", "<button class=\"small\">", "'Refuse' is smaller, so it weighs less than 'Accept'; give both the same element and the same classes")]
    public Task Message(string controls, string tag, string message) => new AnalyzerTest<WeakRefuseAnalyzer> { AdditionalFiles = { ("index.html", Bar + controls.Replace(tag, "{|#0:" + tag + "|}") + "</div>") } }.Expect("CNS3011", at: 0, message: message).RunAsync();
}
