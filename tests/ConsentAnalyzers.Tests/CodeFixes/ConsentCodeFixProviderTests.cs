using System.Reflection;
using ConsentAnalyzers.CodeFixes;
using ConsentAnalyzers.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ConsentAnalyzers.Tests.CodeFixes;

public sealed class ConsentCodeFixProviderTests
{
    private const string Rule = "CNS1006";
    private const string Key = "remove";
    private const string Listed = "CNS9003";

    [Fact]
    public void Editors_find_it()
    {
        var export = typeof(ConsentCodeFixProvider).GetCustomAttribute<ExportCodeFixProviderAttribute>()!;
        Assert.Equal([LanguageNames.CSharp], export.Languages);
        Assert.Equal(["Document", "AdditionalDocument"], export.DocumentKinds);
        Assert.Superset(new HashSet<string> { ".cs", ".cshtml", ".razor", ".html", ".js" }, export.DocumentExtensions!.ToHashSet());
        Assert.Equal([.. FixEngine.Rules.Order(StringComparer.Ordinal), Listed], new ConsentCodeFixProvider().FixableDiagnosticIds);
    }

    [Fact]
    public async Task One_finding_is_mended_and_the_others_stay()
    {
        using var workspace = new FixWorkspace().Project("Shop", ("A.cs", Code("A", "_ga", "_gid")));
        var project = workspace.Solution.Projects.Single();
        var findings = await workspace.FindingsAsync(project, Rule);
        Assert.Equal(2, findings.Length);

        var action = Assert.Single(await FixWorkspace.OfferedAsync(project, findings[1]));

        Assert.Equal(Key, action.EquivalenceKey);
        Assert.Equal(Code("A", "_ga", "_gid!"), (await workspace.TextsAsync(await FixWorkspace.AppliedAsync(action)))["A.cs"]);
    }

    [Fact]
    public async Task Fix_all_in_a_document_a_project_and_the_solution()
    {
        using var workspace = new FixWorkspace()
            .Project("Shop", ("A.cs", Code("A", "_ga", "_gid")), ("B.cs", Code("B", "_ga")))
            .Project("Forum", ("C.cs", Code("C", "_ga")));

        await MendedAsync(FixAllScope.Document, "A.cs", "A.cs");
        await MendedAsync(FixAllScope.Project, null, "A.cs", "B.cs");
        await MendedAsync(FixAllScope.Solution, null, "A.cs", "B.cs", "C.cs");

        async Task MendedAsync(FixAllScope scope, string? document, params string[] files)
        {
            var mended = (await workspace.FixAllAsync("Shop", Rule, scope, Key, document))!;
            Dictionary<string, string> expected = new() { ["A.cs"] = Code("A", "_ga", "_gid"), ["B.cs"] = Code("B", "_ga"), ["C.cs"] = Code("C", "_ga") };
            foreach (var file in files) expected[file] = Code(file[..1], file == "A.cs" ? ["_ga!", "_gid!"] : ["_ga!"]);
            Assert.Equal(expected, await workspace.TextsAsync(mended));
            // What has been done is not done again.
            if (scope == FixAllScope.Solution) Assert.All(await Task.WhenAll(mended.Projects.Select(p => workspace.FindingsAsync(p, Rule))), findings => Assert.Empty(findings));
        }
    }

    [Fact]
    public async Task A_file_that_projects_share_is_mended_once_and_in_all_of_them()
    {
        using var workspace = new FixWorkspace().Project("Shop (net8.0)", ("A.cs", Code("A", "_ga"))).Project("Shop (net10.0)", ("A.cs", Code("A", "_ga")));

        var mended = await workspace.FixAllAsync("Shop (net8.0)", Rule, FixAllScope.Solution, Key);

        Assert.Equal(Code("A", "_ga!"), (await workspace.TextsAsync(mended!))["A.cs"]);
    }

    [Fact]
    public async Task A_view_is_mended_through_the_list_of_fixes()
    {
        const string view = "@using Microsoft.AspNetCore.Http\n@{\n    Context.Response.Cookies.Append(\"_ga\", \"1\", new CookieOptions { IsEssential = true, Secure = true });\n}\n<p></p>\n";
        using var workspace = new FixWorkspace().Project("Shop", ("A.cs", Code("A")), ("Views/A.cshtml", view));

        var mended = await workspace.FixAllAsync("Shop", Listed, FixAllScope.Project, "listed");

        var texts = await workspace.TextsAsync(mended!);
        Assert.DoesNotContain("IsEssential", texts["Views/A.cshtml"], StringComparison.Ordinal);
        Assert.Equal(Code("A"), texts["A.cs"]);
    }

    [Fact]
    public async Task A_listed_finding_that_needs_a_decision_does_not_stand_in_the_way_of_the_others()
    {
        // What 'seen' is for nobody has said: its fixes are choices.
        const string undecided = "using Microsoft.AspNetCore.Http.Features;\nclass A { void M(HttpContext context, ITrackingConsentFeature feature) => context.Response.Cookies.Append(\"seen\", \"1\"); }\n";
        using var workspace = new FixWorkspace().Project("Shop", ("A.cs", undecided), ("B.cs", Code("B", "_ga")));
        var project = workspace.Solution.Projects.Single();
        var first = (await workspace.FindingsAsync(project, Listed))[0];
        Assert.Equal("CNS1001", first.Properties["rule"]);

        Assert.Equal("listed", Assert.Single(await FixWorkspace.OfferedAsync(project, first)).EquivalenceKey);
        var texts = await workspace.TextsAsync((await workspace.FixAllAsync("Shop", Listed, FixAllScope.Solution, "listed"))!);
        Assert.DoesNotContain("IsEssential", texts["B.cs"], StringComparison.Ordinal);
        Assert.Equal(undecided, texts["A.cs"]);
    }

    [Fact]
    public async Task Nothing_to_mend_is_no_action()
    {
        using var workspace = new FixWorkspace().Project("Shop", ("A.cs", Code("A")));

        Assert.Null(await workspace.FixAllAsync("Shop", Rule, FixAllScope.Solution, Key));
        Assert.Null(await workspace.FixAllAsync("Shop", Rule, FixAllScope.Solution, "no such fix"));
    }

    // A name that ends in '!' is one that is mended.
    private static string Code(string type, params string[] names) => $$"""
        class {{type}}
        {
        {{string.Join("\n", names.Select((name, i) => $$"""    void M{{i}}(HttpResponse response) => response.Cookies.Append("{{name.TrimEnd('!')}}", "1", new CookieOptions { {{(name.EndsWith('!') ? "" : "IsEssential = true, ")}}Secure = true });"""))}}
        }

        """;
}
