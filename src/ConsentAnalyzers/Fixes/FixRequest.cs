using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>A finding that is to be mended, and what its fixer may ask.</summary>
internal sealed class FixRequest(Diagnostic finding, ConsentContext consent, CancellationToken cancellationToken)
{
    public Diagnostic Finding { get; } = finding;

    public ConsentContext Consent { get; } = consent;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Where the finding stands, in <see cref="Tree"/> or in <see cref="File"/>.</summary>
    public TextSpan Span => Finding.Location.SourceSpan;

    /// <summary>The tree of a finding in C#: written code, or what the Razor compiler made of a view's C#.</summary>
    public SyntaxTree? Tree => Finding.Location.SourceTree;

    /// <summary>The file of a finding in markup.</summary>
    public AdditionalText? File => Tree is null ? FileAt(Finding.Location.GetLineSpan().Path) : null;

    /// <summary>The innermost node that a finding in C# stands on.</summary>
    public SyntaxNode? Node => Tree?.GetRoot(CancellationToken).FindNode(Span, getInnermostNodeForTie: true);

    /// <summary>The semantic model of <see cref="Tree"/>.</summary>
    public SemanticModel? Model => Tree is { } tree ? Consent.ModelOf(tree) : null;

    /// <summary>The markup of <see cref="File"/>.</summary>
    public MarkupDocument? Document => File is { } file ? Consent.Tags.Document(file, CancellationToken) : null;

    /// <summary>The purposes that the finding names; none where they are unknown.</summary>
    public ConsentPurposes Purpose => Property("purpose").Split(',').Aggregate(ConsentPurposes.None, (all, word) => all | ConsentWords.PurposeNamed(word));

    /// <summary>What a property of the finding says (docs/guides/inventory.md); empty where it is not there.</summary>
    public string Property(string name) => Finding.Properties.TryGetValue(name, out var value) && value is not null ? value : "";

    /// <summary>The additional file with a path.</summary>
    public AdditionalText? FileAt(string path) => Consent.AnalyzerOptions.AdditionalFiles.FirstOrDefault(f => f.Path == path);

    /// <summary>An edit of the C# tree or markup file that the finding stands in.</summary>
    /// <param name="around">What the edit belongs to, where others may be made at the same place.</param>
    public FixEdit Replace(TextSpan span, string newText, TextSpan around = default) =>
        new(Tree?.FilePath ?? Finding.Location.GetLineSpan().Path, span.Start, span.Length, newText, around.Start, around.End);

    /// <summary>An insertion into the same.</summary>
    public FixEdit Insert(int position, string newText, TextSpan around = default) => Replace(new TextSpan(position, 0), newText, around);
}
