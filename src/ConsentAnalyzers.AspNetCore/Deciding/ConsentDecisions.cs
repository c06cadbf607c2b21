using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <inheritdoc cref="IConsentDecisions" />
internal sealed partial class ConsentDecisions(IOptions<ConsentOptions> options, ConsentReader reader, ChoiceCookie cookie, TimeProvider clock, ILogger<ConsentDecisions> logger) : IConsentDecisions
{
    public void Decide(HttpContext context, IEnumerable<string> granted)
    {
        ArgumentNullException.ThrowIfNull(granted);
        var (purposes, names) = (ConsentPurpose.None, new List<string>());
        foreach (var name in granted)
        {
            if (ConsentPurposeNames.TryParse(name, out var purpose)) purposes |= purpose;
            else if (options.Value.CustomPurposes.FirstOrDefault(p => p.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } own) names.Add(own);
            else throw NoPurpose(name);
        }
        Take(context, purposes, [.. names.Distinct()], ConsentDecision.Banner);
    }

    public void Decide(HttpContext context, ConsentPurpose granted) => Take(context, granted, [], ConsentDecision.Banner);

    public void Withdraw(HttpContext context) => Take(context, ConsentPurpose.None, [], ConsentDecision.Withdrawal);

    /// <summary>Keeps the proof of what a CMP's own cookie says, and deletes what it refuses.</summary>
    public void Record(HttpContext context, ConsentDecision decision)
    {
        Delete(context, ConsentHttpContextExtensions.Visitor(context));
        Prove(context, decision);
    }

    /// <summary>The decision that says yes to what <c>ITrackingConsentFeature</c> stands for; nothing is remembered.</summary>
    public ConsentDecision Tracking(HttpContext context) => Compose(context, options.Value.Tracking, [], ConsentDecision.Banner);

    private void Take(HttpContext context, ConsentPurpose granted, List<string> names, string source)
    {
        ArgumentNullException.ThrowIfNull(context);
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method)) throw new InvalidOperationException($"A {method} request takes no decision: a link, a prefetch or a crawler is no act of the visitor. Use POST.");
        if (reader.HasSource) throw new InvalidOperationException("The choice is the CMP's to take on this site: a second one beside it would contradict it.");
        if (context.Response.HasStarted) throw new InvalidOperationException("The response has started, so that the choice can no longer be remembered.");
        if ((granted & ~options.Value.Purposes) is var stray and not ConsentPurpose.None) throw NoPurpose(stray.ToString());

        // What the browser refuses by its signal is refused, in the proof as well.
        var signal = ConsentHttpContextExtensions.Visitor(context).RefusedBySignal;
        var decision = Compose(context, granted & ~signal, names, source);
        cookie.Write(context, decision);
        var consent = new VisitorConsent(decision, signal);
        context.Features.Set(consent);
        Delete(context, consent);
        Prove(context, decision);
    }

    private ConsentDecision Compose(HttpContext context, ConsentPurpose granted, List<string> names, string source) => new()
    {
        Granted = granted,
        Refused = options.Value.Purposes & ~granted,
        GrantedNames = names,
        RefusedNames = [.. options.Value.CustomPurposes.Where(p => !names.Contains(p))],
        // To the second, as the cookie keeps it.
        DecidedAt = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()),
        BannerVersion = options.Value.BannerVersion,
        PolicyVersion = options.Value.PolicyVersion,
        Source = source,
        // A later choice of the same visitor keeps the number, so that a withdrawal is tied to what it withdraws.
        SubjectId = ConsentHttpContextExtensions.Visitor(context).Decision?.SubjectId ?? Guid.NewGuid().ToString("N"),
    };

    private void Delete(HttpContext context, VisitorConsent consent)
    {
        foreach (var name in options.Value.Cookies.Withdrawn(context.Request.Cookies.Keys, consent))
        {
            // Browsers take "__Secure-" and "__Host-" from nothing but a Secure cookie, and the latter from none with a domain (RFC 6265bis).
            var (isSecure, isOfHost) = (name.StartsWith("__Secure-", StringComparison.OrdinalIgnoreCase), name.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase));
            context.Response.Cookies.Delete(name, new CookieOptions { Secure = isSecure || isOfHost });
            if (isOfHost) continue;
            foreach (var domain in options.Value.Cookies.Domains) context.Response.Cookies.Delete(name, new CookieOptions { Domain = domain, Secure = isSecure });
        }
    }

    // Before the response's first byte, so that what was acknowledged is kept; whether the visitor still waits does not matter.
    private void Prove(HttpContext context, ConsentDecision decision)
    {
        var proof = new ConsentProof(
            decision.SubjectId ?? Guid.NewGuid().ToString("N"),
            decision.DecidedAt ?? clock.GetUtcNow(),
            decision.BannerVersion ?? options.Value.BannerVersion,
            decision.PolicyVersion ?? options.Value.PolicyVersion,
            decision.Source,
            [.. ConsentPurposeNames.Of(decision.Granted), .. decision.GrantedNames],
            [.. ConsentPurposeNames.Of(decision.Refused), .. decision.RefusedNames]);
        var store = context.RequestServices.GetRequiredService<IConsentProofStore>();
        context.Response.OnStarting(() => KeepAsync(store, proof));
    }

    private async Task KeepAsync(IConsentProofStore store, ConsentProof proof)
    {
        try
        {
            await store.RecordAsync(proof, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever the store's trouble is, the visitor's choice stands.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ProofLost(logger, exception, proof.SubjectId, proof.Time, proof.BannerVersion, proof.PolicyVersion, proof.Source, string.Join(',', proof.Granted), string.Join(',', proof.Refused));
        }
    }

    private static ArgumentException NoPurpose(string name) => new($"'{name}' is no purpose of this site.");

    [LoggerMessage(Level = LogLevel.Error, Message = "The proof of a consent could not be kept: {SubjectId} at {Time:O}, banner {BannerVersion}, policy {PolicyVersion}, source {Source}, granted '{Granted}', refused '{Refused}'.")]
    private static partial void ProofLost(ILogger logger, Exception exception, string subjectId, DateTimeOffset time, string bannerVersion, string policyVersion, string source, string granted, string refused);
}
