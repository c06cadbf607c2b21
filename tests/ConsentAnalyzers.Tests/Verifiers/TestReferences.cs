using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>What the inputs are compiled against: reference assemblies only, never the runtime's own.</summary>
internal static class TestReferences
{
    public static ImmutableArray<MetadataReference> Net { get; } = [.. Net100.References.All];

    /// <summary>With the targeting pack that the test project's build copied into its output.</summary>
    public static ImmutableArray<MetadataReference> AspNetCore { get; } =
        [.. Net, .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "refs"), "*.dll").Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The package ConsentAnalyzers.AspNetCore, as its users reference it.</summary>
    public static ImmutableArray<MetadataReference> Helper { get; } =
        [.. new[] { "ConsentAnalyzers.AspNetCore.dll", "ConsentAnalyzers.AspNetCore.Components.dll" }.Select(file => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, file)))];

    /// <summary>A library that exists only in the test, as the compiler of its users sees it: without its source.</summary>
    public static MetadataReference Library(string assemblyName, string source)
    {
        var compilation = CSharpCompilation.Create(assemblyName, [CSharpSyntaxTree.ParseText(source)], AspNetCore, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, $"The library {assemblyName} does not compile:\n{string.Join('\n', result.Diagnostics)}");
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
