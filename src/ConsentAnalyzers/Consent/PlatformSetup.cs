using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Consent;

/// <summary>Something wrong with a consent platform's own script or configuration.</summary>
/// <param name="Rule">The id of the rule that reports it.</param>
/// <param name="Detail">What the message names beside the platform.</param>
/// <param name="Values">The values that open a gate, and what each has to be instead.</param>
internal sealed record PlatformFinding(string Rule, Location Location, string Cmp, object Detail, ImmutableArray<(TextSpan Span, string Shut)> Values = default);

/// <summary>How a view sets its consent platforms up: gates that are opened by configuration, blockers that come too late.</summary>
internal sealed class PlatformSetup(MarkupDocument document, PageScripts scripts)
{
    public const string OpenGate = "CNS2007";
    public const string LateBlocker = "CNS2008";

    public IEnumerable<PlatformFinding> Find(CancellationToken cancellationToken) => Blockers().Concat(Settings(cancellationToken));

    private IEnumerable<PlatformFinding> Blockers()
    {
        if (document.AutoBlocker is { Works: false } late && !IsExempt(late.Element, LateBlocker))
        {
            var problem = late.IsFirst ? "Platform_Deferred" : late.IsDeferred ? "Platform_LateAndDeferred" : "Platform_Late";
            yield return new(LateBlocker, document.LocationOf(late.Element.StartTag), late.Cmp, Messages.Localizable(problem));
        }
    }

    private IEnumerable<PlatformFinding> Settings(CancellationToken cancellationToken)
    {
        for (var i = 0; i < scripts.All.Length; i++)
        {
            var (script, open) = (scripts.All[i], new List<(string Cmp, string Text, ScriptCall Call, TextSpan Value, string Shut)>());
            foreach (var call in script.Script.Calls)
            {
                foreach (var setting in KnownPlatformSettings.Of(call.Path))
                {
                    foreach (var value in ValuesOf(setting, call))
                    {
                        if (scripts.ContextOf(i, call, cancellationToken).Kind == ScriptContextKind.Runs) open.Add((setting.Cmp, $"{setting.Name}: {setting.OpenValue}", call, script.SpanOf(value.Start, value.Length), setting.ShutValue));
                    }
                }
            }
            if (open.Count == 0) continue;
            var element = script.ElementOf(open[0].Call.Offset, open[0].Call.Length);
            if (!IsExempt(element, OpenGate)) yield return new(OpenGate, document.LocationOf(element.StartTag), open[0].Cmp, string.Join(", ", open.Select(o => o.Text).Distinct()), [.. open.Select(o => (o.Value, o.Shut)).Distinct()]);
        }
    }

    private static IEnumerable<TextSpan> ValuesOf(PlatformSetting setting, ScriptCall call)
    {
        if (setting.Setting.Length == 0) return call is { Shape: SnippetShape.Assign, Arguments: [{ } value, ..] } && value == setting.OpenValue ? [new(call.Places[0].Offset, call.Places[0].Length)] : [];
        return call.Properties
            .Where(property => property.Value == setting.OpenValue && (setting.OfService ? IsServiceOfTracker(property, setting, call) : property.Path == setting.Setting))
            .Select(property => new TextSpan(property.Offset, property.Length));
    }

    // services.2.required, and services.2.name is a tracker's: what is not known may be necessary.
    private static bool IsServiceOfTracker(ScriptProperty property, PlatformSetting setting, ScriptCall call)
    {
        if (property.Path.Split('.') is not [("services" or "apps"), var index, var name] || name != setting.Setting) return false;
        var service = property.Path.Substring(0, property.Path.LastIndexOf('.'));
        return call.Properties.Any(p => (p.Path == service + ".name" || p.Path == service + ".title") && IsTracker(p.Value));
    }

    private static bool IsTracker(string service) => KnownTrackers.All.Any(t => t.Class is TrackerClass.Tracker or TrackerClass.TagManager && Names(service, t));

    /// <summary>Whether the name of a service in a configuration is a tracker's.</summary>
    public static bool Names(string service, Tracker tracker) => Plain(service) is { Length: > 3 } name && (Plain(tracker.Key) == name || Plain(tracker.Vendor) == name);

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private bool IsExempt(MarkupElement element, string rule) => ExemptionComment.Before(element, document) is { IsUsable: true } comment && comment.Rules.Contains(rule);
}
