using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Tests;

public sealed class ProjectDiscoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Shop.csproj")]
    [InlineData("Shop.sln")]
    [InlineData("Shop.slnx")]
    [InlineData("Shop.slnf")]
    public void A_file_is_itself(string name)
    {
        var file = _folder.Write("src/" + name);

        var target = Find("src/" + name);

        Assert.Equal([file], target.BuildFiles);
        Assert.Equal(Path.Combine(_folder.Path, "src"), target.Root);
    }

    [Theory]
    [InlineData("Shop.csproj", "Shop.csproj")]
    [InlineData("Shop.sln", "Shop.csproj", "Shop.sln")]
    [InlineData("Shop.slnx", "Shop.slnx", "src/Shop.csproj")]
    [InlineData("a/A.csproj|b/c/C.csproj", "b/c/C.csproj", "a/A.csproj", "a/bin/X.csproj", "node_modules/n/N.csproj", ".git/G.csproj")]
    [InlineData("A.csproj|B.csproj", "B.csproj", "A.csproj", "sub/S.csproj")]
    public void A_folder_is_its_solution_else_its_projects_else_the_projects_below(string expected, params string[] files)
    {
        foreach (var file in files)
            _folder.Write(file);

        var target = Find(".");

        Assert.Equal(expected.Split('|'), target.BuildFiles.Select(file => Path.GetRelativePath(_folder.Path, file)));
        Assert.Equal(_folder.Path, target.Root);
    }

    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("empty", "no C# project")]
    [InlineData("readme.txt", "neither a C# project nor a solution")]
    [InlineData("two", "several solutions (A.sln, B.slnx)")]
    public void What_cannot_be_audited_is_said_in_one_sentence(string path, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        _folder.Write("readme.txt");
        _folder.Write("two/A.sln");
        _folder.Write("two/B.slnx");

        var exception = Assert.Throws<AuditException>(() => Find(path));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    private AuditTarget Find(string path) => ProjectDiscovery.Find(path, _folder.Path);
}
