using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Tests;

/// <summary>A site on disk and the logs its compilations left, merged as an audit does.</summary>
internal sealed class AuditFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Scratch _scratch = new();
    private readonly List<CompiledProject> _projects = [];

    public string File(string name) => Path.Combine(_folder.Path, name);

    public string GeneratedFile(string name) => Path.Combine(_scratch.Artifacts, name);

    public string Write(string name, string content) => _folder.Write(name, content);

    public AuditFixture Compile(string project, CompilerLogBuilder log, string framework = "net10.0", bool isAspNetCore = true)
    {
        var file = Path.Combine(_scratch.Logs, $"{_projects.Count}.sarif");
        Directory.CreateDirectory(_scratch.Logs);
        System.IO.File.WriteAllText(file, log.ToString());
        _projects.Add(new CompiledProject(File(project), framework, isAspNetCore, file));
        return this;
    }

    public AuditResult Merge(string target = "Shop.csproj") =>
        AuditMerge.Merge(new AuditTarget(Path.GetDirectoryName(File(target))!, [File(target)]), _scratch, new CompilerOutput(_projects, IsComplete: true));

    public void Dispose()
    {
        _folder.Dispose();
        _scratch.Dispose();
    }
}
