using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class KlaroTests
{
    private readonly CmpReader _reader = new(builder => builder.FromKlaro(options =>
    {
        options.Map("google-analytics", ConsentPurpose.Analytics);
        options.Map("hotjar", ConsentPurpose.Analytics);
        options.Map("helpdesk", "chat");
    }));

    private ConsentDecision? Read(string json) => _reader.Read("klaro=" + Uri.EscapeDataString(json));

    [Fact]
    public void Services_are_what_the_site_says()
    {
        var decision = Read("""{"google-analytics":true,"hotjar":true,"helpdesk":false,"youtube":true,"other":true}""")!;

        Assert.Equal(ConsentPurpose.Analytics | ConsentPurpose.Functional, decision.Granted);
        Assert.Equal(["chat"], decision.RefusedNames);
        Assert.Equal("Klaro", decision.Source);
        Assert.Null(decision.DecidedAt);
        Assert.Null(decision.SubjectId);
    }

    [Fact]
    public void All_services_of_a_purpose_must_be_granted()
    {
        Assert.Equal(ConsentPurpose.Analytics, Read("""{"google-analytics":true,"hotjar":false}""")!.Refused);
        Assert.Equal(ConsentPurpose.Analytics, Read("""{"google-analytics":true,"hotjar":true}""")!.Granted);
    }

    [Fact]
    public void A_service_that_was_added_after_the_choice_leaves_its_purpose_unknown()
    {
        var decision = Read("""{"google-analytics":true}""")!;

        Assert.Equal(ConsentPurpose.None, decision.Granted | decision.Refused);
    }

    [Fact]
    public void What_nobody_has_mapped_stays_unknown()
    {
        var decision = Read("""{"other":true}""")!;

        Assert.Equal(ConsentPurpose.None, decision.Granted | decision.Refused);
        Assert.Empty(decision.GrantedNames);
    }

    [Fact]
    public void Names_that_differ_by_case_are_one_service_granted_when_both_are() => Assert.Equal(ConsentPurpose.Analytics, Read("""{"google-analytics":true,"hotjar":true,"Hotjar":false}""")!.Refused);

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("""{"hotjar":"true"}""")]
    [InlineData("""{"hotjar":1}""")]
    [InlineData("""{"hotjar":null}""")]
    [InlineData("""{"hotjar":true,"hotjar":true}""")]
    [InlineData("""{"hotjar":true,"google-analytics":true,}""")]
    [InlineData("""{"hotjar":true""")]
    [InlineData("""{"hotjar":true}x""")]
    [InlineData("""{"\ud800":true}""")]
    [InlineData("""{'hotjar':true}""")]
    public void A_malformed_one_is_no_decision(string json) => Assert.Null(Read(json));

    [Fact]
    public void Deep_json_is_no_decision() => Assert.Null(Read("{\"a\":" + new string('[', 1000) + new string(']', 1000) + "}"));

    [Theory]
    [InlineData("%7B%22hotjar%22%3Atrue%")]
    [InlineData("%7B%22hotjar%22%3Atrue%7")]
    [InlineData("%7B%22hotjar%22%3Atrue%7G")]
    [InlineData("%7B%22hot%FFjar%22%3Atrue%7D")]
    [InlineData("%7B%22hot%C0%80jar%22%3Atrue%7D")]
    public void A_wrong_encoding_is_no_decision(string raw) => Assert.Null(_reader.Read("klaro=" + raw));
}
