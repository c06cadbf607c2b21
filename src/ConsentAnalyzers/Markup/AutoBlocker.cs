using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>A consent platform's script that intercepts live elements by itself.</summary>
/// <remarks>It sees only what comes after it, and only if the browser waits for it: first among the scripts, neither <c>async</c> nor <c>defer</c>.</remarks>
internal sealed record AutoBlocker(MarkupElement Element, string Cmp, bool IsFirst, bool IsDeferred)
{
    public bool Works => IsFirst && !IsDeferred;

    /// <summary>The platform that holds a live element back by itself.</summary>
    public static string? Before(MarkupElement element, MarkupDocument document) =>
        document.AutoBlocker is { Works: true } blocker && blocker.Element.StartTag.Start < element.StartTag.Start && !IsWithoutScript(element) ? blocker.Cmp : null;

    public static AutoBlocker? Find(IReadOnlyList<MarkupElement> elements)
    {
        var scripts = elements.Where(e => e is { Name: "script", IsInert: false } && !TagGate.IsInertType(e)).ToList();
        var at = scripts.FindIndex(s => LoaderOf(s) is { } loader && Blocks(loader, s));
        if (at < 0) return null;
        var script = scripts[at];
        var isDeferred = script.Has("async") || script.Has("defer") || string.Equals(script["type"]?.Trim(), "module", StringComparison.OrdinalIgnoreCase);
        return new(script, LoaderOf(script)!.Cmp, scripts.Take(at).All(NeedsNoBlocking), isDeferred);
    }

    // A platform's own scripts, and inline code that tracks nothing, leave it nothing to miss.
    private static bool NeedsNoBlocking(MarkupElement script) => script.Has("src") ? LoaderOf(script) is not null : !Tracks(script);

    private static CmpLoader? LoaderOf(MarkupElement script) => script["src"] is { Length: > 0 } source ? KnownGates.FindLoader(source.Trim().AsSpan()) : null;

    private static bool Tracks(MarkupElement script) => InlineScript.Parse(script.Text).Facts.Any(f => f.Kind is ScriptFactKind.Start or ScriptFactKind.Loader or ScriptFactKind.Address or ScriptFactKind.StorageWrite);

    private static bool Blocks(CmpLoader loader, MarkupElement script)
    {
        if (loader.AutoBlock is "" or "always") return loader.AutoBlock.Length > 0;
        var split = loader.AutoBlock.IndexOf('=');
        var (name, value) = (loader.AutoBlock.Substring(0, split), loader.AutoBlock.Substring(split + 1));
        if (script[name.ToLowerInvariant()] is { } attribute) return attribute.Trim().Equals(value, StringComparison.OrdinalIgnoreCase);
        return script["src"]!.Split('?', '&', '#').Skip(1).Any(p => p.Equals(loader.AutoBlock, StringComparison.OrdinalIgnoreCase));
    }

    // Where scripts do not run, no platform does.
    public static bool IsWithoutScript(MarkupElement element) => element.Ancestors().Any(around => around.Name == "noscript");
}
