namespace ConsentAnalyzers.Tool.Audit;

/// <summary>The lines of the audited files. Findings come file by file: the last file is kept.</summary>
internal sealed class SourceLines(string root)
{
    private (string Path, string[] Lines) _last = ("", []);

    /// <summary>All lines of a file; none where it cannot be read.</summary>
    public string[] Of(string path)
    {
        if (_last.Path != path)
            _last = (path, Read(Path.Combine(root, path)));
        return _last.Lines;
    }

    /// <summary>The line that a place begins on; empty for the file as a whole.</summary>
    public string At(Place place) => place.StartLine > 0 && Of(place.Path) is var lines && place.StartLine <= lines.Length ? lines[place.StartLine - 1] : "";

    private static string[] Read(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
