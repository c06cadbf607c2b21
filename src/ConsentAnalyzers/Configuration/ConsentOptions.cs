using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Configuration;

/// <summary>The <c>consent_analyzers.*</c> keys of a compilation: for the whole of it, and for each file.</summary>
internal sealed class ConsentOptions
{
    private readonly AnalyzerConfigOptionsProvider _provider;
    private readonly ConcurrentDictionary<object, ConsentSettings> _perFile = new();

    private ConsentOptions(AnalyzerConfigOptionsProvider provider, ConsentSettings global, bool isTestProject)
    {
        _provider = provider;
        Global = global;
        IsTestProject = isTestProject;
    }

    /// <summary>What holds for the compilation: the global configuration, else the first file's section that sets a key.</summary>
    public ConsentSettings Global { get; }

    /// <summary>Whether the project holds tests: their cookies reach nobody.</summary>
    public bool IsTestProject { get; }

    public bool SkipsTests => IsTestProject && !Global.AnalyzeTests;

    public ConfiguredGuardNames GuardNames => Global.GuardNames;

    public ConsentSettings For(SyntaxTree tree) => _perFile.GetOrAdd(tree, _ => Of(_provider.GetOptions(tree)));

    public ConsentSettings For(AdditionalText text) => _perFile.GetOrAdd(text, _ => Of(_provider.GetOptions(text)));

    /// <summary>Whether the configuration marks a file as nobody's own, with Roslyn's word for it: e-mail templates, exported pages.</summary>
    public bool IsLeftOut(AdditionalText text) => Lookup(_provider.GetOptions(text), "generated_code") is { } value && value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The purposes of a member listed in <c>consent_analyzers.guards</c>, or <see langword="null"/>.</summary>
    public ConsentPurposes? Guard(ISymbol member) => Global.Guards.FirstOrDefault(g => g.Matches(member))?.Purposes;

    public static ConsentOptions Read(Compilation compilation, AnalyzerOptions options)
    {
        var provider = options.AnalyzerConfigOptionsProvider;
        var global = ConsentSettings.Parse(key => Lookup(provider.GlobalOptions, key) ?? compilation.SyntaxTrees.Select(t => Lookup(provider.GetOptions(t), key)).FirstOrDefault(v => v is not null));
        return new(provider, global, IsTest(compilation, provider));
    }

    /// <summary>Every key and value in sight, once each, with the settings they give.</summary>
    public IEnumerable<SettingProblem> Problems(Compilation compilation, IEnumerable<AdditionalText> texts)
    {
        var all = new[] { _provider.GlobalOptions }.Concat(compilation.SyntaxTrees.Select(_provider.GetOptions)).Concat(texts.Select(_provider.GetOptions));
        var seen = new HashSet<(string, string)>();
        foreach (var options in all)
        {
            foreach (var key in KeysOf(options).Where(k => k.StartsWith(ConsentSettings.Prefix, StringComparison.OrdinalIgnoreCase)))
            {
                if (!options.TryGetValue(key, out var value) || !seen.Add((key, value))) continue;
                var settings = ConsentSettings.Parse(k => string.Equals(k, key, StringComparison.OrdinalIgnoreCase) ? value : null);
                var problems = ConsentSettings.Keys.Contains(key, StringComparer.OrdinalIgnoreCase) ? settings.Problems : [SettingProblem.UnknownKey(key, value)];
                foreach (var problem in problems) yield return problem;
            }
        }
    }

    private ConsentSettings Of(AnalyzerConfigOptions file) =>
        ConsentSettings.Keys.Any(key => Lookup(file, key) is not null) ? ConsentSettings.Parse(key => Lookup(file, key) ?? Lookup(_provider.GlobalOptions, key)) : Global;

    // A host of its own (a test, an older IDE) need not be able to list its keys; then the unknown ones stay unseen.
    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            return ConsentSettings.Keys;
        }
    }

    private static string? Lookup(AnalyzerConfigOptions options, string key) => options.TryGetValue(key, out var value) ? value : null;

    private static bool IsTest(Compilation compilation, AnalyzerConfigOptionsProvider provider)
    {
        if (provider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var isTest) && isTest.Length > 0) return string.Equals(isTest, "true", StringComparison.OrdinalIgnoreCase);
        return compilation.ReferencedAssemblyNames.Any(a => a.Name is "xunit.core" or "xunit.v3.core" or "nunit.framework" or "Microsoft.VisualStudio.TestPlatform.TestFramework" or "MSTest.TestFramework" or "TUnit.Core");
    }
}
