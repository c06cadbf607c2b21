namespace ConsentAnalyzers.Tool.Audit;

/// <summary>The only folder an audit's build writes to; it goes away with the audit.</summary>
internal sealed class Scratch : IDisposable
{
    // MSBuild cannot pass these on, or the compiler splits at them in its /errorlog option.
    private static readonly char[] Unusable = [',', ';', '%'];

    private readonly DirectoryInfo _folder;

    public Scratch()
    {
        var parent = Path.GetTempPath();
        if (parent.IndexOfAny(Unusable) >= 0)
            throw new AuditException($"The compiler cannot write to a temporary folder with ',', ';' or '%' in its path, as '{parent}' has: set TMPDIR (TMP on Windows) to another folder.");
        _folder = Directory.CreateTempSubdirectory("consent-audit-");
    }

    /// <summary>The build's output folder (MSBuild's <c>ArtifactsPath</c>).</summary>
    public string Artifacts => Path.Combine(_folder.FullName, "artifacts");

    /// <summary>Where the injected targets put one log a compilation.</summary>
    public string Logs => Path.Combine(Artifacts, "logs");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A killed compiler may hold a file for a moment; the system clears its temporary folder.
        }
    }
}
