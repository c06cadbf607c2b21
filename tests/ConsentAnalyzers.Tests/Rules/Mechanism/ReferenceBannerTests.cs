using ConsentAnalyzers.Rules.Mechanism;
using ConsentAnalyzers.Tests.Documentation;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

/// <summary>The banner of the sample shop is what the pages of the rules point to: no rule has anything to say about it.</summary>
public sealed class ReferenceBannerTests
{
    private const string Shop = "docs/samples/Boutique/";

    private const string Helper = """
        global using System.Linq;
        global using System.Collections.Generic;
        namespace ConsentAnalyzers.AspNetCore
        {
            public enum ConsentPurpose { Analytics, Advertising, SocialMedia, Personalisation, Functional }
            public interface IConsent { bool Allows(ConsentPurpose purpose); }
        }
        namespace Boutique.Pages
        {
            public class ChoicesModel : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public bool Saved { get; set; } }
        }
        """;

    private const string Imports = "@using Boutique.Consent\n@using ConsentAnalyzers.AspNetCore\n@inject IConsent Consent\n@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n";

    private static AnalyzerTest Test(Func<string, string>? change = null)
    {
        var test = new AnalyzerTest(new BannerWithoutRefuseAnalyzer(), new WeakRefuseAnalyzer(), new PreTickedConsentAnalyzer(), new ImpliedConsentAnalyzer(), new GuiltWordingAnalyzer())
        {
            Config = "dotnet_diagnostic.CNS3014.severity = warning",
            Sources = { ("Helper.cs", Helper), ("Consent/ChoiceTexts.cs", Repository.Read(Shop + "Consent/ChoiceTexts.cs")) },
            Views = { ("Views/_ViewImports.cshtml", Imports), ("Pages/_ViewImports.cshtml", Imports + "@namespace Boutique.Pages\n") },
        };
        foreach (var view in (string[])["Views/Shared/_ConsentBanner.cshtml", "Views/Shared/_Purposes.cshtml", "Pages/Choices.cshtml"])
        {
            var text = Repository.Read(Shop + view);
            test.Views.Add((view, view.Contains("_ConsentBanner") && change is not null ? change(text) : text));
        }
        return test;
    }

    [Fact]
    public Task Nothing_is_found() => Test().RunAsync();

    [Fact]
    public Task It_is_recognised_as_a_banner() => Test(text => text.Replace("@texts.Refuse", "@texts.Save").Replace("<partial name=\"_Purposes\" model=\"texts\" />", "").Replace("<section class=\"banner\" id=\"consent-banner\" aria-labelledby=\"banner-title\" lang=\"@texts.Language\">", "{|CNS3010:<section class=\"banner\" id=\"consent-banner\" aria-labelledby=\"banner-title\" lang=\"@texts.Language\">|}")).RunAsync();

    [Fact]
    public Task Its_refusal_is_compared() => Test(text => text.Replace("<button class=\"button\">@texts.Refuse", "{|CNS3011:<button class=\"button text-muted\">|}@texts.Refuse")).RunAsync();
}
