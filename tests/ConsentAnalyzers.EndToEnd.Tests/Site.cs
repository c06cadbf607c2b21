using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>A diagnostic as the build prints it; the path is relative to the site.</summary>
public sealed record BuildDiagnostic(string Path, int Line, int Column, string Severity, string Id, string Message)
{
    public override string ToString() => $"{Path}({Line},{Column}): {Severity} {Id}";
}

/// <summary>A user's site in a folder of its own, outside the repository.</summary>
public sealed partial class Site : IDisposable
{
    private readonly string _folder;

    /// <param name="name">The folder's name, for the odd ones.</param>
    /// <param name="withDependencies">Whether it can also restore what the packages depend on.</param>
    public Site(PackedProducts products, string name = "site", bool withDependencies = false)
    {
        _folder = Directory.CreateTempSubdirectory("consent-e2e-site-").FullName;
        Folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(Folder);
        Write("../nuget.config", Repository.NuGetConfig(products.Packages, PackageFolder, withDependencies ? Repository.RestoredPackages : null));
    }

    public string Folder { get; }

    public string PackageFolder => Path.Combine(_folder, "packages");

    /// <summary>A small web site that is wrong in a .cs, a .cshtml and a .razor file.</summary>
    public static Site Wrong(PackedProducts products, string name = "site", string properties = "", string items = "") => new Site(products, name)
        .Write("Site.csproj", Project(properties, items))
        .Write("Program.cs", """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRazorPages();
            var app = builder.Build();
            app.MapRazorPages();
            app.MapGet("/visit", (HttpContext context) => context.Response.Cookies.Append("_ga", "1"));
            app.Run();
            """)
        .Write("Pages/Index.cshtml", """
            @page
            @{
                Response.Cookies.Append("seen", "1");
            }
            <h1>Shop</h1>
            <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
            """)
        .Write("Components/Film.razor", """
            <p>Film</p>
            <iframe src="https://www.youtube.com/embed/x"></iframe>
            """);

    /// <summary>A site that stores a cart and nothing else.</summary>
    public static Site Clean(PackedProducts products) => new Site(products)
        .Write("Site.csproj", Project())
        .Write("Program.cs", """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/buy", (HttpContext context) => context.Response.Cookies.Append("cart", "1"));
            app.Run();
            """);

    public static string PackageReference(PackedProducts products) => $"""<PackageReference Include="ConsentAnalyzers" Version="{products.Version}" PrivateAssets="all" />""";

    public static string Project(string properties = "", string items = "", string sdk = "Microsoft.NET.Sdk.Web", string framework = "<TargetFramework>net10.0</TargetFramework>") => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            {framework}
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
            <RequiresAspNetWebAssets>false</RequiresAspNetWebAssets>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;

    public Site Write(string name, string content)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content.ReplaceLineEndings("\n"));
        return this;
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public async Task<(CommandResult Result, IReadOnlyList<BuildDiagnostic> Diagnostics)> BuildAsync(params string[] arguments)
    {
        var result = await Command.DotnetAsync(Folder, ["build", "-nologo", "-v:quiet", "-tl:off", .. arguments]);
        var diagnostics = DiagnosticLine().Matches(result.Output)
            .Select(match => new BuildDiagnostic(
                Path.GetRelativePath(Folder, match.Groups["path"].Value).Replace('\\', '/'),
                int.Parse(match.Groups["line"].Value),
                int.Parse(match.Groups["column"].Value),
                match.Groups["severity"].Value,
                match.Groups["id"].Value,
                match.Groups["message"].Value))
            .Distinct()
            .OrderBy(diagnostic => diagnostic.Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Line);
        return (result, [.. diagnostics]);
    }

    /// <summary>Where a text starts in a file, as compilers count.</summary>
    public (int Line, int Column) Find(string file, string text)
    {
        var lines = Read(file).Split('\n');
        var line = Array.FindIndex(lines, candidate => candidate.Contains(text, StringComparison.Ordinal));
        return (line + 1, lines[line].IndexOf(text, StringComparison.Ordinal) + 1);
    }

    /// <summary>Every file with its content's hash.</summary>
    public IReadOnlyDictionary<string, string> Snapshot() => new SortedDictionary<string, string>(
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Folder, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex(@"^(?<path>[^\n(]+)\((?<line>\d+),(?<column>\d+)\): (?<severity>warning|error) (?<id>[A-Z]+\d+): (?<message>[^\n]*?)( \(https[^\n]*)?$", RegexOptions.Multiline)]
    private static partial Regex DiagnosticLine();
}
