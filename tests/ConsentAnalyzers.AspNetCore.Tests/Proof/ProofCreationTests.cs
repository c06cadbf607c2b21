using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

public class ProofCreationTests
{
    [Fact]
    public async Task Whoever_opens_the_file_while_others_create_it_finds_it_whole()
    {
        for (var round = 0; round < 40; round++)
        {
            var folder = Directory.CreateTempSubdirectory("consent-proofs");
            try
            {
                var file = new ProofFile(Options.Create(new ConsentProofOptions { Path = Path.Combine(folder.FullName, "proofs.db") }));
                using var start = new Barrier(6);

                await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
                    () =>
                    {
                        start.SignalAndWait();
                        file.OpenToWrite().Dispose();
                        file.OpenToRead()!.Dispose();
                    },
                    TaskCreationOptions.LongRunning)));

                Assert.True(file.Exists);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }
}
