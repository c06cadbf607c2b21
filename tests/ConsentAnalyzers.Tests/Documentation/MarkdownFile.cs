using System.Text;
using System.Text.RegularExpressions;

namespace ConsentAnalyzers.Tests.Documentation;

/// <summary>A fenced block: <c>```csharp wrong file=Shop.cs</c>.</summary>
/// <param name="Info">The words behind the fence, the language first.</param>
internal sealed record CodeBlock(int Line, string[] Info, string Text)
{
    public string Language => Info.Length == 0 ? "" : Info[0];

    public bool Is(string word) => Info.Contains(word);

    /// <summary>The kind of fix whose result the block shows.</summary>
    public string? FixKey => Info.FirstOrDefault(word => word.StartsWith("fixed=", StringComparison.Ordinal))?["fixed=".Length..];

    public string? FileName => Info.FirstOrDefault(word => word.StartsWith("file=", StringComparison.Ordinal))?["file=".Length..];
}

internal sealed record Link(int Line, string Target);

internal sealed record Heading(int Level, string Text, string Anchor);

/// <summary>As much of Markdown as these pages use.</summary>
internal sealed partial class MarkdownFile
{
    private MarkdownFile(string text) => Text = text;

    public string Text { get; }

    public List<Heading> Headings { get; } = [];

    public List<Link> Links { get; } = [];

    public List<CodeBlock> Blocks { get; } = [];

    public static MarkdownFile Parse(string text)
    {
        text = text.ReplaceLineEndings("\n");
        var file = new MarkdownFile(text);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is { Success: true } fence)
            {
                var block = new StringBuilder();
                var start = i + 1;
                while (++i < lines.Length && lines[i].Trim() != fence.Groups[1].Value) block.Append(lines[i]).Append('\n');
                file.Blocks.Add(new(start, fence.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), block.ToString()));
                continue;
            }

            if (HeadingLine().Match(lines[i]) is { Success: true } heading) file.AddHeading(heading.Groups[1].Length, heading.Groups[2].Value.Trim());
            foreach (Match link in LinkTarget().Matches(InlineCode().Replace(lines[i], m => m.Value.Contains("](") ? "" : "code"))) file.Links.Add(new(i + 1, link.Groups[1].Value));
        }

        return file;
    }

    /// <summary>As GitHub makes them: lower case, spaces are hyphens, other punctuation goes.</summary>
    private void AddHeading(int level, string text)
    {
        var plain = LinkText().Replace(text, "$1").Replace("`", "");
        var slug = string.Concat(plain.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
        var before = Headings.Count(h => h.Anchor == slug || h.Anchor.StartsWith(slug + "-", StringComparison.Ordinal) && int.TryParse(h.Anchor[(slug.Length + 1)..], out _));
        Headings.Add(new(level, text, before == 0 ? slug : $"{slug}-{before}"));
    }

    [GeneratedRegex(@"^\s*(```+)\s*(.*?)\s*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(#{1,6})\s+(.*)$")]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"\]\(\s*<?([^)\s>]+)>?[^)]*\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex(@"`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();
}
