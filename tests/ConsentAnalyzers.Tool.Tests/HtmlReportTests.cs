using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool.Tests;

public sealed class HtmlReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;";

    private readonly AuditFixture _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_finding_shows_its_rule_message_place_and_source()
    {
        var file = _site.Write("Pages/Index.cshtml", "\n    Response.Cookies.Append(\"x\", \"1\");\n");
        _site.Compile("Shop.csproj", new CompilerLogBuilder().With("CNS1001", "warning", "Cookie 'x' is written", file, 2, 22, 38));

        var report = Report();

        var finding = report.QuerySelector("article.finding")!;
        Assert.Equal("https://example.org/CNS1001.md", finding.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("Cookie 'x' is written", finding.QuerySelector(".message")!.TextContent);
        Assert.Equal("2:22", finding.QuerySelector(".place")!.TextContent);
        Assert.Equal("Append(\"x\", \"1\")", finding.QuerySelector("mark")!.TextContent);
        Assert.Equal("Response.Cookies.Append(\"x\", \"1\");", finding.QuerySelector("code")!.TextContent);
        Assert.Equal("Pages/Index.cshtml", report.QuerySelector("h3")!.TextContent);
    }

    [Fact]
    public void Nothing_of_the_site_becomes_markup()
    {
        var file = _site.Write("a.cs", Hostile + "\n");
        var log = new CompilerLogBuilder()
            .WithRule("CNS1002", Hostile, "javascript:alert(1)")
            .With("CNS1002", "warning", Hostile, file, 1, 1, Hostile.Length + 1)
            .With("CNS1001", "warning", Hostile, file, 1, 1, 5, Hostile)
            .WithThing(file, 1, ("kind", Hostile), ("name", Hostile), ("provider", Hostile), ("purpose", Hostile), ("lifetime", Hostile), ("status", Hostile), ("by", Hostile));
        _site.Compile("Shop.csproj", log);

        var report = Report();

        Assert.Empty(report.QuerySelectorAll("script, img, [onerror]"));
        Assert.DoesNotContain(report.QuerySelectorAll("[href]"), link => link.GetAttribute("href")!.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Hostile, report.QuerySelector("mark")!.TextContent);
        Assert.Equal(Hostile, report.QuerySelector("td span.status")!.TextContent);
        Assert.Equal(Hostile, report.QuerySelector("td span.by")!.TextContent);
    }

    [Fact]
    public void Nothing_is_loaded_from_anywhere_and_no_machine_path_shows()
    {
        _site.Compile("Shop.csproj", new CompilerLogBuilder().With("CNS1001", "warning", "x", _site.Write("a.cs", "x\n")));

        var report = Report();

        Assert.Empty(report.QuerySelectorAll("script, link, img, iframe, [src]"));
        Assert.DoesNotContain("url(", report.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", report.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath(), report.Source.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Session", "", "Performance of the contract")]
    [InlineData("Security", "", "Legal obligation or legitimate interest")]
    [InlineData("ConsentChoice", "", "Legal obligation (proof of consent)")]
    [InlineData("AudienceMeasurement", "Analytics", "Legitimate interest")]
    [InlineData("", "Analytics", "Consent")]
    [InlineData("", "Advertising", "Consent")]
    [InlineData("", "Analytics,Advertising", "Consent")]
    [InlineData("", "", "To be determined")]
    public void The_legal_basis_follows_the_ground_or_the_purpose(string ground, string purpose, string basis)
    {
        _site.Compile("Shop.csproj", new CompilerLogBuilder().WithThing(_site.File("a.cs"), 1, ("kind", "cookie"), ("name", "x"), ("ground", ground), ("purpose", purpose)));

        Assert.Equal(basis, Report().QuerySelectorAll("tbody td")[4].TextContent);
    }

    [Fact]
    public void Every_purpose_and_ground_has_a_name_and_a_basis_in_both_languages()
    {
        foreach (var texts in new[] { Texts.English, Texts.French })
        {
            Assert.Equal(texts.Purposes.Keys.Order(), texts.LegalBases.Keys.Order());
            Assert.Equal(Texts.English.Purposes.Keys, texts.Purposes.Keys);
            Assert.Equal(Texts.English.Statuses.Keys, texts.Statuses.Keys);
            Assert.Equal(Texts.English.CannotSee.Count, texts.CannotSee.Count);
        }
    }

    [Theory]
    [InlineData("guarded", "consent check (Analytics, Functional)", "vérification du consentement (Mesure d’audience, Fonctionnalité)")]
    [InlineData("guarded", "consent check (any purpose)", "vérification du consentement (sans finalité précisée)")]
    [InlineData("guarded", "consent check (told from the text)", "vérification du consentement (d’après le texte)")]
    [InlineData("guarded", "consent check at every place that includes the view", "vérification du consentement partout où la vue est incluse")]
    [InlineData("guarded", "consent check in the script", "vérification du consentement dans le script")]
    [InlineData("guarded", "the visitor's act (click)", "geste du visiteur (click)")]
    [InlineData("guarded", "consent calls (Matomo)", "attente du consentement réglée dans l’outil (Matomo)")]
    [InlineData("guarded", "data-comment", "data-comment")]
    [InlineData("guarded", "type=\"text/plain\"", "type=\"text/plain\"")]
    [InlineData("exempt", "[ConsentExempt]", "attribut [ConsentExempt]")]
    [InlineData("exempt", "register", "registre")]
    [InlineData("exempt", "comment", "commentaire")]
    [InlineData("policy", "cookie policy", null)] // The status says it.
    public void What_holds_or_exempts_is_said_in_the_reader_s_language(string status, string by, string? french)
    {
        _site.Compile("Shop.csproj", new CompilerLogBuilder().WithThing(_site.File("a.cs"), 1, ("kind", "cookie"), ("name", "x"), ("status", status), ("by", by)));

        Assert.Equal(french, Report("fr").QuerySelector("td span.by")?.TextContent);
        Assert.Equal(french is null ? null : by, Report().QuerySelector("td span.by")?.TextContent);
    }

    [Theory]
    [InlineData("13 months", "13 mois")]
    [InlineData("1 year", "1 an")]
    [InlineData("13 months and 1 day", "13 mois et 1 jour")]
    [InlineData("30 seconds", "30 secondes")]
    [InlineData("unlimited", "illimitée")]
    [InlineData("unknown", "inconnue")]
    [InlineData("session", "session")]
    [InlineData("", "–")]
    public void A_lifetime_is_said_in_the_reader_s_language(string lifetime, string french)
    {
        _site.Compile("Shop.csproj", new CompilerLogBuilder().WithThing(_site.File("a.cs"), 1, ("kind", "cookie"), ("name", "x"), ("lifetime", lifetime)));

        Assert.Equal(french, Report("fr").QuerySelectorAll("tbody td")[2].TextContent);
    }

    [Fact]
    public void It_can_be_read_by_everyone()
    {
        _site.Compile("Shop.csproj", new CompilerLogBuilder().WithThing(_site.File("a.cs"), 1, ("kind", "cookie"), ("name", "x")));

        var report = Report("fr");

        Assert.Equal("fr", report.DocumentElement.GetAttribute("lang"));
        Assert.Single(report.QuerySelectorAll("h1"));
        Assert.All(report.QuerySelectorAll("table"), table => Assert.NotNull(table.QuerySelector("caption")));
        Assert.All(report.QuerySelectorAll("th"), header => Assert.True(header.HasAttribute("scope")));
        Assert.All(report.QuerySelectorAll("a[href^='#']"), link => Assert.NotNull(report.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Equal("31 janvier 2026", report.QuerySelector("time")!.TextContent);
    }

    [Theory]
    [InlineData("en", "complian")]
    [InlineData("fr", "conform")]
    public void No_finding_is_no_certificate(string language, string never)
    {
        _site.Compile("Shop.csproj", new CompilerLogBuilder());

        var report = Report(language);

        Assert.DoesNotContain(never, report.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Texts.For(language).NoFinding, report.QuerySelector("#findings .empty")!.TextContent);
        Assert.Equal(Texts.For(language).EvidenceText, report.QuerySelector(".evidence p")!.TextContent);
    }

    private IHtmlDocument Report(string language = "en") =>
        new HtmlParser().ParseDocument(HtmlReport.Write(_site.Merge(), Texts.For(language), new DateOnly(2026, 1, 31)));
}
