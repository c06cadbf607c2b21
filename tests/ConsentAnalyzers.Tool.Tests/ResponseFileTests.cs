using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Tests;

public sealed class ResponseFileTests
{
    [Fact]
    public void Only_the_properties_of_the_nearest_file_are_kept()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Directory.Build.rsp", "-p:Far=1");
        folder.Write("site/Directory.Build.rsp", """
            # -p:Comment=1
            -bl -warnaserror "-p:Fancy=a b" /property:Other=2
            path/p:not
            """);

        Assert.Equal(["-p:Fancy=a b", "/property:Other=2"], ResponseFile.Properties(Path.Combine(folder.Path, "site")));
    }
}
