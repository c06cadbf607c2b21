using System.Collections;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>One input of a test. A file without a text cannot be read, as far as the analyzers can tell.</summary>
internal sealed class TestFile : AdditionalText
{
    /// <summary>The folder of the project under test; it exists nowhere.</summary>
    public static readonly string Root = System.IO.Path.GetFullPath("/0/");

    public TestFile(string name, string? text, MarkupOptions markup)
    {
        Name = name;
        Path = Root + name;
        Marked = text is not null && markup == MarkupOptions.Allow ? MarkedText.Parse(name, text) : new MarkedText(text ?? "", [], []);
        Text = SourceText.From(Marked.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256);
        IsReadable = text is not null;
    }

    public string Name { get; }

    public override string Path { get; }

    public MarkedText Marked { get; }

    public SourceText Text { get; }

    private bool IsReadable { get; }

    public override SourceText? GetText(CancellationToken cancellationToken = default) => IsReadable ? Text : null;
}

/// <summary>Inputs of one kind: <c>{ "text" }</c>, <c>{ ("path", "text") }</c> or <c>{ ("path", "text", MarkupOptions.None) }</c>.</summary>
internal sealed class TestFiles : IEnumerable<TestFile>
{
    private readonly List<TestFile> files = [];

    public void Add(string text) => Add(($"Test{files.Count}.cs", text));

    public void Add((string Path, string? Text) file) => Add((file.Path, file.Text, MarkupOptions.Allow));

    public void Add((string Path, string? Text, MarkupOptions Markup) file) => files.Add(new TestFile(file.Path, file.Text, file.Markup));

    public IEnumerator<TestFile> GetEnumerator() => files.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
