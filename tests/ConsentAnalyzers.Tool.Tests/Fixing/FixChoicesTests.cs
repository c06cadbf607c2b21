using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;

namespace ConsentAnalyzers.Tool.Tests.Fixing;

public sealed class FixChoicesTests
{
    [Fact]
    public void A_cookie_or_a_vendor_is_named_in_any_case()
    {
        var choices = FixChoices.Parse(["Came_From=analytics", "Google Tag Manager = Advertising"], ["theme=Preferences"]);

        Assert.Equal("Analytics", choices.For(Of("came_from", ""))?.Word);
        Assert.Equal("Advertising", choices.For(Of("Google Tag Manager", "Google Tag Manager"))?.Word);
        Assert.Equal("Preferences", choices.For(Of("theme", "first party"))?.Word);
        Assert.Null(choices.For(Of("other", "")));
        Assert.Null(choices.For(Of("", "")));
    }

    [Fact]
    public void A_name_says_more_than_a_vendor() =>
        Assert.Equal("Analytics", FixChoices.Parse(["Shop=Functional", "seen=Analytics"], []).For(Of("seen", "Shop"))?.Word);

    [Fact]
    public void What_was_said_of_nothing_is_told()
    {
        var choices = FixChoices.Parse(["seen=Analytics"], ["teme=Preferences"]);
        choices.For(Of("seen", ""));

        Assert.Equal(["--exempt teme=Preferences"], choices.Unused);
    }

    [Theory]
    [InlineData("--purpose", "seen", "--purpose 'seen' is not of the form name=Analytics")]
    [InlineData("--purpose", "=Analytics", "--purpose '=Analytics' is not of the form name=Analytics")]
    [InlineData("--purpose", "seen=Statistics", "'Statistics' is none of Analytics, Advertising, SocialMedia, Personalisation, Functional")]
    [InlineData("--purpose", "seen=", "'' is none of")]
    [InlineData("--exempt", "seen=Analytics", "'Analytics' is none of Session, Authentication")]
    public void What_cannot_be_read_is_said(string option, string text, string problem)
    {
        string[] given = [text];
        var failure = Assert.Throws<AuditException>(() => FixChoices.Parse(option == "--purpose" ? given : [], option == "--exempt" ? given : []));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_answers_are_none()
    {
        var failure = Assert.Throws<AuditException>(() => FixChoices.Parse(["seen=Analytics"], ["Seen=Cart"]));
        Assert.Contains("'seen' is given 2 times (--purpose seen=Analytics, --exempt Seen=Cart)", failure.Message, StringComparison.Ordinal);
    }

    private static Finding Of(string name, string provider) =>
        new("CNS1001", Level.Warning, "", new Place("a.cs", 1, 1, 1, 2), [], new Dictionary<string, string> { ["name"] = name, ["provider"] = provider }, null);
}
