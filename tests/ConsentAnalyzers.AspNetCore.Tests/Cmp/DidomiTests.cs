using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class DidomiTests
{
    private const string User = "1784114c-f8b3-6590-a6df-b9fb240bdea5";

    private readonly CmpReader _reader = new(builder => builder.FromDidomi(options =>
    {
        options.Map("analytics-4fc2", ConsentPurpose.Functional);
        options.Map("vendor:c:chat-9xq", "chat");
    }));

    private static string Token(string purposes, string vendors = """{"enabled":["google"]}""", string rest = "") =>
        "didomi_token=" + Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"user_id":"{{User}}","created":"2026-03-17T16:46:32.344Z","updated":"2026-04-17T16:46:32.344Z","vendors":{{vendors}},"purposes":{{purposes}}{{rest}},"version":2}"""));

    [Fact]
    public void The_token_holds_the_sites_own_purposes_and_vendors()
    {
        var decision = _reader.Read(Token("""{"enabled":["analytics-4fc2"],"disabled":["other"]}""", """{"enabled":[],"disabled":["c:chat-9xq"]}"""))!;

        Assert.Equal(ConsentPurpose.Functional, decision.Granted);
        Assert.Equal(["chat"], decision.RefusedNames);
        Assert.Equal(new DateTimeOffset(2026, 4, 17, 16, 46, 32, 344, TimeSpan.Zero), decision.DecidedAt);
        Assert.Equal(CmpReader.Pseudonym("Didomi", User), decision.SubjectId);
        Assert.Equal("Didomi", decision.Source);
    }

    [Fact]
    public void The_token_of_the_vendors_help_page_is_read()
    {
        const string Published = "eyJ1c2VyX2lkIjoiMTc4NDExNGMtZjhiMy02NTkwLWE2ZGYtYjlmYjI0MGJkZWE1IiwiY3JlYXRlZCI6IjIwMjEtMDMtMTdUMTY6NDY6MzIuMzQ0WiIsInVwZGF0ZWQiOiIyMDIxLTAzLTE3VDE2OjQ2OjMyLjM0NFoiLCJ2ZW5kb3JzIjp7ImVuYWJsZWQiOlsiYW1hem9uIiwiZ29vZ2xlIiwiYzpyZXNlYXV4c28tVkZlcEtyTFIiLCJjOnBhcnRlbmFpcmUtWDlTRFdrZzIiLCJjOnBlcnNvbm5hbGktWDNWY3h6UkQiLCJjOmdvb2dsZWFuYS1oN0tjM2U3WSIsImM6cHVibGljaXRlLXRGUkY0ZDM5Il19LCJwdXJwb3NlcyI6eyJlbmFibGVkIjpbInA0ZW05YThtIiwicGFydGVuYWlyZS1jQXNEZThqQyIsIkNMLVQxUmdtNyIsIk05TlJISmUzRyIsInE0emxKcWRjRCJdfSwidmVuZG9yc19saSI6eyJlbmFibGVkIjpbImdvb2dsZSJdfSwidmVyc2lvbiI6Mn0=";
        var reader = new CmpReader(builder => builder.FromDidomi(options => { options.Map("p4em9a8m", ConsentPurpose.Analytics); options.Map("vendor:google", ConsentPurpose.Analytics); }));

        Assert.All(new[] { Published, Published.TrimEnd('='), Published.Replace("=", "%3D") }, value => Assert.Equal(ConsentPurpose.Analytics, reader.Read("didomi_token=" + value)!.Granted));
    }

    [Fact]
    public void The_standard_purposes_come_from_the_tc_string()
    {
        var decision = _reader.Read(Token("""{"enabled":["analytics-4fc2"]}"""), "euconsent-v2=" + TcStrings.Make([1, 8, 9, 10]))!;

        Assert.Equal(ConsentPurpose.Functional | ConsentPurpose.Analytics, decision.Granted);
        Assert.Equal(ConsentPurpose.Advertising | ConsentPurpose.Personalisation, decision.Refused);
        Assert.Equal("CMP 675.3, vendor list 142", decision.BannerVersion);
        Assert.Equal(4, decision.DecidedAt!.Value.Month);
    }

    [Fact]
    public void Each_of_the_two_cookies_is_enough()
    {
        Assert.Equal(ConsentPurpose.Analytics, _reader.Read("euconsent-v2=" + TcStrings.Make([1, 8, 9, 10]))!.Granted);
        Assert.Equal(ConsentPurpose.Analytics, _reader.Read(Token("""{"enabled":["cookies","measure_content_performance","market_research","improve_products"]}"""))!.Granted);
    }

    [Theory]
    [InlineData("""["measure_content_performance","market_research","improve_products"]""")]
    [InlineData("""["cookies","measure_content_performance"]""")]
    [InlineData("""["cookies"]""")]
    public void Of_the_standard_purposes_all_parts_are_needed(string enabled)
    {
        var decision = _reader.Read(Token($$"""{"enabled":{{enabled}}}"""))!;

        Assert.Equal(ConsentPurpose.None, decision.Granted | decision.Refused);
    }

    [Fact]
    public void What_one_cookie_grants_and_the_other_refuses_is_refused() =>
        Assert.Equal(ConsentPurpose.Analytics, _reader.Read(Token("""{"enabled":["cookies","measure_content_performance","market_research","improve_products"]}"""), "euconsent-v2=" + TcStrings.Make([1, 8]))!.Refused & ConsentPurpose.Analytics);

    [Fact]
    public void An_id_that_is_both_enabled_and_disabled_is_refused() => Assert.Equal(ConsentPurpose.Functional, _reader.Read(Token("""{"enabled":["analytics-4fc2"],"disabled":["analytics-4fc2"]}"""))!.Refused);

    [Fact]
    public void Legitimate_interest_is_no_consent() => Assert.Equal(ConsentPurpose.None, _reader.Read(Token("""{"enabled":["x"]}""", rest: ""","purposes_li":{"enabled":["analytics-4fc2"]}"""))!.Granted);

    [Fact]
    public void A_token_without_answers_is_no_decision()
    {
        Assert.Null(_reader.Read(Token("{}", "{}")));
        Assert.Null(_reader.Read(Token("""{"enabled":[]}""", """{"disabled":[]}""")));
    }

    [Fact]
    public void One_cookie_that_cannot_be_read_takes_the_other_with_it()
    {
        var good = Token("""{"enabled":["analytics-4fc2"]}""");
        var tc = "euconsent-v2=" + TcStrings.Make([1, 8, 9, 10]);

        Assert.Null(_reader.Read(good, "euconsent-v2=CAAA"));
        Assert.Null(_reader.Read(good, "euconsent-v2="));
        Assert.Null(_reader.Read("didomi_token=%%%", tc));
        Assert.Null(_reader.Read(good, Token("""{"disabled":["analytics-4fc2"]}"""), tc));
    }

    [Theory]
    [InlineData("""{"enabled":"analytics-4fc2"}""")]
    [InlineData("""{"enabled":[1]}""")]
    [InlineData("""{"enabled":["analytics-4fc2"],"enabled":["analytics-4fc2"]}""")]
    [InlineData("""["analytics-4fc2"]""")]
    [InlineData("null")]
    [InlineData("""{"enabled":["\udfff"]}""")]
    public void A_malformed_token_is_no_decision(string purposes) => Assert.Null(_reader.Read(Token(purposes)));

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("====")]
    [InlineData("!!!!")]
    [InlineData("e30=")]
    [InlineData("/////w==")]
    public void What_is_no_token_is_no_decision(string value) => Assert.Null(_reader.Read("didomi_token=" + value));
}
