using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class TarteaucitronTests
{
    private readonly CmpReader _reader = new(builder => builder.FromTarteaucitron());

    [Fact]
    public void Known_services_are_their_purposes()
    {
        var decision = _reader.Read("tarteaucitron=!gtag=true!facebookpixel=false!youtube=wait!mine=true")!;

        Assert.Equal(ConsentPurpose.Analytics, decision.Granted);
        Assert.Equal(ConsentPurpose.Advertising, decision.Refused);
        Assert.Equal("tarteaucitron", decision.Source);
        Assert.Null(decision.SubjectId);
    }

    [Fact]
    public void All_services_of_a_purpose_must_be_granted() => Assert.Equal(ConsentPurpose.Analytics, _reader.Read("tarteaucitron=!gtag=true!hotjar=false")!.Refused);

    [Theory]
    [InlineData("!gtag=wait")]
    [InlineData("!gtag=wait!youtube=wait")]
    [InlineData("")]
    [InlineData("!")]
    public void Waiting_is_no_decision(string value) => Assert.Null(_reader.Read("tarteaucitron=" + value));

    [Theory]
    [InlineData("gtag=true")]
    [InlineData("!gtag=true!")]
    [InlineData("!!gtag=true")]
    [InlineData("!gtag=TRUE")]
    [InlineData("!gtag=1")]
    [InlineData("!gtag")]
    [InlineData("!=true")]
    [InlineData("!gtag=true!gtag=true")]
    [InlineData("!gtag=true=false")]
    public void A_malformed_one_is_no_decision(string value) => Assert.Null(_reader.Read("tarteaucitron=" + value));

    [Fact]
    public void The_sites_own_services_are_mapped_beside_the_known_ones()
    {
        var reader = new CmpReader(builder => builder.FromTarteaucitron(options =>
        {
            options.CookieName = "tac";
            options.Map("mine", ConsentPurpose.Analytics);
            options.Map("youtube", "video");
        }));

        Assert.Equal(ConsentPurpose.None, reader.Read("tac=!gtag=true")!.Granted);
        Assert.Equal(ConsentPurpose.Analytics, reader.Read("tac=!gtag=true!mine=true")!.Granted);
        Assert.Equal(ConsentPurpose.Analytics, reader.Read("tac=!mine=true")!.Granted);
        Assert.Equal(ConsentPurpose.Analytics, reader.Read("tac=!gtag=false!mine=true")!.Refused);
        Assert.Equal(["video"], reader.Read("tac=!youtube=true")!.GrantedNames);
    }
}
