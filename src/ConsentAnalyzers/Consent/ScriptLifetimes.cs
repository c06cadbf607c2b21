using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Storage;

namespace ConsentAnalyzers.Consent;

/// <summary>Constant lifetimes above the maximum in the scripts of a view: of the cookies they write, and in the settings of trackers and consent platforms.</summary>
internal sealed class ScriptLifetimes(PageScripts scripts, ConsentContext context)
{
    private const string CookieRule = "CNS1004";
    private const string ChoiceRule = "CNS1005";
    private const double MostDays = 3_650_000;

    private readonly StorageExemptions _exemptions = new(scripts, context);
    private readonly Lazy<HashSet<string>> _assigned = new(() =>
    [
        .. scripts.All.SelectMany(s => s.Script.Calls)
            .Where(c => c.Shape == SnippetShape.Assign && KnownLifetimeSettings.ChangesMeaning(c.Path))
            .Select(c => c.Path + "=" + c.Arguments.FirstOrDefault()),
    ]);

    public IEnumerable<LongLifetime> Find(CancellationToken cancellationToken)
    {
        for (var i = 0; i < scripts.All.Length; i++)
        {
            foreach (var finding in OfWrites(i, cancellationToken).Concat(OfSettings(i, cancellationToken))) yield return finding;
        }
    }

    public static CookieLifetime OfDays(double days) => double.IsNaN(days) ? CookieLifetime.Unknown : days <= 0 ? new(LifetimeKind.Past) : days > MostDays ? new(LifetimeKind.Forever) : new(LifetimeKind.Lasting, 0, TimeSpan.FromDays(days));

    private IEnumerable<LongLifetime> OfWrites(int script, CancellationToken cancellationToken)
    {
        foreach (var write in scripts.All[script].Script.Facts)
        {
            if (write is not { Kind: ScriptFactKind.StorageWrite, Storage: ScriptStorage.Cookie, IsDeletion: false, LifetimeDays: { } days, LifetimeLength: > 0 }) continue;
            // Most cookies are below both limits: what a name means is asked of the others only.
            var isChoice = _exemptions.Find(script, write, KnownCookies.Classify(write.Name)) is { Ground: ExemptionGround.ConsentChoice };
            if (LimitIfExceeded(isChoice, OfDays(days)) is not { } limit || scripts.ContextOf(script, write, cancellationToken).Kind == ScriptContextKind.Uncalled) continue;
            if (Of(script, isChoice, write.LifetimeOffset, write.LifetimeLength, write.Name ?? "", OfDays(days), limit) is { } finding) yield return finding;
        }
    }

    private IEnumerable<LongLifetime> OfSettings(int script, CancellationToken cancellationToken)
    {
        foreach (var call in scripts.All[script].Script.Calls)
        {
            foreach (var setting in KnownLifetimeSettings.Of(call.Path))
            {
                if (setting.Shape != call.Shape || (setting.Argument.Length > 0 && call.Arguments.FirstOrDefault() != setting.Argument)) continue;
                if (ValueOf(setting, call) is not var (text, offset, length) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) continue;
                var lifetime = OfDays(number / UnitsOfADay(setting.Unit));
                if (LimitIfExceeded(setting.IsChoice, lifetime) is not { } limit || MeansSomethingElse(setting) || scripts.ContextOf(script, call, cancellationToken).Kind == ScriptContextKind.Uncalled) continue;
                if (Of(script, setting.IsChoice, offset, length, setting.Owner, lifetime, limit) is { } finding) yield return finding;
            }
        }
    }

    private LifetimeLimit? LimitIfExceeded(bool isChoice, CookieLifetime lifetime)
    {
        var settings = scripts.Document.Settings;
        var limit = isChoice ? settings.MaxConsentLifetime : settings.MaxCookieLifetime;
        return lifetime.Exceeds(limit) ? limit : null;
    }

    private LongLifetime? Of(int script, bool isChoice, int offset, int length, string cookie, CookieLifetime lifetime, LifetimeLimit limit) =>
        _exemptions.CommentOn(script, offset) is { IsUsable: true } comment && comment.Rules.Contains(isChoice ? ChoiceRule : CookieRule)
            ? null
            : new(isChoice, scripts.Document.LocationOf(scripts.All[script].SpanOf(offset, length)), cookie, lifetime, limit);

    private static (string Text, int Offset, int Length)? ValueOf(LifetimeSetting setting, ScriptCall call)
    {
        if (setting.Property.Length > 0)
        {
            foreach (var property in call.Properties)
            {
                if (property.Path == setting.Property) return (property.Value, property.Offset, property.Length);
            }
            return null;
        }
        if (call.Arguments.ElementAtOrDefault(setting.Position) is not { } text) return null;
        return call.Shape == SnippetShape.Assign ? (text, call.Offset, call.Length) : (text, call.Places[setting.Position].Offset, call.Places[setting.Position].Length);
    }

    private bool MeansSomethingElse(LifetimeSetting setting) => setting.Unless.Length > 0 && _assigned.Value.Contains(setting.Unless);

    private static double UnitsOfADay(LifetimeUnit unit) => unit switch
    {
        LifetimeUnit.Seconds => 86_400,
        LifetimeUnit.Milliseconds => 86_400_000,
        _ => 1,
    };
}
