namespace Workshop.Consent;

/// <summary>Who agreed to what, and when: one line each, in a file that nobody but the workshop reads.</summary>
public sealed class ProofBook(IWebHostEnvironment environment)
{
    private const string BannerVersion = "2019-05";
    private const string PolicyVersion = "2019-04";

    private readonly Lock _lock = new();

    public void Record(string visitor, string choice)
    {
        var folder = Directory.CreateDirectory(Path.Combine(environment.ContentRootPath, "App_Data"));
        lock (_lock) File.AppendAllText(Path.Combine(folder.FullName, "proofs.csv"), $"{DateTimeOffset.UtcNow:O},{visitor},{choice},{BannerVersion},{PolicyVersion}\n");
    }
}
