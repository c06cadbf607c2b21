using System.Diagnostics;

namespace ConsentAnalyzers.Tool.Audit;

/// <summary>
/// Makes the site's own build an audit, through MSBuild's extension points and without a change to the site.
/// The extension points are set in the environment, where MSBuild ranks them lowest: a site that uses them by appending to them keeps both.
/// </summary>
internal static class Injection
{
    // Set for the tool itself when it is run by `dotnet run` or `dotnet test`: they would pin the site to that SDK.
    private static readonly string[] SdkOfTheCaller = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "injected");

    public static void Apply(IDictionary<string, string?> environment)
    {
        foreach (var name in SdkOfTheCaller)
            environment.Remove(name);

        Append(environment, "CustomAfterDirectoryBuildProps", "audit.props");
        Append(environment, "CustomAfterDirectoryBuildTargets", "audit.targets");

        // This one takes a single file, which imports the one it replaces.
        if (environment.TryGetValue("CustomBeforeMicrosoftCommonTargets", out var next))
            environment["ConsentAuditNextBeforeTargets"] = next;
        environment["CustomBeforeMicrosoftCommonTargets"] = Escape(Path.Combine(Folder, "audit.before.targets"));
        environment["CustomBeforeMicrosoftCommonCrossTargetingTargets"] = environment["CustomBeforeMicrosoftCommonTargets"];

        // Errors are read from the build's output, in English; a build server would outlive the audit.
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
    }

    /// <summary>Findings are findings, never build errors; nothing is packed, generated or kept running.</summary>
    public static IEnumerable<string> Properties(Scratch scratch, CompilerOptions options) =>
    [
        $"-p:ArtifactsPath={Escape(scratch.Artifacts)}",
        "-p:TreatWarningsAsErrors=false",
        "-p:WarningsAsErrors=",
        "-p:MSBuildTreatWarningsAsErrors=false",
        "-p:MSBuildWarningsAsErrors=",
        "-p:CodeAnalysisTreatWarningsAsErrors=false",
        "-p:RunAnalyzers=true",
        "-p:GeneratePackageOnBuild=false",
        "-p:OpenApiGenerateDocuments=false",
        "-p:UseSharedCompilation=false",
        $"-p:ConsentAuditListsFixes={options.ListFixes}",
        $"-p:PreferredUILang={options.Language}",
    ];

    /// <summary>MSBuild splits lists at ';', command-line properties at ',' too, and reads %XX.</summary>
    public static string Escape(string value) => value.Replace("%", "%25").Replace(";", "%3B").Replace(",", "%2C").Replace("$", "%24").Replace("@", "%40");

    private static void Append(IDictionary<string, string?> environment, string name, string file)
    {
        var ours = Escape(Path.Combine(Folder, file));
        environment[name] = environment.TryGetValue(name, out var theirs) && !string.IsNullOrEmpty(theirs) ? $"{theirs};{ours}" : ours;
    }
}
