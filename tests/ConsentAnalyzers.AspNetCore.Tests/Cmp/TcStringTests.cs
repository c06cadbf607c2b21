namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

// Strings and what they hold: github.com/InteractiveAdvertisingBureau/iabtcf-java, TCStringV2Test; the one of the format's specification and the one of iabtcf-es (ReportedIssues), which tell less, were also decoded with a second program.
public class TcStringTests
{
    private static readonly int[] Vendors = [.. Enumerable.Range(1, 1000)];

    [Fact]
    public void Every_field_of_the_core_is_read()
    {
        var tc = TcString.Read("COtybn4PA_zT4KjACBENAPCIAEBAAECAAIAAAAAAAAAA", Vendors)!;

        Assert.Equal(new DateTimeOffset(2020, 1, 26, 17, 1, 0, TimeSpan.Zero), tc.Created);
        Assert.Equal(new DateTimeOffset(2021, 2, 2, 17, 1, 0, TimeSpan.Zero), tc.LastUpdated);
        Assert.Equal((675, 2, 1), (tc.CmpId, tc.CmpVersion, tc.ConsentScreen));
        Assert.Equal((15, 2), (tc.VendorListVersion, tc.PolicyVersion));
        Assert.Equal(("EN", "AA"), (tc.ConsentLanguage, tc.PublisherCountry));
        Assert.Equal((false, false, true), (tc.IsServiceSpecific, tc.UseNonStandardTexts, tc.PurposeOneTreatment));
        Assert.Equal([1], Enumerable.Range(0, 14).Where(tc.HasSpecialFeature));
        Assert.Equal([2, 10], Enumerable.Range(-1, 40).Where(tc.HasPurpose));
        Assert.Equal([2, 9], Enumerable.Range(-1, 40).Where(tc.HasLegitimateInterest));
        Assert.Empty(tc.Vendors);
    }

    [Theory]
    [InlineData("COrEAV4OrXx94ACABBENAHCIAD-AAAAAAACAAxAAAAgAIAwgAgAAAAEAgQAAAAAEAYQAQAAAACAAAABAAA", new[] { 3, 4, 5, 6, 7, 8, 9 }, new[] { 23, 37, 47, 48, 53, 65, 98 })]
    [InlineData("COrEAV4OrXx94ACABBENAHCIAD-AAAAAAACAAxAAAAgAIAwgAgAAAAEAgQAAAAAEAYQAQAAAACAAAABAAA.IBAgAAAgAIAwgAgAAAAEAAAACA.QAagAQAgAIAwgA.cAAAAAAAITg=", new[] { 3, 4, 5, 6, 7, 8, 9 }, new[] { 23, 37, 47, 48, 53, 65, 98 })]
    [InlineData("COwBOpCOwBOpCLqAAAENAPCAAAAAAAAAAAAAFfwAYFfAV-BVkAGBVYFWAAA.IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQAIAgEAACEAAAAAgAQBAAAAAAAGBAAgAAAAAAAFAAECAAAgAAQARAEQAAAAAJAAIAAgAAAYQEAAAQmAgBC3ZAYzUw", new int[0], new[] { 702, 703 })]
    [InlineData("COwBOpCOwBOpCLqAAAENAPCAAAAAAAAAAAAAFfwAQFfgUbABAUaAAA", new int[0], new[] { 703 })]
    [InlineData("COwxsONOwxsONKpAAAENAdCAAMAAAAAAAAAAAAAAAAAA", new[] { 1, 2 }, new int[0])]
    [InlineData("COv__-wOv__-wC2AAAENAPCgAAAAAAAAAAAAA_wAQA_gEBABAEAAAA", new int[0], new[] { 127 })]
    [InlineData("CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.IDKQA4AAgAKAGQAygAAA.YAAAAAAAAAAA", new int[0], new[] { 1, 2, 3, 4 })]
    [InlineData("CQd924AQd924AASACCENCNFsAP_gAEIAACiQL6QBAAGAAOANmAcAF9IAIADgAA", new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, new[] { 12, 14, 435, 448 })]
    public void Purposes_and_vendors_are_those_of_the_published_strings(string text, int[] purposes, int[] vendors)
    {
        var tc = TcString.Read(text, Vendors)!;

        Assert.Equal(purposes, Enumerable.Range(1, 24).Where(tc.HasPurpose));
        Assert.Equal(vendors, tc.Vendors.Order());
    }

    [Fact]
    public void Restrictions_of_the_publisher_are_passed_over()
    {
        var restricted = new TcStrings().Number(2, 6).Number(0, 72).Number(0, 30).Number(0, 12).Number(0, 18).Number(0, 2).Number(0, 12).Number(0b1, 24).Number(0, 24).Number(0, 13).Number(0, 17).Number(0, 17)
            .Number(1, 12).Number(1, 6).Number(1, 2).Number(2, 12).Number(0, 1).Number(7, 16).Number(1, 1).Number(12, 16).Number(24, 16).ToString();

        Assert.True(TcString.Read(restricted, [])!.HasPurpose(24));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("C")]
    [InlineData("CAAA")]
    [InlineData("BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA")]
    [InlineData("DOtybn4PA_zT4KjACBENAPCIAEBAAECAAIAAAAAAAAAA")]
    [InlineData("COtybn4PA_zT4KjACBENAPCIAEBAAECAAIAAAAAAAAA")]
    [InlineData("COtybn4PA/zT4KjACBENAPCIAEBAAECAAIAAAAAAAAAA")]
    [InlineData("COtybn4PA_zT4KjACBENAPCIAEBAAECAAIAAAAAAAAA=")]
    [InlineData(" COtybn4PA_zT4KjACBENAPCIAEBAAECAAIAAAAAAAAAA")]
    [InlineData("COtybn4PA_zT4KjACB__APCIAEBAAECAAIAAAAAAAAAA")]
    public void What_is_no_whole_core_of_version_2_is_none(string text) => Assert.Null(TcString.Read(text, Vendors));

    [Fact]
    public void A_core_cut_anywhere_is_none()
    {
        var text = TcStrings.Make([1, 2], [1, 90]);
        // The last characters are padding.
        for (var length = 0; length < text.Length - 4; length++) Assert.Null(TcString.Read(text[..length], Vendors));
    }

    [Theory]
    [InlineData(5, 4, 9)]
    [InlineData(0, 3, 9)]
    [InlineData(8, 10, 9)]
    public void A_range_that_is_none_makes_the_string_none(int first, int last, int maximum)
    {
        var text = new TcStrings().Number(2, 6).Number(0, 72 + 30 + 12 + 18 + 2 + 12).Number(0, 24).Number(0, 24).Number(0, 13)
            .Number(maximum, 16).Number(1, 1).Number(1, 12).Number(1, 1).Number(first, 16).Number(last, 16).Number(0, 17).Number(0, 12).ToString();

        Assert.Null(TcString.Read(text, Vendors));
    }

    [Fact]
    public void Counts_beyond_the_string_cost_nothing()
    {
        var start = new TcStrings().Number(2, 6).Number(0, 72 + 30 + 12 + 18 + 2 + 12).Number(0, 24).Number(0, 24).Number(0, 13);

        Assert.Null(TcString.Read(start.Number(65535, 16).Number(0, 1).ToString(), Vendors));
    }
}
