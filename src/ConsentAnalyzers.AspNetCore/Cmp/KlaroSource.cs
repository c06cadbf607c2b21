using System.Text.Json;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// Klaro: <c>klaro</c> is percent-encoded JSON, a yes or no for each service of the site, written when the visitor saves: github.com/kiprotect/klaro, src/consent-manager.js.
/// </summary>
internal sealed class KlaroSource(CmpOptions options, TimeProvider clock) : CmpSource<CmpOptions>(Cmp, options, clock)
{
    private const string Cmp = "Klaro";

    // The names of Klaro's own example (dist/config.js); a site may name its services as it likes.
    public static CmpOptions Defaults() => new("klaro",
        (ConsentPurpose.Analytics, ["matomo", "mouseflow"]), (ConsentPurpose.Advertising, ["adsense"]), (ConsentPurpose.SocialMedia, ["twitter"]), (ConsentPurpose.Functional, ["youtube", "intercom"]));

    protected override CmpAnswers? Read(CmpCookies cookies) => cookies.FindDecoded(Options.CookieName) is { } text ? CmpJson.Read(text, Take) : null;

    private static CmpAnswers? Take(IReadOnlyDictionary<string, JsonElement> services)
    {
        var answers = new CmpAnswers();
        foreach (var (service, answer) in services)
        {
            if (answer.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
            answers.Add(service, answer.ValueKind == JsonValueKind.True);
        }
        return answers.Count > 0 ? answers : null;
    }
}
