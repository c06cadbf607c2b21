using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>A tracker that C# writes to a page, or calls in it, and what is said of it.</summary>
/// <param name="Elsewhere">The code that writes it, where <paramref name="Location"/> is a constant's.</param>
internal sealed record EmittedTag(Tracker Tracker, Location Location, Verdict Verdict, ImmutableArray<Location> Elsewhere);

/// <summary>Decides for each tracker in C# whether a consent check stands before it.</summary>
internal sealed class EmittedTagJudge(ConsentContext context)
{
    private const string SnippetOfApplicationInsights = "application-insights-js";
    private const int LongestChain = 8;

    /// <summary>The kinds of operations that may write a tracker to a page, or call one.</summary>
    public static readonly OperationKind[] Kinds = [OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.Conversion, OperationKind.SimpleAssignment, OperationKind.PropertyReference];

    private readonly ConcurrentDictionary<(SyntaxNode Literal, string Tracker), SyntaxNode> _owners = new();

    /// <summary>Whether an operation may write a tracker to a page, told from names alone.</summary>
    public static bool MayEmit(IOperation operation) => operation is IPropertyReferenceOperation property ? IsFullScript(property) : EmittedMarkup.IsCandidate(operation);

    /// <summary>Every tracker of an operation, emitted or called: held ones too.</summary>
    public IEnumerable<EmittedTag> Judge(IOperation operation, CancellationToken cancellationToken) =>
        operation is IInvocationOperation call && Interop(call, cancellationToken) is { } called ? [called] : Markup(operation, cancellationToken);

    /// <summary>The trackers in the markup that an operation emits: held ones too.</summary>
    public IEnumerable<EmittedTag> Markup(IOperation operation, CancellationToken cancellationToken)
    {
        if (context.Options.SkipsTests || !MayEmit(operation) || CookieJudge.IsNeverRun(operation)) yield break;
        if (operation is IPropertyReferenceOperation snippet)
        {
            if (KnownTrackers.ByKey(SnippetOfApplicationInsights) is { } tracker) yield return Judged(tracker, snippet.Syntax, snippet.Syntax, "snippet", "", ConsentPurposes.None, cancellationToken);
            yield break;
        }
        if (EmittedMarkup.Of(operation, context) is not { } emitted || Read(emitted, cancellationToken) is not { } page) yield break;
        foreach (var tag in page.Tags(cancellationToken))
        {
            if (tag.Rule is TagRule.None or TagRule.Disputed && tag.Verdict.Status != ConsentStatus.Mismatched) continue;
            var at = PlaceOf(tag, emitted.Text.Text);
            if (emitted.Text.PieceAt(at) is not { } piece) continue;
            var literal = LiteralOf(piece, emitted.Text.Text.Substring(at, Math.Min(8, emitted.Text.Text.Length - at)));
            if (_owners.GetOrAdd((literal, tag.Tracker.Key), emitted.Sink.Syntax) != emitted.Sink.Syntax) continue;
            var sinkConsent = At(emitted.Sink.Syntax, cancellationToken) ?? ConsentValue.Vacuous;
            yield return Judged(tag.Tracker, emitted.PartAt(at).Syntax, literal, tag.Verdict.Element, tag.Verdict.Address, sinkConsent | tag.Verdict.Consented, cancellationToken);
        }
    }

    /// <summary>The tracker that a call of JavaScript starts or feeds.</summary>
    public EmittedTag? Interop(IInvocationOperation call, CancellationToken cancellationToken) => !context.Options.SkipsTests && InteropTracker.Of(call, context) is { } tracker && !CookieJudge.IsNeverRun(call)
        ? Judged(tracker, call.Syntax, call.Syntax, "JavaScript", "", ConsentPurposes.None, cancellationToken)
        : null;

    private EmittedTag Judged(Tracker tracker, SyntaxNode asked, SyntaxNode place, string element, string address, ConsentPurposes known, CancellationToken cancellationToken)
    {
        var consented = At(asked, cancellationToken) is { } here ? here | known : ConsentValue.Vacuous;
        if (!CookieJudge.Covers(consented, tracker.Purpose)) consented |= AroundInView(asked, cancellationToken);
        var status = CookieJudge.StatusUnder(consented, tracker.Purpose);
        var by = CookieJudge.CheckFor(status, consented);
        return new(tracker, place is InvocationExpressionSyntax ? place.PlaceOfUse() : place.GetLocation(), new Verdict(status, "tracker", tracker.Vendor, tracker.Vendor, tracker.Purpose, ExemptionGround.None, "", by, element, address.Replace(ComposedText.Hole.ToString(), ""), consented), IsPartOf(place, asked) ? [] : [asked.GetLocation()]);

        static bool IsPartOf(SyntaxNode part, SyntaxNode whole) => part.SyntaxTree == whole.SyntaxTree && (whole.Span.Contains(part.Span) || part.Span.Contains(whole.Span));
    }

    // <consent>@Html.Raw(…)</consent>: the generated C# does not tell what the element makes of its content.
    private ConsentPurposes AroundInView(SyntaxNode node, CancellationToken cancellationToken)
    {
        if (!RazorViews.IsGenerated(node.SyntaxTree.FilePath) || RazorViews.PathOf(node.SyntaxTree) is not { } path || context.AnalyzerOptions.AdditionalFiles.FirstOrDefault(f => f.Path == path) is not { } file) return ConsentPurposes.None;
        return MarkupDocument.Read(file, [""], context, cancellationToken) is { View: { } view } document && view.PlaceOf(node.Span) is { } place ? TagGate.Around(place.Start, document) : ConsentPurposes.None;
    }

    private ConsentPurposes? At(SyntaxNode node, CancellationToken cancellationToken) => context.Flow.At(node, context.ModelOf(node.SyntaxTree), cancellationToken);

    private JudgedPage? Read(EmittedMarkup emitted, CancellationToken cancellationToken) =>
        MarkupDocument.OfText(emitted.Text.Text.Replace(ComposedText.Hole, MarkupDocument.CSharp), context.Options.For(emitted.Sink.Syntax.SyntaxTree), cancellationToken) is { } document ? new(document, context) : null;

    // Where in the text the tracker itself stands: its host, or its snippet's name; the tag when neither is written out.
    private static int PlaceOf(JudgedTag tag, string text)
    {
        var start = tag.Location.SourceSpan.Start;
        var host = TagAddress.Split(tag.Verdict.Address).Host;
        var names = host.Length > 0 ? [host] : KnownSnippets.All.Where(s => s.Tracker == tag.Tracker).Select(s => s.Name).Distinct();
        var found = names.Select(n => text.IndexOf(n, start, StringComparison.OrdinalIgnoreCase)).Where(i => i >= 0).ToList();
        return found.Count > 0 ? found.Min() : start;
    }

    // A constant is shown where its text is written.
    private SyntaxNode LiteralOf(IOperation piece, string text)
    {
        for (var depth = 0; depth < LongestChain; depth++)
        {
            piece = piece.WithoutConversions();
            switch (piece)
            {
                case IBinaryOperation { LeftOperand: var left, RightOperand: var right }:
                    piece = Holds(left) ? left : Holds(right) ? right : left;
                    continue;
                case IMemberReferenceOperation or ILocalReferenceOperation when context.Origin(piece) is { } origin:
                    piece = origin;
                    continue;
            }
            break;
        }
        return piece.Syntax.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() ?? piece.Syntax;

        bool Holds(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: string constant } && constant.Contains(text);
    }

    // Application Insights hands its whole snippet to the view: @Html.Raw(JavaScriptSnippet.FullScript).
    private static bool IsFullScript(IPropertyReferenceOperation property) => property.Property is { Name: "FullScript" or "ScriptBody", ContainingType.Name: "JavaScriptSnippet" or "IJavaScriptSnippet" };
}
