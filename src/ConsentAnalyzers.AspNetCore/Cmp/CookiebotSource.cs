using System.Globalization;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// Cookiebot: <c>CookieConsent</c>, percent-encoded, is the text of a JavaScript object, <c>{stamp:'…',necessary:true,preferences:false,…,method:'explicit',ver:1,utc:1740000000000,region:'fr'}</c>,
/// or <c>0</c> (nothing accepted), or <c>-1</c> (a region where nobody is asked): cookiebot.com/en/developer, github.com/CybotAS/CookiebotWP.
/// </summary>
internal sealed class CookiebotSource(CmpOptions options, TimeProvider clock) : CmpSource<CmpOptions>(Cmp, options, clock)
{
    private const string Cmp = "Cookiebot";

    // "Preferences" are language and region, and no consent to be shown content by what one did before.
    public static CmpOptions Defaults() => new("CookieConsent", (ConsentPurpose.Functional, ["preferences"]), (ConsentPurpose.Analytics, ["statistics"]), (ConsentPurpose.Advertising, ["marketing"]));

    protected override CmpAnswers? Read(CmpCookies cookies) => cookies.FindDecoded(Options.CookieName) switch
    {
        null => null,
        "0" => NothingAccepted(),
        var text => Read(text),
    };

    private CmpAnswers NothingAccepted()
    {
        var answers = new CmpAnswers();
        foreach (var category in Map.Categories) answers.Add(category, false);
        return answers;
    }

    private static CmpAnswers? Read(string text)
    {
        var answers = new CmpAnswers();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var isExplicit = false;
        var reader = new LiteralReader(text);
        if (!reader.Take('{')) return null;
        do
        {
            if (reader.Name() is not { } name || !names.Add(name) || !reader.Take(':') || !reader.Value(out var kind, out var value)) return null;
            switch (kind)
            {
                case LiteralKind.Boolean:
                    answers.Add(name, value is "true");
                    break;
                // Given by the visitor; 'implied' is what Cookiebot gives by itself.
                case LiteralKind.Text when name == "method":
                    isExplicit = value is "explicit";
                    break;
                case LiteralKind.Text when name == "stamp":
                    answers.Subject = value.ToString();
                    break;
                case LiteralKind.Number when name == "utc":
                    answers.DecidedAt = Milliseconds(value);
                    break;
            }
            if (kind != LiteralKind.Boolean && name is ("necessary" or "preferences" or "statistics" or "marketing")) return null;
        }
        while (reader.Take(','));
        return reader.Take('}') && reader.IsAtEnd && isExplicit ? answers : null;
    }

    private static DateTimeOffset? Milliseconds(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= 253402300799999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private enum LiteralKind
    {
        Boolean,
        Number,
        Text,
    }

    /// <summary>What Cookiebot writes of JavaScript and nothing else: bare names, booleans, whole numbers, text in single quotes without escapes.</summary>
    private ref struct LiteralReader(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public bool Take(char c)
        {
            if (_rest.IsEmpty || _rest[0] != c) return false;
            _rest = _rest[1..];
            return true;
        }

        public string? Name()
        {
            var length = 0;
            while (length < _rest.Length && (char.IsAsciiLetterOrDigit(_rest[length]) || _rest[length] == '_')) length++;
            if (length == 0 || char.IsAsciiDigit(_rest[0])) return null;
            return Advance(length).ToString();
        }

        public bool Value(out LiteralKind kind, out ReadOnlySpan<char> value)
        {
            if (Take('\''))
            {
                kind = LiteralKind.Text;
                var end = _rest.IndexOf('\'');
                value = end < 0 ? default : Advance(end);
                return end >= 0 && !value.Contains('\\') && Take('\'');
            }
            var length = 0;
            while (length < _rest.Length && char.IsAsciiLetterOrDigit(_rest[length])) length++;
            value = Advance(length);
            kind = value is "true" or "false" ? LiteralKind.Boolean : LiteralKind.Number;
            return kind == LiteralKind.Boolean || (length > 0 && !value.ContainsAnyExceptInRange('0', '9'));
        }

        private ReadOnlySpan<char> Advance(int length)
        {
            var taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }
    }
}
