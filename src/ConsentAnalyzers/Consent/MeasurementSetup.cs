using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Storage;

namespace ConsentAnalyzers.Consent;

/// <summary>How a view configures a measurement that can be exempt: the calls of its inline scripts that an answer depends on.</summary>
internal sealed class MeasurementSetup
{
    private readonly Tracker _tracker;
    private readonly List<(MeasurementEffect Effect, string Call, string? Value, ScriptContextKind When)> _calls = [];

    private MeasurementSetup(Tracker tracker) => _tracker = tracker;

    /// <summary>Whether the view shows the configuration at all; it may stand in a script file.</summary>
    public bool IsVisible { get; private set; }

    /// <summary>Whether the measurement itself waits: it was told so, and not told at once that the visitor agrees.</summary>
    public bool WaitsForConsent => Has(MeasurementEffect.Waits) && !Has(MeasurementEffect.Given);

    /// <summary>Whether it was told to store nothing at all.</summary>
    public bool IsCookieless => Has(MeasurementEffect.Cookieless);

    /// <summary>Whether it stores nothing before consent.</summary>
    public bool StoresNothing => WaitsForConsent || IsCookieless;

    public static MeasurementSetup Read(Tracker tracker, PageScripts scripts, CancellationToken cancellationToken)
    {
        var setup = new MeasurementSetup(tracker);
        for (var i = 0; i < scripts.All.Length; i++)
        {
            foreach (var call in scripts.All[i].Script.Calls)
            {
                if (call.Shape != SnippetShape.Push || !KnownMeasurement.IsQueue(tracker, call.Path) || call.Arguments is not [{ } name, ..]) continue;
                setup.IsVisible = true;
                if (KnownMeasurement.EffectOf(tracker, call.Path, name) is not { } effect) continue;
                var when = scripts.ContextOf(i, call, cancellationToken).Kind;
                if (when != ScriptContextKind.Uncalled) setup._calls.Add((effect, name, call.Arguments.ElementAtOrDefault(1), when));
            }
        }
        return setup;
    }

    /// <summary>Why nothing makes it wait.</summary>
    public object WhyLive() => Messages.Localizable("Measurement_Waits", Join(MeasurementEffect.Waits, MeasurementEffect.Cookieless));

    /// <summary>What a declared exemption lacks; <see langword="null"/> when it is complete, or waits anyway.</summary>
    public object? WhyIncomplete(LifetimeLimit limit)
    {
        if (!IsVisible || WaitsForConsent) return null;
        // What is done only after an act of the visitor, or with consent, counts too: the exemption has one purpose only.
        if (_calls.Find(c => c.Effect == MeasurementEffect.Excludes) is { Call: { } excluded }) return Messages.Localizable("Measurement_Excludes", excluded);
        if (IsCookieless) return null;
        var name = Join(MeasurementEffect.Lifetime);
        var lifetimes = _calls.FindAll(c => c.Effect == MeasurementEffect.Lifetime);
        if (lifetimes.Count == 0) return Messages.Localizable("Measurement_NoLifetime", name);
        // A number that is computed at run time may be right.
        return lifetimes.Exists(c => double.TryParse(c.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && limit.IsExceededBy(0, Duration(seconds)))
            ? Messages.Localizable("Measurement_TooLong", name)
            : null;
    }

    private bool Has(MeasurementEffect effect) => _calls.Exists(c => c.Effect == effect && c.When == ScriptContextKind.Runs);

    private string Join(params MeasurementEffect[] effects) => string.Join(", ", effects.SelectMany(e => KnownMeasurement.Calls(_tracker, e)));

    private static TimeSpan Duration(double seconds) => double.IsNaN(seconds) ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Max(0, Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)));
}
