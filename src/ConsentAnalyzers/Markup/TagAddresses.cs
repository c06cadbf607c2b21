using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Markup;

/// <summary>The addresses that an element makes the browser fetch, or will once it is released.</summary>
internal static class TagAddresses
{
    // A deferred address (data-src) is where a held element waits: it is listed, and its gate decides.
    private static readonly HashSet<string> Sources = ["src", "asp-src", "data-src", "data-cookieblock-src", "data-suppressedsrc", "suppressedsrc", "data-consent-src", "data-cmplz-src", "data-src-cmplz", "data-uc-src", "data-cmp-src", "data-ccm-loader-src"];

    /// <summary>The attributes of a script, frame, object or link that hold one address each.</summary>
    public static IEnumerable<MarkupAttribute> Of(MarkupElement element) => element.Attributes.Where(a => element.Name switch
    {
        "link" => a.Name is "href" or "asp-href" or "data-href",
        "object" => a.Name == "data" || Sources.Contains(a.Name),
        _ => Sources.Contains(a.Name),
    });

    /// <summary>Every address of a picture: <c>src</c>, <c>srcset</c>, a film's <c>poster</c>, an SVG image's <c>href</c>.</summary>
    public static IEnumerable<string> OfPicture(MarkupElement element)
    {
        foreach (var attribute in element.Attributes)
        {
            switch (attribute.Name)
            {
                case "srcset" or "data-srcset":
                    // "a.png 1x, b.png 2x": a comma inside an address is followed by no space.
                    foreach (var candidate in attribute.Value.Split([", ", ",\n", ",\t"], StringSplitOptions.RemoveEmptyEntries)) yield return candidate.Trim().Split(' ', '\t', '\n')[0];
                    break;
                case "poster" or "data-poster" when element.Name is "video" or "audio":
                case "href" or "xlink:href" when element.Name == "image":
                    yield return attribute.Value;
                    break;
                case var name when Sources.Contains(name) && element.Name is "img" or "image":
                    yield return attribute.Value;
                    break;
            }
        }
    }

    /// <summary>What a style imports or shows: <c>@import "…"</c>, <c>url(…)</c>.</summary>
    public static IEnumerable<(string Address, bool IsImport)> OfStyle(string css)
    {
        for (var at = 0; (at = css.IndexOfAny(['@', 'u', 'U', '/'], at)) >= 0;)
        {
            if (Starts(css, at, "/*"))
            {
                at = css.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (at < 0) yield break;
                at += 2;
                continue;
            }
            var isImport = Starts(css, at, "@import");
            var start = isImport ? SkipSpace(css, at + 7) : at;
            if (Starts(css, start, "url(")) start = SkipSpace(css, start + 4);
            else if (!isImport || start >= css.Length || css[start] is not ('"' or '\''))
            {
                at++;
                continue;
            }
            if (start < css.Length && css[start] is '"' or '\'') start++;
            var end = start < css.Length ? css.IndexOfAny(['"', '\'', ')', ';', ' ', '\n'], start) : -1;
            if (end < 0) yield break;
            yield return (css.Substring(start, end - start), isImport);
            at = end;
        }
    }

    private static bool Starts(string text, int at, string word) => at + word.Length <= text.Length && string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
