using System;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>The way out in markup, right before an element: <c>@* consent-exempt CNS2004 Preferences: the visitor asked for the film *@</c>.</summary>
/// <param name="Problem">What is wrong with it, <see langword="null"/> when it can be used.</param>
internal sealed record ExemptionComment(TextSpan Span, string Text, ImmutableArray<string> Rules, ExemptionGround Ground, string? Problem)
{
    /// <summary>A missing reason is said, and the exemption holds.</summary>
    public bool IsUsable => Problem is null or NoReason;

    private const string NoReason = "it gives no reason";
    private const string Keyword = "consent-exempt";

    public static ExemptionComment? Before(MarkupElement element, MarkupDocument document)
    {
        if (document.CommentBefore(element) is not { } comment || !comment.Text.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = comment.Text.Substring(Keyword.Length);
        var colon = rest.IndexOf(':');
        var words = (colon < 0 ? rest : rest.Substring(0, colon)).Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        var ground = ExemptionGround.None;
        var unknown = words.FirstOrDefault(w => !IsRule(w) && !ConsentWords.TryParseGround(w, out ground));
        var problem = unknown is not null ? $"'{unknown}' is neither a rule nor a ground"
            : !words.Any(IsRule) ? "it names no rule"
            : colon < 0 || rest.Substring(colon + 1).Trim().Length == 0 ? NoReason
            : null;
        return new(comment.Span, comment.Text, [.. words.Where(IsRule).Select(w => w.ToUpperInvariant())], ground, problem);
    }

    private static bool IsRule(string word) => word.Length == 7 && word.StartsWith("CNS", StringComparison.OrdinalIgnoreCase) && word.Skip(3).All(char.IsDigit);
}
