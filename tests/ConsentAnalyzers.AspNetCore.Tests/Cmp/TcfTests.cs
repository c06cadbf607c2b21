using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class TcfTests
{
    private static readonly int[] All = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    private readonly CmpReader _reader = new(builder => builder.FromTcf());

    private ConsentDecision? Read(string tc) => _reader.Read("euconsent-v2=" + tc);

    [Fact]
    public void Everything_granted_is_all_that_the_framework_has_a_purpose_for()
    {
        var decision = Read(TcStrings.Make(All) + ".YAAAAAAAAAAA")!;

        Assert.Equal(ConsentPurpose.Advertising | ConsentPurpose.Analytics | ConsentPurpose.Personalisation, decision.Granted);
        Assert.Equal(ConsentPurpose.None, decision.Refused);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero), decision.DecidedAt);
        Assert.Equal("CMP 675.3, vendor list 142", decision.BannerVersion);
        Assert.Null(decision.SubjectId);
        Assert.Null(decision.PolicyVersion);
        Assert.Equal("TCF", decision.Source);
    }

    [Theory]
    [InlineData(new int[0], ConsentPurpose.None)]
    [InlineData(new[] { 1 }, ConsentPurpose.None)]
    [InlineData(new[] { 1, 2, 3, 4, 7 }, ConsentPurpose.Advertising)]
    [InlineData(new[] { 1, 2, 7 }, ConsentPurpose.None)]
    [InlineData(new[] { 1, 8, 9, 10 }, ConsentPurpose.Analytics)]
    [InlineData(new[] { 1, 8 }, ConsentPurpose.None)]
    [InlineData(new[] { 1, 5, 6 }, ConsentPurpose.Personalisation)]
    public void A_purpose_needs_all_of_its_parts(int[] purposes, ConsentPurpose granted)
    {
        var decision = Read(TcStrings.Make(purposes))!;

        Assert.Equal(granted, decision.Granted);
        Assert.Equal((ConsentPurpose.Advertising | ConsentPurpose.Analytics | ConsentPurpose.Personalisation) & ~granted, decision.Refused);
    }

    [Fact]
    public void Without_purpose_1_nothing_is_granted() => Assert.Equal(ConsentPurpose.None, Read(TcStrings.Make(All[1..]))!.Granted);

    [Fact]
    public void Where_purpose_1_was_not_asked_for_nothing_is_granted_and_nothing_refused()
    {
        var decision = Read(TcStrings.Make(All, purposeOneTreatment: true))!;

        Assert.Equal(ConsentPurpose.None, decision.Granted | decision.Refused);
    }

    [Fact]
    public void Legitimate_interest_is_no_consent() => Assert.Equal(ConsentPurpose.None, Read(TcStrings.Make([1], legitimateInterest: All))!.Granted);

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(2, 5, false)]
    [InlineData(1, 5, true)]
    [InlineData(3, 5, true)]
    public void A_string_that_the_framework_calls_invalid_is_no_decision(int version, int policy, bool isServiceSpecific) =>
        Assert.Null(Read(TcStrings.Make(All, version: version, policy: policy, isServiceSpecific: isServiceSpecific)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_vendor_can_be_asked_for_as_well(bool ranges)
    {
        var reader = new CmpReader(builder => builder.FromTcf(options => options.Map("vendor:755", ConsentPurpose.Advertising)));

        Assert.Equal(ConsentPurpose.Advertising, reader.Read("euconsent-v2=" + TcStrings.Make(All, [12, 755], ranges: ranges))!.Granted & ConsentPurpose.Advertising);
        Assert.Equal(ConsentPurpose.Advertising, reader.Read("euconsent-v2=" + TcStrings.Make(All, [12, 756], ranges: ranges))!.Refused);
        Assert.Equal(ConsentPurpose.Advertising, reader.Read("euconsent-v2=" + TcStrings.Make([1, 2, 3, 4], [755], ranges: ranges))!.Refused & ConsentPurpose.Advertising);
    }

    [Fact]
    public void What_the_site_maps_needs_purpose_1_as_well()
    {
        var reader = new CmpReader(builder => builder.FromTcf(options =>
        {
            options.CookieName = "tc";
            options.Map("11", ConsentPurpose.Functional);
            options.Map("9", ConsentPurpose.None);
            options.Map("10", ConsentPurpose.None);
            options.Map("special:1", "position");
        }));

        var with = reader.Read("tc=" + TcStrings.Make([1, 8, 11]))!;
        var without = reader.Read("tc=" + TcStrings.Make([8, 11]))!;

        Assert.Equal(ConsentPurpose.Functional | ConsentPurpose.Analytics, with.Granted);
        Assert.Equal(["position"], with.GrantedNames);
        Assert.Equal(ConsentPurpose.None, without.Granted);
        Assert.True(without.Refused.HasFlag(ConsentPurpose.Functional));
    }

    [Theory]
    [InlineData("")]
    [InlineData("C")]
    [InlineData("not a string")]
    [InlineData("%FF")]
    public void A_malformed_one_is_no_decision(string value) => Assert.Null(Read(value));
}
