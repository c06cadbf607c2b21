using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Markup;

/// <summary>Whether every page of the project begins with a consent platform's blocking script, which then holds what the views put into the pages.</summary>
/// <remarks>Which layout a view gets is decided at run time, so all of them must have it. Looked up only when a tracker was found that nothing else holds back.</remarks>
internal sealed class LayoutBlockers(ConsentContext context)
{
    // What a layout shows of other views: before the blocker it would be too late.
    private static readonly string[] Includes = ["<partial", "Partial", "RenderSection", "RenderBody", "<vc:", "Component.Invoke", "<HeadOutlet"];

    private readonly object _lock = new();
    private bool _isKnown;
    private string? _cmp;

    /// <summary>The platform that holds a live element of a view, if one does.</summary>
    public string? Around(MarkupElement element, MarkupDocument document, CancellationToken cancellationToken) =>
        MarkupFiles.IsRazor(document.Path) && Cmp(cancellationToken) is { } cmp && !document.IsPage && !AutoBlocker.IsWithoutScript(element) ? cmp : null;

    private string? Cmp(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_isKnown) return _cmp;
            string? cmp = null;
            foreach (var file in context.AnalyzerOptions.AdditionalFiles.Where(f => MarkupFiles.IsRazor(f.Path)))
            {
                if (file.GetText(cancellationToken)?.ToString() is not { } text || text.IndexOf("<html", StringComparison.OrdinalIgnoreCase) < 0) continue;
                cmp = CmpOf(file, text, cancellationToken);
                if (cmp is null) break;
            }
            _isKnown = true;
            return _cmp = cmp;
        }
    }

    private string? CmpOf(AdditionalText file, string text, CancellationToken cancellationToken)
    {
        if (MarkupDocument.Read(file, context, cancellationToken) is not { IsPage: true, AutoBlocker: { Works: true } blocker }) return null;
        var start = blocker.Element.StartTag.Start;
        return Includes.Any(include => text.IndexOf(include, 0, start, StringComparison.Ordinal) >= 0) ? null : blocker.Cmp;
    }
}
