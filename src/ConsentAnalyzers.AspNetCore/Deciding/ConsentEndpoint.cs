using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>What <c>MapConsent()</c> answers.</summary>
internal sealed class ConsentEndpoint(IAntiforgery antiforgery, ConsentReader reader, ConsentDecisions decisions)
{
    // A choice is a handful of names.
    private const int MaximumBody = 16 * 1024;

    public bool IsCmp => reader.HasSource;

    /// <summary>The choice as JSON: <c>{"decided":true,"decidedAt":"…","policyVersion":"…","purposes":{"Analytics":"granted",…}}</c>.</summary>
    public static async Task TellAsync(HttpContext context)
    {
        var consent = context.Consent();
        var options = context.RequestServices.GetRequiredService<IOptions<ConsentOptions>>().Value;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteBoolean("decided", consent.IsDecided);
            if (consent.DecidedAt is { } decidedAt) json.WriteString("decidedAt", decidedAt);
            else json.WriteNull("decidedAt");
            json.WriteString("policyVersion", consent.PolicyVersion);
            json.WriteStartObject("purposes");
            foreach (var purpose in ConsentPurposeNames.Of(options.Purposes).Concat(options.CustomPurposes)) json.WriteString(purpose, Word(consent.Status(purpose)));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }

    public async Task TakeAsync(HttpContext context)
    {
        if (!await IsFromThisSiteAsync(context)) return;
        if (IsCmp) await RecordAsync(context);
        else await DecideAsync(context);
    }

    public async Task WithdrawAsync(HttpContext context)
    {
        if (!await IsFromThisSiteAsync(context)) return;
        decisions.Withdraw(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task DecideAsync(HttpContext context)
    {
        if (await (context.Request.HasFormContentType ? ReadFormAsync(context) : ReadJsonAsync(context)) is not var (granted, returnUrl))
        {
            await RefuseAsync(context, "The choice is a form with a field 'purpose' for each yes, or JSON: {\"purposes\":[\"Analytics\"]}; an empty list refuses all.");
            return;
        }

        try
        {
            decisions.Decide(context, granted);
        }
        catch (ArgumentException exception)
        {
            await RefuseAsync(context, exception.Message);
            return;
        }
        await AnswerAsync(context, returnUrl);
    }

    private async Task RecordAsync(HttpContext context)
    {
        if (ConsentHttpContextExtensions.Visitor(context).Decision is not { } decision)
        {
            await RefuseAsync(context, "The request brings no choice of the site's CMP.");
            return;
        }
        decisions.Record(context, decision);
        await AnswerAsync(context, null);
    }

    // A form goes back to its page, a script gets the new state.
    private static Task AnswerAsync(HttpContext context, string? returnUrl)
    {
        if (returnUrl is null) return TellAsync(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = IsLocal(returnUrl) ? returnUrl : context.Request.PathBase + "/";
        return Task.CompletedTask;
    }

    private async Task<bool> IsFromThisSiteAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaximumBody;
        if (await IsTokenValidAsync(context)) return true;
        await RefuseAsync(context, "The antiforgery token is missing or not valid.");
        return false;
    }

    private async Task<bool> IsTokenValidAsync(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            // The form that should hold it cannot be read.
            return false;
        }
    }

    private static async Task<(List<string> Granted, string? ReturnUrl)?> ReadFormAsync(HttpContext context)
    {
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return ([.. form["purpose"].OfType<string>()], form["returnUrl"]);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<(List<string> Granted, string? ReturnUrl)?> ReadJsonAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) return null;
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("purposes", out var purposes) || purposes.ValueKind != JsonValueKind.Array) return null;
            var names = new List<string>();
            foreach (var purpose in purposes.EnumerateArray())
            {
                if (purpose.ValueKind != JsonValueKind.String) return null;
                names.Add(purpose.GetString()!);
            }
            return (names, null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }

    // "//host" and "/\host" lead to another site, control characters into the next header; other than ASCII no header can hold.
    private static bool IsLocal(string url) => url.Length > 0 && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(c => char.IsControl(c) || !char.IsAscii(c));

    private static string Word(ConsentStatus status) => status switch
    {
        ConsentStatus.Granted => "granted",
        ConsentStatus.Refused => "refused",
        _ => "unknown",
    };
}
