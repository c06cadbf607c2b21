using System;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Consent;

/// <summary>What the views and scripts of a site do with a choice, told from their words alone: any doubt is yes. For questions about the whole.</summary>
internal sealed class ConsentScripts(ConsentContext context)
{
    private readonly Lazy<ImmutableArray<string>> _texts = new(() => [.. context.AnalyzerOptions.AdditionalFiles.Where(f => MarkupFiles.IsMarkup(f.Path)).Select(f => f.GetText()?.ToString()).OfType<string>().Where(Stores)]);

    /// <summary>Whether a script may delete or rewrite a cookie: it names the cookie beside what writes cookies, or walks through all of them.</summary>
    public bool MayRewrite(string cookie) => _texts.Value.Any(t => (cookie.Length > 0 && t.Contains(cookie)) || (Has(t, "document.cookie.split") && (Has(t, "expires") || Has(t, "max-age"))));

    /// <summary>Whether a script may remember a refusal: it stores something, and speaks of refusing.</summary>
    public bool MayRememberRefusal => _texts.Value.Any(DecisionWords.Default.IsRefusal);

    private static bool Stores(string text) => Has(text, "document.cookie") || Has(text, "Cookies.") || Has(text, "cookieStore") || Has(text, "localStorage") || Has(text, "sessionStorage") || Has(text, "setCookie") || Has(text, "Cookie(");

    private static bool Has(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
