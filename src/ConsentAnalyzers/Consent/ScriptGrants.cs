using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

/// <summary>Consents that a view's scripts give as soon as they run, whatever the visitor does. Any doubt is none.</summary>
internal sealed class ScriptGrants(PageScripts scripts)
{
    private const string Rule = "CNS3006";

    /// <summary>Where a script gives a consent, and by what.</summary>
    public IEnumerable<(Location Place, string Name)> Find(CancellationToken cancellationToken)
    {
        if (IsShownAfterAnAct(scripts.Document)) yield break;
        for (var i = 0; i < scripts.All.Length; i++)
        {
            var script = scripts.All[i];
            if (script.Handler is not null || script.Guard != ConsentPurposes.None) continue;
            foreach (var call in script.Script.Calls)
            {
                // In a function, or under a condition: who knows why it is called.
                if (call.Function != 0 || call.IsConditional || NameOf(call) is not { } name) continue;
                cancellationToken.ThrowIfCancellationRequested();
                if (scripts.ContextOf(i, call, cancellationToken).Kind != ScriptContextKind.Runs || IsUnderCondition(script.Element) || IsExempt(script, call)) continue;
                yield return (scripts.Document.LocationOf(script.SpanOf(call.Offset, call.Length)), name);
            }
        }
    }

    private static string? NameOf(ScriptCall call)
    {
        if (call.Shape == SnippetShape.Call)
        {
            if (KnownConsentGrants.Grants(call.Path, call.Arguments)) return call.Path + "()";
            return KnownStorageCalls.Find(call.Path) is { NameAt: var at, NameProperty: var property } known && property.Length == 0 && at + 1 < call.Arguments.Length && IsYes(call.Arguments[at], call.Arguments[at + 1]) ? $"{known.Function} '{call.Arguments[at]}'" : null;
        }
        if (call.Shape != SnippetShape.Assign || call.Arguments is not [{ } value]) return null;
        if (call.Path == "document.cookie")
        {
            var parts = value.Split(';');
            var equals = parts[0].IndexOf('=');
            return equals > 0 && !parts.Skip(1).Any(EndsIt) && parts[0].Substring(0, equals).Trim() is var cookie && IsYes(cookie, parts[0].Substring(equals + 1)) ? $"{call.Path} '{cookie}'" : null;
        }
        var dot = call.Path.IndexOf('.');
        return dot > 0 && call.Path.Substring(0, dot) is "localStorage" or "sessionStorage" && call.Path.Substring(dot + 1) is var key && IsYes(key, value) ? $"{call.Path.Substring(0, dot)} '{key}'" : null;
    }

    private static bool IsYes(string? name, string? value) => name is { Length: > 0 } && value is { Length: > 0 } && value.IndexOf(MarkupDocument.CSharp) < 0
        && KnownCookies.Classify(name.AsSpan()).Ground == ExemptionGround.ConsentChoice && !DecisionWords.Default.IsRemark(name) && !DecisionWords.Default.IsNegative(name)
        && ChoiceValue.OfText(value.Trim()) == DecisionKind.Grant;

    // max-age=0, expires=Thu, 01 Jan 1970: a deletion.
    private static bool EndsIt(string attribute) => attribute.IndexOf("1970", StringComparison.Ordinal) >= 0 || attribute.Replace(" ", "").StartsWith("max-age=0", StringComparison.OrdinalIgnoreCase) || attribute.Replace(" ", "").StartsWith("max-age=-", StringComparison.OrdinalIgnoreCase);

    // A part is shown where another view decides; "Accepted" and "ConsentGiven" are what the answer to a form shows.
    private static bool IsShownAfterAnAct(MarkupDocument document)
    {
        var name = Path.GetFileNameWithoutExtension(document.Path.Replace('\\', '/'));
        return (name.StartsWith("_", StringComparison.Ordinal) && !document.IsPage && !document.IsScript) || ConsentVocabulary.Default.Read(name).Tone == ConsentTone.Grant || BannerWords.Default.Has("accept", FoldedText.OfNames([name]));
    }

    private bool IsUnderCondition(MarkupElement element) => scripts.Document.View is null
        ? scripts.Document.BranchesAround(element).Any()
        : scripts.Document.StatementOf(element) is not { } statement || statement.Ancestors().Any(a => a is IfStatementSyntax or SwitchStatementSyntax or ConditionalExpressionSyntax or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax);

    private bool IsExempt(PageScript script, ScriptCall call) =>
        (!script.IsFile && ExemptionComment.Before(script.Element, scripts.Document) is { IsUsable: true } around && around.Rules.Contains(Rule))
        || (script.Start is { } start && ExemptionComment.BeforeStatement(start + call.Offset, scripts.Document) is { IsUsable: true } comment && comment.Rules.Contains(Rule));
}
