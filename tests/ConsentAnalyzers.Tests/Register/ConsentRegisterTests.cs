using System.Globalization;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Register;

public sealed class ConsentRegisterTests
{
    private const string Example = """
        Kind;name;provider;purpose;lifetime;description;policy;source;reviewed;owner
        cookie;cart_*;first party;Cart;30 days;The basket;;code;2026-01-31 Ada;shop
        cookie;_ga;Google Analytics;Analytics|Advertising;13 months;"Counts; visitors";https://example.org/p;external;;
        storage;seen;first party;preferences;unlimited;;;;2026-02-28;
        tracker;Google Maps;;Functional;;;;;;
        tracker;example.com;Example;Session;;;;;;
        transfer;mail@example.org;;;;;;;;
        """;

    [Fact]
    public void A_row_says_everything()
    {
        var row = Read(Example).Rows[1];
        Assert.Equal(RegisterKind.Cookie, row.Kind);
        Assert.Equal(["_ga", "Google Analytics", "Counts; visitors", "https://example.org/p"], [row.Name, row.Provider, row.Description, row.Policy]);
        Assert.Equal([ConsentPurposes.Analytics, ConsentPurposes.Advertising], row.Purposes.Split());
        Assert.Equal(ExemptionGround.None, row.Ground);
        Assert.Equal("13 months", row.Lifetime.ToString());
        Assert.True(row.IsExternal);
        Assert.Null(row.Reviewed);
        Assert.Equal(3, row.Line);
        Assert.Equal(2, row.LocationOf("PURPOSE").GetLineSpan().StartLinePosition.Line);
        Assert.Equal(row.Location, row.LocationOf("reviewed")); // Nothing stands there.
    }

    [Fact]
    public void What_has_no_meaning_here_is_kept()
    {
        var register = Read(Example);
        Assert.Equal("owner", register.Files.Single().Header[^1]);
        Assert.Equal("shop", register.Rows[0]["owner"]);
        Assert.Equal("", register.Rows[1]["owner"]);
        Assert.Equal("", register.Rows[1]["colour"]);
        Assert.Equal((new DateTime(2026, 1, 31), "Ada"), (register.Rows[0].Reviewed, register.Rows[0].ReviewedBy));
        Assert.Empty(register.Files.Single().Problems);
        Assert.Equal(';', register.Files.Single().Separator);
    }

    [Fact]
    public void Purposes_of_all_rows() =>
        Assert.Equal([ConsentPurposes.Analytics, ConsentPurposes.Advertising, ConsentPurposes.Functional], Read(Example).Purposes.Split());

    [Theory]
    [InlineData("Cookie", "cart_id", "cart_*")]
    [InlineData("Cookie", "cart_", "cart_*")]
    [InlineData("Cookie", "cart_*", "cart_*")]
    [InlineData("Cookie", "CART_id", null)]
    [InlineData("Cookie", "_ga", "_ga")]
    [InlineData("Cookie", "_ga*", null)]
    [InlineData("Cookie", "_ga_1", null)]
    [InlineData("Cookie", "seen", null)]
    [InlineData("Cookie", "", null)]
    [InlineData("Cookie", null, null)]
    [InlineData("Storage", "seen", "seen")]
    [InlineData("Tracker", "google maps", "Google Maps")]
    [InlineData("Tracker", "cdn.a.Example.com", "example.com")]
    [InlineData("Tracker", "notexample.com", null)]
    [InlineData("Tracker", "com", null)]
    [InlineData("Transfer", "mail@example.org", "mail@example.org")]
    public void Finds(string kind, string? name, string? expected) => Assert.Equal(expected, Read(Example).Find(Enum.Parse<RegisterKind>(kind), name)?.Name);

    [Fact]
    public void The_more_precise_row_wins()
    {
        var register = Read("kind,name,purpose\ncookie,*,Analytics\ncookie,shop_*,Session\ncookie,shop_ad*,Advertising\ncookie,shop_ad,Cart");
        Assert.Equal(["*", "shop_*", "shop_ad*", "shop_ad"], new[] { "x", "shop_x", "shop_ads", "shop_ad" }.Select(n => register.Find(RegisterKind.Cookie, n)!.Name));
    }

    [Fact]
    public void All_files_count_by_path()
    {
        var register = new ConsentRegister([
            new TestFile("b/consent-register.csv", "kind,name,purpose\ncookie,x,Cart\ncookie,y,Cart", MarkupOptions.None),
            new TestFile("a/CONSENT-register.CSV", "kind,name,purpose\ncookie,x,Session\ncookie,z,Cart", MarkupOptions.None),
            new TestFile("a/my-consent-register.csv", "kind,name,purpose\ncookie,q,Session", MarkupOptions.None),
        ]);
        Assert.Equal(ExemptionGround.Session, register.Find(RegisterKind.Cookie, "x")!.Ground);
        Assert.Equal(ExemptionGround.Cart, register.Find(RegisterKind.Cookie, "y")!.Ground);
        Assert.NotNull(register.Find(RegisterKind.Cookie, "z"));
        Assert.Null(register.Find(RegisterKind.Cookie, "q"));
        Assert.Equal(("b/consent-register.csv", "x"), register.Contradictions.Select(c => (c.Row.File.DisplayName, c.Row.Name)).Single());
    }

    [Fact]
    public void Without_a_file_there_is_nothing()
    {
        var register = new ConsentRegister([new TestFile("Pages/Index.cshtml", "<p></p>", MarkupOptions.None)]);
        Assert.False(register.IsPresent);
        Assert.Empty(register.Files);
        Assert.Empty(register.Rows);
        Assert.Null(register.Find(RegisterKind.Cookie, "x"));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_empty_one_and_said()
    {
        var file = RegisterFile.Read(new TestFile("consent-register.csv", null, MarkupOptions.None));
        Assert.Empty(file.Rows);
        Assert.Equal("an empty register: the file cannot be read", file.Problems.Single().Used.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_text_is_read_once()
    {
        var file = new TestFile("consent-register.csv", Example, MarkupOptions.None);
        Assert.Same(RegisterFile.Read(file), RegisterFile.Read(file));
    }

    [Theory]
    [InlineData("session", "session")]
    [InlineData("unknown", "unknown")]
    [InlineData("unlimited", "unlimited")]
    [InlineData("13 months", "13 months")]
    [InlineData(" 1  Month ", "1 month")]
    [InlineData("390 days", "390 days")]
    [InlineData("1 day", "1 day")]
    [InlineData("30 minutes", "30 minutes")]
    [InlineData("90 seconds", "90 seconds")]
    [InlineData("2 hours", "2 hours")]
    [InlineData("2 weeks", "14 days")]
    [InlineData("1 year", "1 year")]
    [InlineData("0.5 days", "12 hours")]
    [InlineData("14 months and 2 days", "14 months and 2 days")]
    [InlineData("13", null)]
    [InlineData("months", null)]
    [InlineData("13 moons", null)]
    [InlineData("-1 days", null)]
    [InlineData("0 days", null)]
    [InlineData("1.5 months", null)]
    [InlineData("NaN days", null)]
    [InlineData("1e9 days", null)]
    [InlineData("99999999999999999999 years", null)]
    [InlineData("9999999 days", null)]
    public void Lifetimes(string text, string? expected)
    {
        Assert.Equal(expected is not null, RegisterLifetime.TryParse(text, out var lifetime));
        Assert.Equal(expected ?? "unknown", lifetime.ToString());
    }

    [Fact]
    public void Ten_megabytes_are_read_in_one_go()
    {
        var text = "kind,name,provider,purpose,lifetime,description,policy,source,reviewed\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"cookie,name_{i},first party,Session,13 months,\"A description, with a comma and \"\"quotes\"\" {i}\",,code,\n"));
        var register = Read(text);
        Assert.Equal(100_000, register.Rows.Length);
        Assert.Equal("name_99999", register.Find(RegisterKind.Cookie, "name_99999")!.Name);
    }

    [Fact]
    public void Nothing_throws()
    {
        var random = new Random(7);
        const string Alphabet = "kindname,;\"\n\r\0 *cookie\uFEFF\uD800é.";
        for (var i = 0; i < 3000; i++)
        {
            var text = (i % 2 == 0 ? "kind,name,purpose\n" : "") + string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var register = Read(text);
            Assert.All(register.Files.Single().Problems, p => Assert.NotNull(register.Files.Single().LocationOf(p.Span)));
            Assert.All(register.Rows, r => Assert.NotNull(register.Find(r.Kind, r.Name)));
        }
    }

    private static ConsentRegister Read(string text) => new([new TestFile("consent-register.csv", text, MarkupOptions.None)]);
}
