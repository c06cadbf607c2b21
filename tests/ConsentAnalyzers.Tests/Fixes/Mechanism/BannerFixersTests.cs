namespace ConsentAnalyzers.Tests.Fixes.Mechanism;

/// <summary>CNS3010 to CNS3012: the banner's controls and boxes.</summary>
public sealed class BannerFixersTests
{
    [Theory]
    [InlineData("<button class=\"btn btn-link\">Refuse</button>", "<button class=\"btn btn-primary\">Refuse</button>")]
    [InlineData("<button>Refuse</button>", "<button class=\"btn btn-primary\">Refuse</button>", "<button class=\"btn btn-primary\" style=\"opacity:.5\">Refuse</button>", true)]
    [InlineData("<button class=\"btn btn-primary\" style=\"font-size: 9px\">Refuse</button>", "<button class=\"btn btn-primary\">Refuse</button>")]
    [InlineData("<button class='btn text-muted' type=\"submit\">Refuse</button>", "<button class='btn btn-primary' type=\"submit\">Refuse</button>")]
    public Task Refuse_gets_the_look_of_Accept(string refuse, string mended, string? before = null, bool isOther = false) =>
        Page("CNS3011", "weight", $"<button class=\"btn btn-primary\">Accept</button>{(isOther ? before : refuse)}", $"<button class=\"btn btn-primary\">Accept</button>{mended}");

    [Theory]
    [InlineData("<button class=\"btn\">Accept</button><a href=\"/no\">Refuse</a>")]
    [InlineData("<button>Accept</button><button class=\"small\">Refuse</button>")]
    [InlineData("<button class=\"btn\">Accept</button><div hidden><button>Refuse</button></div>")]
    public Task What_classes_do_not_mend_is_left(string controls) => new FixTest("CNS3011", "weight") { AdditionalFiles = { ("index.html", Bar(controls)) } }.NothingAsync();

    [Theory]
    [InlineData("<input type=\"checkbox\" id=\"statistics\" checked>", "<input type=\"checkbox\" id=\"statistics\">")]
    [InlineData("<input type=\"checkbox\" checked=\"checked\" id=\"statistics\">", "<input type=\"checkbox\" id=\"statistics\">")]
    [InlineData("<input type=\"checkbox\" checked='' id=\"statistics\" />", "<input type=\"checkbox\" id=\"statistics\" />")]
    [InlineData("<input type=\"checkbox\" id=\"statistics\" checked=true />", "<input type=\"checkbox\" id=\"statistics\" />")]
    public Task A_box_starts_without_a_tick(string box, string mended) =>
        Page("CNS3012", "untick", $"{box}<label for=\"statistics\">Statistics</label><button>Accept</button><button>Refuse</button>", $"{mended}<label for=\"statistics\">Statistics</label><button>Accept</button><button>Refuse</button>");

    [Theory]
    [InlineData("Accept", "Refuse")]
    [InlineData("Accepter", "Refuser")]
    [InlineData("Alle akzeptieren", "Ablehnen")]
    [InlineData("Aceptar todo", "Rechazar")]
    [InlineData("Accetta tutti", "Rifiuta")]
    [InlineData("Alles accepteren", "Weigeren")]
    [InlineData("Aceitar tudo", "Recusar")]
    public Task A_refusal_is_added_beside(string accept, string refuse) => View(
        $"""
            <button type="button" class="btn btn-primary" onclick="accept()">{accept}</button>
        """,
        $"""
            <button type="button" class="btn btn-primary" onclick="accept()">{accept}</button>
            <form method="post" action="~/consent" asp-antiforgery="true">
                <button type="submit" class="btn btn-primary">{refuse}</button>
            </form>
        """);

    [Fact]
    public Task A_refusal_stands_behind_the_form_of_Accept() => View(
        """
            <form method="post" action="~/yes">
                <button class="btn">Accept</button>
            </form>
        """,
        """
            <form method="post" action="~/yes">
                <button class="btn">Accept</button>
            </form>
            <form method="post" action="~/consent" asp-antiforgery="true">
                <button type="submit" class="btn">Refuse</button>
            </form>
        """);

    [Fact]
    public Task Without_the_package_nobody_knows_what_refuses() => new FixTest("CNS3010", "refuse") { Views = { ("Views/Shared/_Banner.cshtml", Bar("<button>Accept</button>")) } }.NothingAsync();

    private static Task Page(string rule, string key, string before, string after) => new FixTest(rule, key) { AdditionalFiles = { ("index.html", Bar(before)) }, Fixed = { ["index.html"] = Bar(after) } }.RunAsync();

    private static Task View(string before, string after)
    {
        var test = new FixTest("CNS3010", "refuse")
        {
            Views = { ("Views/_ViewImports.cshtml", "@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n"), ("Views/Shared/_Banner.cshtml", Bar("\n" + before + "\n")) },
            Fixed = { ["Views/Shared/_Banner.cshtml"] = Bar("\n" + after + "\n") },
        };
        test.References.AddRange(TestReferences.Helper);
        return test.RunAsync();
    }

    private static string Bar(string controls) => $"<div class=\"cookie-bar\"><p>We use cookies.</p>{controls}</div>";
}
