using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>What is wrong with a comment.</summary>
internal enum ExemptionCommentProblem
{
    None,

    /// <summary>It is asked for (CNS1008), and the exemption holds.</summary>
    NoReason,

    /// <summary>Neither a rule nor a ground (CNS1008): nothing is exempt.</summary>
    UnknownWord,

    /// <summary>Not of the form that exempts something (CNS9001).</summary>
    NoRule,
}

/// <summary>The way out in markup, right before an element: <c>@* consent-exempt CNS2004 Preferences: the visitor asked for the film *@</c>.</summary>
internal sealed record ExemptionComment(TextSpan Span, string Text, ImmutableArray<string> Rules, ExemptionGround Ground, ExemptionCommentProblem Problem, string UnknownWord)
{
    private const string Keyword = "consent-exempt";

    public bool IsUsable => Problem is ExemptionCommentProblem.None or ExemptionCommentProblem.NoReason;

    /// <summary>Whether the finding of a rule on a tracker is exempt. A ground that contradicts what is known (CNS1007) exempts nothing; a comment without one is the author's word.</summary>
    public bool Exempts(string rule, Tracker tracker) => IsUsable && Rules.Contains(rule) && (Ground == ExemptionGround.None || !Exemptions.Contradicts(Ground, tracker));

    public static IEnumerable<(MarkupElement Element, ExemptionComment Comment)> In(MarkupDocument document)
    {
        foreach (var element in document.Elements)
        {
            if (Before(element, document) is { } comment) yield return (element, comment);
        }
    }

    public static ExemptionComment? Before(MarkupElement element, MarkupDocument document)
    {
        return document.CommentBefore(element) is { } comment ? Parse(comment.Text, comment.Span) : null;
    }

    /// <summary>The comment before a statement of a script.</summary>
    public static ExemptionComment? BeforeStatement(int position, MarkupDocument document) => document.ScriptCommentBefore(position) is { } comment ? Parse(comment.Text, comment.Span) : null;

    private static ExemptionComment? Parse(string text, TextSpan span)
    {
        if (!text.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = text.Substring(Keyword.Length);
        var colon = rest.IndexOf(':');
        var words = (colon < 0 ? rest : rest.Substring(0, colon)).Split([' ', '\t', ',', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var ground = ExemptionGround.None;
        var unknown = words.FirstOrDefault(w => !IsRule(w) && !ConsentWords.TryParseGround(w, out ground));
        var problem = unknown is not null ? ExemptionCommentProblem.UnknownWord
            : !words.Any(IsRule) ? ExemptionCommentProblem.NoRule
            : colon < 0 || IsNoReason(rest.Substring(colon + 1).Trim()) ? ExemptionCommentProblem.NoReason
            : ExemptionCommentProblem.None;
        return new(span, text, [.. words.Where(IsRule).Select(w => w.ToUpperInvariant())], ground, problem, unknown ?? "");
    }

    private static bool IsNoReason(string reason) => reason.Length == 0 || reason.StartsWith("TODO", StringComparison.OrdinalIgnoreCase);

    private static bool IsRule(string word) => word.Length == 7 && word.StartsWith("CNS", StringComparison.OrdinalIgnoreCase) && word.Skip(3).All(char.IsDigit);
}
