namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>The helper package as a user's project has it: one reference, and the rules come along.</summary>
public sealed class HelperPackageTests(PackedProducts products)
{
    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task One_reference_brings_the_helper_and_the_rules(string framework)
    {
        using var site = new Site(products, withDependencies: true)
            .Write("Site.csproj", Site.Project(items: $"""<PackageReference Include="ConsentAnalyzers.AspNetCore" Version="{products.Version}" />""", framework: $"<TargetFramework>{framework}</TargetFramework>"))
            .Write("Program.cs", """
                using ConsentAnalyzers.AspNetCore;
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddConsent();
                var app = builder.Build();
                app.MapConsent();
                app.MapGet("/gated", (HttpContext context) => context.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "_ga", "1"));
                app.MapGet("/visit", (HttpContext context) => context.Response.Cookies.Append("_ga", "1"));
                app.Run();
                """);

        var (result, diagnostics) = await site.BuildAsync();

        Assert.True(result.ExitCode == 0, result.All);
        var (line, _) = site.Find("Program.cs", "\"/visit\"");
        Assert.Equal(("CNS1002", line), (Assert.Single(diagnostics).Id, diagnostics[0].Line));
    }

    [Fact]
    public async Task A_browser_project_needs_no_server_framework()
    {
        using var site = new Site(products, withDependencies: true)
            .Write("Client.csproj", Site.Project(
                items: $"""<PackageReference Include="ConsentAnalyzers.AspNetCore.Components" Version="{products.Version}" />""",
                sdk: "Microsoft.NET.Sdk.BlazorWebAssembly"))
            .Write("Program.cs", """
                using Microsoft.Extensions.DependencyInjection;
                new ServiceCollection().AddConsentFromServer();
                """)
            .Write("Film.razor", """
                @using ConsentAnalyzers.AspNetCore
                <ConsentGate Purpose="ConsentPurpose.Functional"><iframe src="https://www.youtube.com/embed/x"></iframe></ConsentGate>
                """);

        var (result, diagnostics) = await site.BuildAsync();

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Empty(diagnostics);
    }
}
