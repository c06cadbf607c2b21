using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>Comments that say why something needs no consent. The reason is left to the author, and CNS1008 asks for it.</summary>
internal static class ExemptionFixes
{
    public const string Key = "exempt";

    /// <summary>Every ground that may hold.</summary>
    public static IEnumerable<ExemptionGround> Grounds => ((ExemptionGround[])System.Enum.GetValues(typeof(ExemptionGround))).Where(g => g != ExemptionGround.None);

    public static Fix Of(ExemptionGround ground, params FixEdit[] edits) => new($"{Key}:{ground}", Messages.Localizable("Fix_Exempt", ground.ToString()), [.. edits], Messages.Localizable("Fix_ExemptGroup"));

    /// <summary>A comment before an element.</summary>
    public static FixEdit Before(MarkupElement element, MarkupDocument document, string rule, ExemptionGround ground)
    {
        var (open, close) = MarkupFiles.IsRazor(document.Path) ? ("@*", "*@") : ("<!--", "-->");
        return At(element.StartTag.Start, element.StartTag, document, $"{open} consent-exempt {rule} {ground}: {close}");
    }

    /// <summary>A comment before a statement of a script that starts at <paramref name="scriptStart"/>; <see langword="null"/> where one can be put before no statement.</summary>
    public static FixEdit? BeforeStatement(TextSpan statement, int scriptStart, MarkupDocument document, string rule, ExemptionGround ground)
    {
        var layout = new TextLayout(document.Text);
        var line = layout.LineStart(statement.Start) + layout.Indent(statement.Start).Length;
        if (line >= scriptStart && line <= statement.Start && !(line == 0 && scriptStart == 0 && document.IsScript is false)) return At(line, statement, document, $"// consent-exempt {rule} {ground}:");
        // In a line that the start tag opens.
        var before = document.Text.Substring(0, statement.Start).TrimEnd();
        return before.Length == scriptStart || (before.Length > 0 && before[before.Length - 1] is ';' or '{' or '}') ? new(document.Path, statement.Start, 0, $"/* consent-exempt {rule} {ground}: */ ", statement.Start, statement.End) : null;
    }

    private static FixEdit At(int position, TextSpan around, MarkupDocument document, string comment)
    {
        var layout = new TextLayout(document.Text);
        return new(document.Path, position, 0, layout.IsFirst(position) ? comment + layout.NewLine + layout.Indent(position) : comment, around.Start, around.End);
    }
}
