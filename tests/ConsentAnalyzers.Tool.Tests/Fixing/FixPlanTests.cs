using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;

namespace ConsentAnalyzers.Tool.Tests.Fixing;

public sealed class FixPlanTests : IDisposable
{
    private readonly AuditFixture _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void The_first_fix_that_needs_no_decision_is_taken()
    {
        var file = _site.Write("a.cs", "0123456789");
        _site.Compile("Shop.csproj", Found(file, Fix("exempt:Cart", file, 0, "?"), Fix("gate", file, 3, "["), Fix("return", file, 5, "!")));

        var plan = Plan();

        Assert.Equal("gate", Assert.Single(plan.Fixes).Fix.Key);
        Assert.Empty(plan.Left);
        var changed = Assert.Single(plan.Files);
        Assert.Equal(("a.cs", "012[3456789"), (changed.RelativePath, changed.NewText));
    }

    [Fact]
    public void What_needs_a_decision_is_left_until_it_is_taken()
    {
        var file = _site.Write("a.cs", "0123456789");
        _site.Compile("Shop.csproj", Found(file, Fix("gate:Analytics", file, 0, "a"), Fix("gate:Functional", file, 0, "f"), Fix("exempt:Cart", file, 0, "c")));

        Assert.Equal(LeftReason.Undecided, Assert.Single(Plan().Left).Reason);
        Assert.Equal("f0123456789", Assert.Single(Plan(purposes: "seen=Functional").Files).NewText);
        Assert.Equal("c0123456789", Assert.Single(Plan(exemptions: "seen=Cart").Files).NewText);
        Assert.Equal(LeftReason.NotPossible, Assert.Single(Plan(exemptions: "seen=Session").Left).Reason);
    }

    [Fact]
    public void A_choice_that_no_option_names_is_the_editors()
    {
        var file = _site.Write("a.cs", "0123456789");
        _site.Compile("Shop.csproj", Found(file, Fix("act:post", file, 0, "a")));

        Assert.Equal(LeftReason.Choice, Assert.Single(Plan().Left).Reason);
    }

    [Fact]
    public void Of_what_is_known_the_known_purpose_can_be_said_too()
    {
        var file = _site.Write("a.cs", "0123456789");
        _site.Compile("Shop.csproj", Found(file, Fix("gate", file, 0, "a")));

        Assert.Equal("a0123456789", Assert.Single(Plan(purposes: "seen=Analytics").Files).NewText);
        Assert.Equal(LeftReason.NotPossible, Assert.Single(Plan(purposes: "seen=Functional").Left).Reason);
    }

    [Fact]
    public void A_rule_without_a_fix_and_one_that_was_not_asked_for_are_left()
    {
        var file = _site.Write("a.cs", "0123456789");
        _site.Compile("Shop.csproj", Found(file, Fix("gate", file, 0, "a")).With("CNS3007", "note", "whole", file));

        Assert.Equal(LeftReason.NoFix, Assert.Single(Plan().Left).Reason);
        Assert.Equal([LeftReason.NotAsked, LeftReason.NotAsked], Plan(rule: "CNS1004").Left.Select(item => item.Reason));
        Assert.Single(Plan(rule: "cns1001").Fixes);
    }

    [Fact]
    public void Two_frameworks_mend_a_file_once()
    {
        var file = _site.Write("a.cs", "0123456789");
        _site.Compile("Shop.csproj", Found(file, Fix("gate", file, 3, "[")), "net8.0");
        _site.Compile("Shop.csproj", Found(file, Fix("gate", file, 3, "[")), "net10.0");

        Assert.Equal("012[3456789", Assert.Single(Plan().Files).NewText);
    }

    [Fact]
    public void What_overlaps_waits_for_the_next_pass()
    {
        var file = _site.Write("a.cs", "0123456789");
        var log = Found(file, new WrittenFix("shorten", "", [new(file, 2, 4, "x", 0, 0)]));
        Found(file, log, line: 2, new WrittenFix("shorten", "", [new(file, 3, 2, "y", 0, 0)]));
        _site.Compile("Shop.csproj", log);

        var plan = Plan();

        Assert.Equal(LeftReason.Overlaps, Assert.Single(plan.Left).Reason);
        Assert.Equal("01x6789", Assert.Single(plan.Files).NewText);
    }

    [Fact]
    public void A_file_outside_of_the_site_and_one_that_changed_are_left_alone()
    {
        using var elsewhere = new TemporaryFolder();
        var (inside, outside) = (_site.Write("a.cs", "0123456789"), elsewhere.Write("b.cs", "0123456789"));
        var log = Found(inside, Fix("gate", inside, 0, "a"));
        Found(inside, log, line: 2, Fix("gate", outside, 0, "a"));
        _site.Compile("Shop.csproj", log);

        Assert.Equal([LeftReason.Outside], Plan().Left.Select(item => item.Reason));
        Assert.Equal([LeftReason.Changed, LeftReason.Outside], FixPlan.Of(_site.Merge(), [], FixChoices.Parse([], []), DateTime.UnixEpoch).Left.Select(item => item.Reason));
    }

    private FixPlan Plan(string? rule = null, string? purposes = null, string? exemptions = null) =>
        FixPlan.Of(_site.Merge(), rule is null ? [] : [rule], FixChoices.Parse(purposes is null ? [] : [purposes], exemptions is null ? [] : [exemptions]), DateTime.MaxValue);

    private static WrittenFix Fix(string key, string file, int at, string text) => new(key, key, [new(file, at, 0, text, 0, 0)]);

    private static CompilerLogBuilder Found(string file, params WrittenFix[] fixes) => Found(file, new CompilerLogBuilder(), 1, fixes);

    private static CompilerLogBuilder Found(string file, CompilerLogBuilder log, int line, params WrittenFix[] fixes)
    {
        (string, string)[] properties = [("name", "seen"), ("purpose", "Analytics")];
        return log
            .With("CNS1001", "warning", "found", file, line, properties: properties)
            .WithFixes(file, line, [.. properties, ("rule", "CNS1001"), ("fixes", FixFormat.Write(fixes))]);
    }
}
