namespace Courses;

/// <summary>Who agreed to what, and when.</summary>
public sealed class ProofBook(IWebHostEnvironment environment)
{
    private readonly Lock _lock = new();

    public void Record(string visitor, string choice)
    {
        var folder = Directory.CreateDirectory(Path.Combine(environment.ContentRootPath, "App_Data"));
        lock (_lock) File.AppendAllText(Path.Combine(folder.FullName, "proofs.csv"), $"{DateTimeOffset.UtcNow:O},{visitor},{choice},2021-02,2021-01\n");
    }
}
