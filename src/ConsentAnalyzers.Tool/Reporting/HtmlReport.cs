using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Reporting;

/// <summary>The report: one file, no script, nothing loaded from anywhere, for a lawyer and a developer alike.</summary>
internal sealed class HtmlReport
{
    private readonly AuditResult _audit;
    private readonly Texts _texts;
    private readonly SourceExcerpt _source;
    private readonly Dictionary<string, RuleInfo> _rules;
    private readonly HtmlWriter _html = new();

    private HtmlReport(AuditResult audit, Texts texts)
    {
        _audit = audit;
        _texts = texts;
        _source = new SourceExcerpt(audit.Root);
        _rules = audit.Rules.ToDictionary(rule => rule.Id);
    }

    public static string Write(AuditResult audit, Texts texts, DateOnly date)
    {
        var report = new HtmlReport(audit, texts);
        report.WriteHead();
        report.WriteHeader(date);
        report.WriteFindings();
        report.WriteInventory();
        report.WriteLimits();
        report._html.Line($"</main></body></html>");
        return report._html.ToString();
    }

    private void WriteHead()
    {
        _html.Line($"<!DOCTYPE html>");
        _html.Line($"<html lang=\"{_texts.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        _html.Line($"<meta name=\"color-scheme\" content=\"light dark\"><title>{_texts.Title} – {_audit.Name}</title>");
        _html.Style(StyleSheet());
        _html.Line($"</head><body>");
    }

    private void WriteHeader(DateOnly date)
    {
        _html.Line($"<header><div class=\"page\"><h1>{_texts.Title}</h1><p class=\"subject\">{_audit.Name}</p>");
        _html.Line($"<dl><div><dt>{_texts.Projects}</dt><dd>{string.Join(", ", _audit.Projects.Select(Describe))}</dd></div>");
        _html.Line($"<div><dt>{_texts.Date}</dt><dd><time datetime=\"{date.ToString("O")}\">{_texts.DateText(date)}</time></dd></div>");
        _html.Line($"<div><dt>{_texts.Tool}</dt><dd>consent {ToolInfo.Version}</dd></div></dl></div></header>");
        _html.Line($"<main class=\"page\">");
        WriteSummary();
        if (!_audit.IsComplete)
            _html.Line($"<p class=\"empty\">{_texts.Incomplete}</p>");
        _html.Line($"<nav aria-label=\"{_texts.Contents}\"><a href=\"#findings\">{_texts.Findings}</a><a href=\"#inventory\">{_texts.Inventory}</a><a href=\"#limits\">{_texts.CannotSeeTitle}</a></nav>");
    }

    private void WriteSummary()
    {
        if (!_audit.IsAspNetCore)
        {
            _html.Line($"<p class=\"summary\">{_texts.Summary(_audit)}</p>");
            return;
        }

        _html.Inline($"<ul class=\"summary\">");
        WriteTile("", _audit.Findings.Count, _texts.Noun(_audit.Findings.Count, _texts.FindingCount));
        foreach (var level in new[] { Level.Error, Level.Warning, Level.Note }.Where(level => _audit.Count(level) > 0))
            WriteTile(Css(level), _audit.Count(level), _texts.Noun(_audit.Count(level), _texts.Levels[level]));
        foreach (var (count, noun) in _texts.CountThings(_audit))
            WriteTile("", count, noun);
        _html.Line($"</ul>");
    }

    private void WriteTile(string style, int number, string noun) => _html.Inline($"<li class=\"{style}\"><b>{number}</b> {noun}</li>");

    private void WriteFindings()
    {
        _html.Line($"<section id=\"findings\"><h2>{_texts.Findings}</h2>");
        if (_audit.Findings.Count == 0)
            _html.Line($"<p class=\"empty\">{(_audit.Known.Count == 0 ? _texts.NoFinding : _texts.NothingNew)}</p>");
        WriteFiles(_audit.Findings);
        if (_audit.Known.Count > 0)
        {
            _html.Line($"<h2>{_texts.KnownTitle}</h2><p>{_texts.KnownIntroduction}</p>");
            WriteFiles(_audit.Known);
        }

        if (_audit.Suppressed.Count > 0)
        {
            _html.Line($"<h2>{_texts.SuppressedTitle}</h2><p>{_texts.SuppressedIntroduction}</p>");
            WriteFiles(_audit.Suppressed);
        }

        _html.Line($"</section>");
    }

    private void WriteFiles(IEnumerable<Finding> findings)
    {
        foreach (var file in findings.GroupBy(finding => finding.Place.Path))
        {
            _html.Line($"<h3 class=\"path\">{file.Key}</h3>");
            foreach (var finding in file)
                WriteFinding(finding);
        }
    }

    private void WriteFinding(Finding finding)
    {
        var level = finding.Suppression is null ? finding.Level : Level.None;
        _html.Inline($"<article class=\"finding {Css(level)}\"><p class=\"facts\">");
        _html.Inline($"<span class=\"level\">{(finding.Suppression is null ? _texts.LevelName(level) : _texts.SuppressedTitle)}</span> ");
        WriteRule(finding.RuleId);
        if (finding.Place.StartLine > 0)
            _html.Inline($" <span class=\"place\">{finding.Place.StartLine}:{finding.Place.StartColumn}</span>");
        _html.Line($"</p><p class=\"message\">{finding.Message}</p>");
        if (finding.Suppression is { } suppression)
            _html.Line($"<p class=\"reason\">{_texts.Justification}{_texts.Colon}{(suppression.Justification.Length > 0 ? suppression.Justification : _texts.NoJustification)}</p>");
        WriteExcerpt(finding.Place);
        if (finding.RelatedPlaces.Count > 0)
            _html.Line($"<p class=\"related\">{_texts.AlsoSee}{_texts.Colon}{string.Join(", ", finding.RelatedPlaces)}</p>");
        _html.Line($"</article>");
    }

    private void WriteRule(string id)
    {
        var rule = _rules[id];
        if (rule.HelpUri.StartsWith("https://", StringComparison.Ordinal))
            _html.Inline($"<a href=\"{rule.HelpUri}\">{id}</a> <span class=\"title\">{rule.Title}</span>");
        else
            _html.Inline($"<b>{id}</b> <span class=\"title\">{rule.Title}</span>");
    }

    private void WriteExcerpt(Place place)
    {
        var lines = _source.Read(place);
        if (lines.Count == 0)
            return;

        _html.Inline($"<pre tabindex=\"0\">");
        foreach (var line in lines)
            _html.Inline($"<span class=\"line\"><span class=\"number\" aria-hidden=\"true\">{line.Number}</span><code>{line.Before}<mark>{line.Marked}</mark>{line.After}</code></span>");
        _html.Line($"</pre>");
    }

    private void WriteInventory()
    {
        _html.Line($"<section id=\"inventory\"><h2>{_texts.Inventory}</h2>");
        _html.Line($"<p>{(_audit.Inventory.Count == 0 ? _texts.InventoryEmpty : _texts.InventoryIntroduction)}</p>");
        WriteGroup(_texts.NeedsConsentTitle, thing => thing is { Ground: "", Purpose: not "" });
        WriteGroup(_texts.UnknownTitle, thing => thing is { Ground: "", Purpose: "" });
        WriteGroup(_texts.ExemptTitle, thing => thing.Ground.Length > 0);
        _html.Line($"</section>");
    }

    private void WriteGroup(string title, Func<StoredThing, bool> belongs)
    {
        var things = _audit.Inventory.Where(belongs)
            .OrderBy(thing => thing.Ground.Length > 0 ? Array.IndexOf(StoredThing.Grounds, thing.Ground) : 0)
            .ThenBy(thing => thing.Purpose, StringComparer.Ordinal)
            .ToList();
        if (things.Count == 0)
            return;

        _html.Line($"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><table><caption>{title}</caption><thead><tr>");
        foreach (var header in new[] { _texts.Name, _texts.Provider, _texts.Purpose, _texts.Lifetime, _texts.Consent, _texts.LegalBasisTitle, _texts.Status, _texts.Where })
            _html.Inline($"<th scope=\"col\">{header}</th>");
        _html.Line($"</tr></thead><tbody>");
        foreach (var thing in things)
            WriteThing(thing);
        _html.Line($"</tbody></table></div>");
    }

    private void WriteThing(StoredThing thing)
    {
        var basis = _texts.LegalBasisOf(thing);
        _html.Line($"<tr><th scope=\"row\"><span class=\"name\">{_texts.OrUnknown(thing.Name)}</span> <span class=\"kind\">{_texts.KindName(thing.Kind)}</span></th>");
        _html.Line($"<td>{_texts.ProviderName(thing.Provider)}</td><td>{_texts.PurposeOrGround(thing)}</td><td>{_texts.LifetimeName(thing.Lifetime)}</td><td>{basis.Consent}</td><td>{basis.Basis}</td>");
        _html.Inline($"<td><span class=\"status {(thing.Status is "ungated" or "open" or "mismatched" ? "live" : "held")}\">{_texts.StatusName(thing)}</span>");
        if (_texts.ByText(thing) is { Length: > 0 } by)
            _html.Inline($" <span class=\"by\">{by}</span>");
        _html.Inline($"</td><td class=\"places\">");
        foreach (var place in thing.Places)
            WritePlace(place);
        _html.Line($"</td></tr>");
    }

    /// <summary>A path that may break after each folder.</summary>
    private void WritePlace(Place place)
    {
        var parts = place.ToString().Split('/');
        _html.Inline($"<span>");
        foreach (var folder in parts[..^1])
            _html.Inline($"{folder}/<wbr>");
        _html.Inline($"{parts[^1]}</span> ");
    }

    private void WriteLimits()
    {
        _html.Line($"<section id=\"limits\"><h2>{_texts.CannotSeeTitle}</h2><p>{_texts.CannotSeeIntroduction}</p><ul>");
        foreach (var (title, text) in _texts.CannotSee)
            _html.Line($"<li><b>{title}.</b> {text}</li>");
        _html.Line($"</ul></section><section class=\"evidence\"><h2>{_texts.EvidenceTitle}</h2><p>{_texts.EvidenceText}</p></section>");
    }

    private static string Css(Level level) => level.ToString().ToLowerInvariant();

    private static string Describe(AuditedProject project)
    {
        var name = Path.GetFileNameWithoutExtension(project.Path);
        return project.TargetFramework.Length > 0 ? $"{name} ({project.TargetFramework})" : name;
    }

    private static string StyleSheet()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
