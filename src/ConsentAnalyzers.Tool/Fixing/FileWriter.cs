using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Fixing;

/// <summary>Writes several files so that each is at any moment either the old or the new one, whole.</summary>
internal static class FileWriter
{
    private const string Suffix = ".consent-fix";

    /// <exception cref="AuditException">A file could not be written; the message says which ones are new.</exception>
    public static void Write(IReadOnlyList<(string Path, byte[] Content)> files)
    {
        var written = new List<string>();
        try
        {
            // Everything that can fail for want of space or rights fails here, before any file is touched.
            foreach (var (path, content) in files)
                WriteBeside(path, content);
            foreach (var (path, _) in files)
            {
                File.Move(path + Suffix, path, overwrite: true);
                written.Add(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var failed = files.Select(file => file.Path).First(path => !written.Contains(path));
            throw new AuditException($"'{failed}' cannot be written ({e.Message.TrimEnd('.')}): every file is whole. {(written.Count == 0 ? "None was changed." : "These were changed:")}", written);
        }
        finally
        {
            foreach (var (path, _) in files)
                File.Delete(path + Suffix);
        }
    }

    private static void WriteBeside(string path, byte[] content)
    {
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException("it is read-only");
        using (var file = new FileStream(path + Suffix, FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path + Suffix, File.GetUnixFileMode(path));
    }
}
