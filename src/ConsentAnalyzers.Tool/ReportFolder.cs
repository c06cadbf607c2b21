using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool;

/// <summary>Where the reports go; it is tried before the build, so that nobody waits for a report that cannot be written.</summary>
internal sealed class ReportFolder
{
    private readonly string _folder;

    public ReportFolder(string folder)
    {
        _folder = folder;
        Try(folder, () =>
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, Path.GetRandomFileName());
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        });
    }

    public string Write(string name, string content)
    {
        var file = Path.Combine(_folder, name);
        Try(file, () => File.WriteAllText(file, content));
        return file;
    }

    private static void Try(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new AuditException($"'{path}' cannot be written ({e.Message.TrimEnd('.')}): name another folder with --output.");
        }
    }
}
