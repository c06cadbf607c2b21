using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>
/// Holds tags back by what the project has: the markers of its consent platform, the gate of ConsentAnalyzers.AspNetCore, a check that the view knows,
/// the framework's consent feature, in this order.
/// </summary>
internal sealed class GateFixes(FixRequest request, MarkupDocument document)
{
    public const string Key = "gate";

    private const string Package = "ConsentAnalyzers.AspNetCore";

    // What a gate can go around. A style on any other element is not worth the element.
    private static readonly HashSet<string> Wrapped = ["script", "iframe", "object", "embed", "link", "img", "noscript", "style"];

    // Code of the site's own: who holds the script back for the tracker in it holds that back too.
    private static readonly HashSet<string> Foreign = ["$", "jQuery", "document.querySelector", "document.querySelectorAll", "$.ajax", "fetch", "alert"];

    /// <summary>The finding as the rules know it.</summary>
    public static JudgedTag? TagOf(FixRequest request) => request.File is not { } file ? null : request.Consent.Tags.Judge(file, request.CancellationToken)
        .FirstOrDefault(t => t.Location.SourceSpan == request.Span && TagJudge.RuleId(t.Rule) == request.Finding.Id && t.Verdict.Name == request.Property("name"));

    /// <summary>The ways to hold a finding's tags back.</summary>
    public IEnumerable<Fix> For(JudgedTag tag)
    {
        if (document.IsScript) yield break;
        var all = Connected(tag);
        foreach (var fix in For([.. all.SelectMany(t => t.Live)], tag))
        {
            // Whether a captcha or a map may wait is for a person to say: a sign-in may depend on it.
            yield return fix.IsChoice || !all.TrueForAll(t => t.Rule == TagRule.Disputed) ? fix : fix with { Key = $"{Key}:{tag.Tracker.Purpose.ToText()}", Group = Messages.Localizable("Fix_GateGroup") };
        }
    }

    /// <summary>The ways to hold parts of a view back together.</summary>
    public IEnumerable<Fix> For(List<TagPart> live, JudgedTag tag)
    {
        if (document.IsScript || live.Exists(IsNotAlone)) return [];
        var elements = live.Select(p => p.Element).GroupBy(e => e.StartTag.Start).Select(g => g.First()).OrderBy(e => e.StartTag.Start).ToList();
        return For(live.Aggregate(ConsentPurposes.None, (some, p) => some | p.Tracker.Purpose), purposes => Edits(elements, purposes, tag));
    }

    /// <summary>The ways to hold back what a C# expression of the view writes.</summary>
    public IEnumerable<Fix> For(MarkupRun expression, ConsentPurposes purposes) => For(purposes, some => Wrap([expression], some));

    // Of what may be for anything a person says what it is for.
    private static IEnumerable<Fix> For(ConsentPurposes purposes, Func<ConsentPurposes, ImmutableArray<FixEdit>?> editsOf)
    {
        purposes &= ConsentPurposes.Each;
        if (purposes != ConsentPurposes.None)
        {
            if (editsOf(purposes) is { } edits) yield return new(Key, Messages.Localizable("Fix_Gate", purposes.ToText()), edits);
            yield break;
        }
        foreach (var purpose in ConsentPurposes.Each.Split())
        {
            if (editsOf(purpose) is { } edits) yield return new($"{Key}:{purpose}", Messages.Localizable("Fix_Gate", purpose.ToText()), edits, Messages.Localizable("Fix_GateGroup"));
        }
    }

    // Two vendors in one script are two findings, and one gate.
    private List<JudgedTag> Connected(JudgedTag tag)
    {
        var rest = request.Consent.Tags.Judge(request.File!, request.CancellationToken).Where(t => t.Rule != TagRule.None && t != tag).ToList();
        var all = new List<JudgedTag> { tag };
        for (var i = 0; i < all.Count; i++)
        {
            var shared = rest.FindAll(t => t.Live.Any(p => all[i].Live.Any(q => q.Element.StartTag == p.Element.StartTag)));
            all.AddRange(shared);
            rest.RemoveAll(shared.Contains);
        }
        return all;
    }

    private bool IsNotAlone(TagPart part)
    {
        if (!part.IsInline) return false;
        if (part.Element.Name != "script") return true;
        var script = InlineScript.Parse(part.Element.Text);
        return script.Calls.Any(c => Foreign.Contains(c.Path)) || script.Functions.Any(f => f.Name.Length > 0 && IsCalledElsewhere(f.Name, part.Element));
    }

    // A function of the site's own, that a button calls: gtag('event', …) may as well be called by all.
    private bool IsCalledElsewhere(string function, MarkupElement script)
    {
        if (KnownSnippets.All.Any(s => s.Name.Split('.')[0] == function)) return false;
        for (var at = document.Markup.IndexOf(function + "(", StringComparison.Ordinal); at >= 0; at = document.Markup.IndexOf(function + "(", at + 1, StringComparison.Ordinal))
        {
            if ((at < script.StartTag.Start || at > script.ContentEnd) && (at == 0 || !(char.IsLetterOrDigit(document.Markup[at - 1]) || document.Markup[at - 1] is '_' or '$' or '.'))) return true;
        }
        return false;
    }

    private ImmutableArray<FixEdit>? Edits(List<MarkupElement> elements, ConsentPurposes purposes, JudgedTag tag)
    {
        foreach (var cmp in MarkerEdits.InUse(document, request.Consent))
        {
            var markers = new MarkerEdits(document, cmp);
            var category = tag.Rule == TagRule.HalfGate ? tag.Held.Select(p => markers.CategoryOf(p.Element)).FirstOrDefault(c => c is not null) : null;
            if (markers.Edits(elements, purposes, category, markers.ServiceOf(tag.Tracker, request.Consent)) is { } marks) return [.. marks];
        }
        if (!MarkupFiles.IsRazor(document.Path) || MarkupRun.Of(Lifted(elements), document) is not { } runs || !elements.TrueForAll(e => Wrapped.Contains(e.Name) || document.IsHelper(e))) return null;
        return Wrap(runs, _ => OfHeld(tag)) ?? Wrap(runs, purposes);
    }

    private ImmutableArray<FixEdit>? Wrap(ImmutableArray<MarkupRun> runs, ConsentPurposes purposes) =>
        Wrap(runs, _ => OfHelper(purposes)) ?? Wrap(runs, run => OfCondition(purposes, run)) ?? Wrap(runs, OfFeature);

    // A noscript of which nothing is left goes with what it holds.
    private IEnumerable<MarkupElement> Lifted(List<MarkupElement> elements)
    {
        var starts = new HashSet<int>(elements.Select(e => e.StartTag.Start));
        var lifted = new HashSet<int>();
        foreach (var element in elements)
        {
            var outer = element;
            for (var around = element.Parent; around is not null; around = around.Parent)
            {
                if (around.Name == "noscript" && document.Inside(around).All(inner => starts.Contains(inner.StartTag.Start) || elements.Any(e => document.Inside(inner).Any(i => i.StartTag == e.StartTag)))) outer = around;
            }
            if (lifted.Add(outer.StartTag.Start)) yield return outer;
        }
    }

    private ImmutableArray<FixEdit>? Wrap(ImmutableArray<MarkupRun> runs, Func<MarkupRun, (Wrapping Wrapping, ImmutableArray<FixEdit> Directives)?> wrappingOf)
    {
        var wrap = new MarkupWrap(document);
        var edits = ImmutableArray.CreateBuilder<FixEdit>();
        foreach (var run in runs)
        {
            if (wrappingOf(run) is not var (wrapping, directives) || wrap.Edits(run, wrapping) is not { } around) return null;
            edits.AddRange(directives.Where(d => !edits.Contains(d)));
            edits.AddRange(around);
        }
        return edits.ToImmutable();
    }

    // What holds the other half: the element around it, as it is written.
    private (Wrapping, ImmutableArray<FixEdit>)? OfHeld(JudgedTag tag)
    {
        foreach (var held in tag.Held.Where(p => p.By == "<consent>"))
        {
            for (var around = held.Element.Parent; around is not null; around = around.Parent)
            {
                if (around.Name is not ("consent" or "consentgate" or "consent-gate")) continue;
                var open = document.WrittenIn(around.StartTag);
                return (new(open, $"</{open.Substring(1, around.Name.Length)}>"), []);
            }
        }
        return null;
    }

    private (Wrapping, ImmutableArray<FixEdit>)? OfHelper(ConsentPurposes purposes)
    {
        var isComponent = MarkupFiles.IsComponent(document.Path);
        if (request.Consent.Compilation.GetTypeByMetadataName(Package + (isComponent ? ".ConsentGate" : ".ConsentTagHelper")) is null) return null;
        var directives = new RazorDirectives(request, document.Path);
        if (directives.Has(@"^\s*@(?:tagHelperPrefix|removeTagHelper)\b")) return null;
        var edits = ImmutableArray.CreateBuilder<FixEdit>();
        var several = string.Join(" | ", purposes.Split().Select(p => "ConsentPurpose." + p));
        var isSingle = !purposes.Split().Skip(1).Any();
        if ((isComponent || !isSingle) && !directives.Has($@"^\s*@using\s+{Package}\s*;?\s*$")) edits.Add(directives.Import($"@using {Package}"));
        if (isComponent) return (new($"<ConsentGate Purpose=\"{(isSingle ? several : $"@({several})")}\">", "</ConsentGate>"), edits.ToImmutable());
        if (!directives.Has($@"^\s*@addTagHelper\s+""?(?:\*|{Package}\.(?:\*|ConsentTagHelper))\s*,\s*{Package}\b")) edits.Add(directives.Import($"@addTagHelper *, {Package}"));
        return (new($"<consent purpose=\"{(isSingle ? purposes.ToText() : $"@({several})")}\">", "</consent>"), edits.ToImmutable());
    }

    private (Wrapping, ImmutableArray<FixEdit>)? OfCondition(ConsentPurposes purposes, MarkupRun run) =>
        run.Place is { } place && new ViewGuards(document, request.Consent).For(purposes, place) is { } condition ? (new($"if ({condition})", ""), []) : null;

    private (Wrapping, ImmutableArray<FixEdit>)? OfFeature(MarkupRun run) => run.Place is { } place && FeatureAt(place) is var (condition, directives) ? (new($"if ({condition})", ""), directives) : null;

    // Only where somebody asks: else the gate would be open for all, and CNS3001 would say so.
    private (string, ImmutableArray<FixEdit>)? FeatureAt(SyntaxNode place)
    {
        const string Condition = "Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false";
        var consent = request.Consent;
        if (MarkupFiles.IsComponent(document.Path) || consent.ExternalCmp.IsPresent) return null;
        var isLibrary = consent.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary;
        if (!isLibrary && (consent.Policy.AsksForConsent is null || consent.Policy.OpenGate is not null)) return null;
        var guards = new ViewGuards(document, consent);
        if (guards.Covers(Condition, ConsentPurposes.None, place)) return (Condition, []);
        if (!guards.Covers(Condition.Replace("<", "<Microsoft.AspNetCore.Http.Features."), ConsentPurposes.None, place)) return null;
        return (Condition, [new RazorDirectives(request, document.Path).Own("@using Microsoft.AspNetCore.Http.Features")]);
    }
}
