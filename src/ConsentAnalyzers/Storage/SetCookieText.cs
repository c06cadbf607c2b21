using System;
using System.Globalization;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>A cookie in the syntax of RFC 6265 section 4.1: <c>name=value; Max-Age=3600; Path=/</c>, as far as the code says it.</summary>
/// <param name="Name"><see langword="null"/> when not even its beginning is known.</param>
internal sealed record SetCookieText(KnownText? Name, IOperation? NameHole, CookieLifetime Lifetime)
{
    public static SetCookieText Parse(ComposedText composed, ValueScope scope)
    {
        var text = composed.Text;
        var start = text.TakeWhile(char.IsWhiteSpace).Count();
        var equals = text.IndexOf('=');
        var firstSemicolon = text.IndexOf(';') is >= 0 and var at ? at : text.Length;
        var end = equals >= 0 && equals < firstSemicolon ? equals : firstSemicolon;
        var name = text.Substring(start, Math.Max(end - start, 0)).Trim();
        var hole = name.IndexOf(ComposedText.Hole);
        var nameHole = hole >= 0 ? composed.HoleAt(text.IndexOf(ComposedText.Hole)) : null;
        // What the name's hole is in turn may be known.
        var known = hole < 0 ? (name.Length > 0 ? new KnownText(name, true) : null)
            : hole == 0 ? (nameHole is not null ? KnownText.Of(nameHole, scope) : null)
            : new KnownText(name.Substring(0, hole), false);
        return new(known, nameHole, LifetimeOf(composed, scope));
    }

    private static CookieLifetime LifetimeOf(ComposedText composed, ValueScope scope)
    {
        CookieLifetime? expires = null;
        CookieLifetime? maxAge = null;
        var offset = 0;
        foreach (var part in composed.Text.Split(';'))
        {
            var equals = part.IndexOf('=');
            var key = equals < 0 ? "" : part.Substring(0, equals).Trim().ToLowerInvariant();
            if (offset > 0 && key is "max-age" or "expires")
            {
                var value = part.Substring(equals + 1).Trim().Trim('"', '\'', '`');
                var hole = value.Length == 1 ? composed.HoleAt(offset + part.IndexOf(ComposedText.Hole)) : null;
                if (key == "max-age") maxAge = MaxAge(value, hole, scope);
                else expires = Expires(value, hole, scope);
            }
            offset += part.Length + 1;
        }
        // RFC 6265 section 5.3: Max-Age wins over Expires.
        return maxAge ?? expires ?? (composed.Text.Contains(';') || composed.Holes.IsEmpty ? CookieLifetime.Session : CookieLifetime.Unknown);
    }

    private static CookieLifetime MaxAge(string value, IOperation? hole, ValueScope scope)
    {
        // (int)TimeSpan.FromDays(30).TotalSeconds
        if (hole is IPropertyReferenceOperation { Property.Name: "TotalSeconds", Instance: { } span }) return LifetimeEvaluator.Evaluate(span, scope);
        var seconds = hole is not null ? KnownNumber.Of(hole, scope) : double.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var written) ? written : null;
        return seconds switch
        {
            null => CookieLifetime.Unknown,
            <= 0 => new(LifetimeKind.Past),
            > 315_360_000_000 => new(LifetimeKind.Forever),
            { } known => new(LifetimeKind.Lasting, 0, TimeSpan.FromSeconds(known)),
        };
    }

    private static CookieLifetime Expires(string value, IOperation? hole, ValueScope scope)
    {
        if (hole is not null) return LifetimeEvaluator.Evaluate(hole, scope);
        // "0", "-1": browsers cannot read it and keep a session cookie; those who write it mean a deletion.
        if (value is "0" or "-1") return new(LifetimeKind.Past);
        return DateTime.TryParse(value.Replace('-', ' '), CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal, out var date) ? LifetimeEvaluator.OfDate(date) : CookieLifetime.Unknown;
    }
}
