using ConsentAnalyzers.AspNetCore;
using Microsoft.Extensions.DependencyInjection;

// Arguments: the file of the proofs, how many visitors decide at the same time, how many decisions each takes (0: until the process is killed).
// Writes "kept <pseudonym>" for each proof that the store has acknowledged, and "lost <pseudonym> <why>" for each that it has not.
var (path, visitors, decisions) = (args[0], int.Parse(args[1]), int.Parse(args[2]));

var services = new ServiceCollection();
services.AddLogging();
services.AddConsent().KeepProofs(options => options.Path = path);
await using var provider = services.BuildServiceProvider();
var store = provider.GetRequiredService<IConsentProofStore>();
var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

await Task.WhenAll(Enumerable.Range(0, visitors).Select(_ => Task.Run(async () =>
{
    for (var i = 0; decisions == 0 || i < decisions; i++)
    {
        var proof = new ConsentProof(Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow, "1", "1", ConsentDecision.Banner, ["Analytics"], ["Advertising"]);
        try
        {
            await store.RecordAsync(proof);
            output.WriteLine($"kept {proof.SubjectId}");
        }
        catch (Exception exception)
        {
            output.WriteLine($"lost {proof.SubjectId} {exception.Message}");
        }
    }
})));
