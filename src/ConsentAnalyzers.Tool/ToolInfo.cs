using System.Reflection;

namespace ConsentAnalyzers.Tool;

internal static class ToolInfo
{
    public const string ProjectUrl = "https://github.com/consent-analyzers/consent-analyzers";

    /// <summary>The package's version, without the commit.</summary>
    public static string Version { get; } = typeof(ToolInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
