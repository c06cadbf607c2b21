using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Register;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>A call that feeds a tracker from the server, and what is said of it.</summary>
internal sealed record ServerTracker(Tracker Tracker, Location Location, Verdict Verdict);

/// <summary>Decides for each call of a tracker's server API whether it may happen before consent.</summary>
internal sealed class ServerTrackerJudge(ConsentContext context)
{
    private const string Request = "HttpClient";
    private const string RestSharp = "RestClient";
    private const string Registration = "AddHttpClient";

    private readonly ConcurrentDictionary<SyntaxNode, ServerTracker?> _judged = new();

    /// <summary>Whether the compilation speaks of any tracker's server API: asked before anything is registered.</summary>
    public static bool IsWorthwhile(ConsentContext context) =>
        !context.Options.SkipsTests && (KnownServerApis.Sdks.Any(s => context.Compilation.GetTypeByMetadataName(s.Type) is not null) || ServerMentions.In(context.Compilation, ServerMention.Tracker));

    /// <summary>The tracker that a call feeds, or registers a client for that nothing visible uses.</summary>
    /// <returns><see langword="null"/> for other calls, for what runs beside the requests, and for what never runs.</returns>
    public ServerTracker? Judge(IInvocationOperation call, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod.Name;
        if (!OutgoingCalls.IsCandidate(method) && !RestSharpCalls.IsCandidate(method) && !KnownServerApis.IsSdkMethod(method) && !HttpClients.MayRegister(method)) return null;
        return _judged.TryGetValue(call.Syntax, out var known) ? known : _judged.GetOrAdd(call.Syntax, Read(call, cancellationToken));
    }

    /// <summary>The tracker's endpoint that a request goes to.</summary>
    public static ServerEndpoint? EndpointOf(OutgoingCall call) => KnownServerApis.Find(call.Address.Host, call.Address.Path) is { Tracker.Class: TrackerClass.Tracker } endpoint && endpoint.Takes(call.Verb) ? endpoint : null;

    private ServerTracker? Read(IInvocationOperation call, CancellationToken cancellationToken)
    {
        if (Recognise(call) is not var (tracker, element, address) || CookieJudge.IsNeverRun(call)) return null;
        if (element == Registration) return new(tracker, call.Syntax.PlaceOfUse(), Decide(tracker, element, address, ConsentPurposes.None));
        return context.CallPaths.ServesRequests(call.Syntax, cancellationToken)
            ? new(tracker, call.Syntax.PlaceOfUse(), Decide(tracker, element, address, context.CallPaths.ConsentAt(call.Syntax, cancellationToken)))
            : null;
    }

    private (Tracker Tracker, string Element, ServerAddress Address)? Recognise(IInvocationOperation call)
    {
        if (SdkOf(call) is { } sdk) return (sdk.Tracker, sdk.Type.Substring(sdk.Type.LastIndexOf('.') + 1), ServerAddress.None);
        if (context.OutgoingCalls.Of(call) is { } sent) return EndpointOf(sent) is { } endpoint ? (endpoint.Tracker, sent.IsRestSharp ? RestSharp : Request, sent.Address) : null;
        if (!HttpClients.MayRegister(call.TargetMethod.Name) || context.HttpClients.RegisteredAt(call.Syntax) is not { } client) return null;
        var address = ServerAddress.Of(null, context.Values, () => client.BaseAddress);
        return KnownServerApis.Find(address.Host, address.Path) is { Tracker: { Class: TrackerClass.Tracker } tracker } && !context.HttpClients.HasVisibleCall(client) ? (tracker, Registration, address) : null;
    }

    private static ServerSdk? SdkOf(IInvocationOperation call)
    {
        if (!KnownServerApis.IsSdkMethod(call.TargetMethod.Name)) return null;
        var receiver = call.Instance?.Type ?? (call.TargetMethod is { IsExtensionMethod: true, Parameters: [var extended, ..] } ? extended.Type : call.TargetMethod.ContainingType);
        var names = FullNames.OfHierarchy(receiver).ToList();
        return KnownServerApis.Sdks.FirstOrDefault(s => s.Methods.Contains(call.TargetMethod.Name) && names.Contains(s.Type));
    }

    private Verdict Decide(Tracker tracker, string element, ServerAddress address, ConsentPurposes? found)
    {
        var row = context.Register.Find(RegisterKind.Tracker, tracker.Vendor) ?? context.Register.Find(RegisterKind.Tracker, address.Host);
        if (row is { Ground: not ExemptionGround.None } && !Exemptions.Contradicts(row.Ground, tracker)) return Say(ConsentStatus.Exempt, "register", row.Ground, ConsentPurposes.None);
        var consented = found ?? ConsentValue.Vacuous;
        var status = CookieJudge.StatusUnder(found, tracker.Purpose);
        return Say(status, CookieJudge.CheckFor(status, consented), ExemptionGround.None, consented);

        Verdict Say(ConsentStatus status, string by, ExemptionGround ground, ConsentPurposes known) => new(status, "tracker", tracker.Vendor, tracker.Vendor, tracker.Purpose, ground, "", by, element, address.Text, known);
    }
}
