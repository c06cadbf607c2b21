using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>The Razor generator of the SDK on this machine, bound to the Roslyn of the tests.</summary>
internal static class SdkRazor
{
    private static readonly Lazy<(ISourceGenerator? Generator, string Reason)> Loaded = new(() => Load(FindSdk()));

    /// <summary>Skips the running test, and says why, when there is no generator that can be loaded.</summary>
    public static ISourceGenerator Generator
    {
        get
        {
            if (Loaded.Value.Generator is null) Assert.Skip("No Razor generator: " + Loaded.Value.Reason);
            return Loaded.Value.Generator;
        }
    }

    internal static (ISourceGenerator? Generator, string Reason) Load(string? sdk)
    {
        if (sdk is null) return (null, $"no .NET {Environment.Version.Major} SDK beside the running host, in DOTNET_ROOT or in dotnet --list-sdks");
        try
        {
            var path = Path.Combine(sdk, "Sdks", "Microsoft.NET.Sdk.Razor", "source-generators", "Microsoft.CodeAnalysis.Razor.Compiler.dll");
            if (!File.Exists(path)) return (null, $"{path} does not exist");
            var type = new GeneratorContext(path).LoadFromAssemblyPath(path).GetTypes().SingleOrDefault(t => t.Name == "RazorSourceGenerator");
            return type is null ? (null, $"{path} holds no RazorSourceGenerator") : (((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator(), "");
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or ReflectionTypeLoadException or InvalidCastException or MissingMethodException or TargetInvocationException or Win32Exception)
        {
            return (null, e.Message);
        }
    }

    private static string? FindSdk()
    {
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var known = new[] { Environment.GetEnvironmentVariable("DOTNET_ROOT"), beside }
            .OfType<string>()
            .Select(root => Path.Combine(root, "sdk"))
            .Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories);
        return Newest(known) ?? Newest(ListSdks());
    }

    private static string? Newest(IEnumerable<string> sdks) => sdks
        .Select(sdk => (Path: sdk, Version: Version.TryParse(Path.GetFileName(sdk).Split('-')[0], out var version) ? version : new Version()))
        .Where(sdk => sdk.Version.Major == Environment.Version.Major)
        .OrderByDescending(sdk => sdk.Version)
        .Select(sdk => sdk.Path)
        .FirstOrDefault();

    private static IEnumerable<string> ListSdks()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--list-sdks") { RedirectStandardOutput = true })!;
        // Each line: version [folder]
        foreach (var line in process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(" [") is [var version, var folder]) yield return Path.Combine(folder.TrimEnd().TrimEnd(']'), version);
        }
    }

    /// <summary>Takes what lies beside the generator from there, and Roslyn and the rest from the tests.</summary>
    private sealed class GeneratorContext(string generator) : AssemblyLoadContext("Razor generator")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(Path.GetDirectoryName(generator)!, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
