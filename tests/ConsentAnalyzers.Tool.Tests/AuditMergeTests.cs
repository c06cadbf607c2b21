using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Tests;

public sealed class AuditMergeTests : IDisposable
{
    private readonly AuditFixture _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Other_packages_findings_are_left_out_and_ours_are_ordered()
    {
        var log = new CompilerLogBuilder()
            .With("CNS1001", "warning", "second", _site.File("b.cs"), 9)
            .With("CA2000", "warning", "not ours", _site.File("a.cs"))
            .With("CNS1001", "warning", "third", _site.File("b.cs"), 12)
            .With("CNS1001", "warning", "first", _site.File("Pages/a é.cshtml"), 30);

        var audit = _site.Compile("Shop.csproj", log).Merge();

        Assert.Equal(["Pages/a é.cshtml:30:1", "b.cs:9:1", "b.cs:12:1"], audit.Findings.Select(finding => finding.Place.ToString()));
        Assert.Equal(["CNS1001", "CNS9000"], audit.Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void A_finding_of_several_frameworks_is_one_and_its_worst_level_counts()
    {
        var file = _site.File("a.cs");
        _site.Compile("Shop.csproj", new CompilerLogBuilder().With("CNS1001", "warning", "same", file), "net8.0");
        _site.Compile("Shop.csproj", new CompilerLogBuilder().With("CNS1001", "error", "same", file), "net10.0");

        var finding = Assert.Single(_site.Merge().Findings);

        Assert.Equal(Level.Error, finding.Level);
    }

    [Fact]
    public void A_finding_is_set_aside_only_if_every_framework_sets_it_aside()
    {
        var file = _site.File("a.cs");
        _site.Compile("Shop.csproj", new CompilerLogBuilder().With("CNS1001", "warning", "half", file, suppression: "why").With("CNS1001", "warning", "whole", file, suppression: "why"), "net8.0");
        _site.Compile("Shop.csproj", new CompilerLogBuilder().With("CNS1001", "warning", "half", file).With("CNS1001", "warning", "whole", file, suppression: "why"), "net10.0");

        var audit = _site.Merge();

        Assert.Equal("half", Assert.Single(audit.Findings).Message);
        Assert.Equal("why", Assert.Single(audit.Suppressed).Suppression!.Justification);
        Assert.False(audit.FailsOn(Level.Error));
    }

    [Fact]
    public void Places_are_relative_to_the_folder_that_holds_every_project()
    {
        _site.Compile("src/Shop/Shop.csproj", new CompilerLogBuilder().With("CNS1001", "warning", "shop", _site.File("src/Shop/a.cs")));
        _site.Compile("src/Lib/Lib.csproj", new CompilerLogBuilder().With("CNS1001", "warning", "library", _site.File("src/Lib/b.cs")));

        var audit = _site.Merge("src/Shop/Shop.csproj");

        Assert.Equal(["Lib/b.cs", "Shop/a.cs"], audit.Findings.Select(finding => finding.Place.Path));
        Assert.Equal("Shop/Shop.csproj", audit.Name);
    }

    [Fact]
    public void A_finding_without_a_place_belongs_to_the_project_and_generated_code_shows_no_machine_path()
    {
        var log = new CompilerLogBuilder()
            .With("CNS1001", "warning", "whole", file: null)
            .With("CNS1001", "warning", "generated", _site.GeneratedFile("obj/Shop/debug/Index_cshtml.g.cs"), 4);

        var audit = _site.Compile("Shop.csproj", log).Merge();

        Assert.Equal(["Shop.csproj", "generated/Index_cshtml.g.cs:4:1"], audit.Findings.Select(finding => finding.Place.ToString()));
    }

    [Fact]
    public void The_inventory_groups_the_places_of_one_thing_and_tolerates_missing_properties()
    {
        var file = _site.File("a.cs");
        var log = new CompilerLogBuilder()
            .WithThing(file, 1, ("kind", "cookie"), ("name", "cart"), ("ground", "Cart"), ("status", "exempt"))
            .WithThing(file, 7, ("kind", "cookie"), ("name", "cart"), ("ground", "Cart"), ("status", "exempt"))
            .WithThing(file, 9, ("kind", "tracker"), ("unheard", "of"))
            .With("CNS9000", "note", "no properties", file, 11);

        var audit = _site.Compile("Shop.csproj", log).Merge();

        Assert.Empty(audit.Findings);
        Assert.Equal(3, audit.Inventory.Count);
        var cart = Assert.Single(audit.Inventory, thing => thing.Name == "cart");
        Assert.Equal(["a.cs:1:1", "a.cs:7:1"], cart.Places.Select(place => place.ToString()));
        Assert.Equal("", cart.Provider);
        Assert.Equal("of", audit.InventoryEntries.Single(entry => entry.Properties.ContainsKey("unheard")).Properties["unheard"]);
    }

    [Theory]
    [InlineData("CS9057", "The analyzer assembly 'x/ConsentAnalyzers.dll' references version '4.14.0.0' of the compiler, which is newer")]
    [InlineData("AD0001", "Analyzer 'ConsentAnalyzers.Rules.X' threw an exception")]
    public void An_analyzer_that_did_not_run_is_no_audit(string id, string message)
    {
        _site.Compile("Shop.csproj", new CompilerLogBuilder().With(id, "warning", message, file: null));

        var exception = Assert.Throws<AuditException>(() => _site.Merge());

        Assert.Equal([$"{id}: {message}"], exception.Details);
    }

    [Fact]
    public void A_log_that_does_not_know_the_rules_is_no_audit()
    {
        _site.Compile("Shop.csproj", new CompilerLogBuilder().WithoutRules());

        var exception = Assert.Throws<AuditException>(() => _site.Merge());

        Assert.Contains("did not run the analyzers", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warning", "Error", false)]
    [InlineData("warning", "Warning", true)]
    [InlineData("error", "Warning", true)]
    [InlineData("note", "Warning", false)]
    [InlineData("note", "Note", true)]
    public void The_threshold_decides(string level, string threshold, bool fails)
    {
        var audit = _site.Compile("Shop.csproj", new CompilerLogBuilder().With("CNS1001", level, "x", _site.File("a.cs"))).Merge();

        Assert.Equal(fails, audit.FailsOn(Enum.Parse<Level>(threshold)));
        Assert.False(audit.FailsOn(null));
    }
}
