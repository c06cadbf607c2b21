using ConsentAnalyzers.Fixes;

namespace ConsentAnalyzers.Tests.Fixes;

public sealed class FixMergeTests
{
    [Fact]
    public void What_goes_around_more_opens_first_and_closes_last() =>
        Assert.Equal("([a]b)", Merged("ab", Wrap("[", 0, 1, "]"), Wrap("(", 0, 2, ")")));

    [Fact]
    public void Neighbours_close_before_they_open() => Assert.Equal("(a)[b]", Merged("ab", Wrap("[", 1, 2, "]"), Wrap("(", 0, 1, ")")));

    [Fact]
    public void The_same_fix_of_two_frameworks_is_made_once() => Assert.Equal("(a)b", Merged("ab", Wrap("(", 0, 1, ")"), Wrap("(", 0, 1, ")")));

    [Fact]
    public void What_several_want_is_written_once() =>
        Assert.Equal("using X;(a)(b)", Merged("ab", [Using, .. Wrap("(", 0, 1, ")")], [Using, .. Wrap("(", 1, 2, ")")]));

    [Fact]
    public void What_overlaps_waits_as_a_whole()
    {
        var merged = FixMerge.Merge([[Replace(0, 2, "x")], [Using, Replace(1, 2, "y")], [Replace(3, 1, "z")]], out var rejected);
        Assert.Equal([1], rejected);
        Assert.Equal("xcz", FixMerge.Apply("abcd", merged["/a"]));
    }

    [Fact]
    public void Insertions_stand_at_the_edges_of_a_replacement() =>
        Assert.Equal("(x)", Merged("ab", Wrap("(", 0, 2, ")"), [Replace(0, 2, "x")]));

    [Fact]
    public void Files_are_told_apart()
    {
        var merged = FixMerge.Merge([[Replace(0, 1, "x"), Replace(0, 1, "y") with { Path = "/b" }]], out var rejected);
        Assert.Empty(rejected);
        Assert.Equal(("xb", "yb"), (FixMerge.Apply("ab", merged["/a"]), FixMerge.Apply("ab", merged["/b"])));
    }

    [Fact]
    public void Fixes_come_back_as_they_were_written()
    {
        WrittenFix[] fixes = [new("gate:Analytics", "Gate\\it\n", [Using, Replace(3, 4, "\r\n\\n \t é")]), new("remove", "", [])];
        var read = FixFormat.Read(FixFormat.Write(fixes));
        Assert.Equal(fixes.Select(f => (f.Key, f.Title)), read.Select(f => (f.Key, f.Title)));
        Assert.Equal(fixes.Select(f => f.Edits), read.Select(f => f.Edits));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2\n0\n")]
    [InlineData("1\n3\nremove\n")]
    public void What_another_version_wrote_is_refused(string text) => Assert.Throws<FormatException>(() => FixFormat.Read(text));

    private static FixEdit Using => new("/a", 0, 0, "using X;", 0, 0, IsShared: true);

    private static FixEdit Replace(int start, int length, string text) => new("/a", start, length, text, 0, 0);

    private static FixEdit[] Wrap(string open, int start, int end, string close) => [new("/a", start, 0, open, start, end), new("/a", end, 0, close, start, end)];

    private static string Merged(string text, params FixEdit[][] fixes)
    {
        var merged = FixMerge.Merge(fixes, out var rejected);
        Assert.Empty(rejected);
        return FixMerge.Apply(text, merged["/a"]);
    }
}
