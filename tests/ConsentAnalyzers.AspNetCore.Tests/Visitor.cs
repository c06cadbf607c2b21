using System.Net.Http.Json;
using Microsoft.Net.Http.Headers;

namespace ConsentAnalyzers.AspNetCore.Tests;

/// <summary>A browser without a screen: keeps cookies by name, also the <c>Secure</c> ones, over plain HTTP.</summary>
internal sealed class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>The jar, by name; to tamper with as well.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>Headers that go with every request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>The raw <c>Set-Cookie</c> lines of the last answer.</summary>
    public IReadOnlyList<string> LastSetCookies { get; private set; } = [];

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<string> GetTextAsync(string path)
    {
        using var response = await GetAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (Cookies.Count > 0) request.Headers.Add(HeaderNames.Cookie, string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await _http.SendAsync(request);
        LastSetCookies = response.Headers.TryGetValues(HeaderNames.SetCookie, out var lines) ? [.. lines] : [];
        foreach (var cookie in SetCookieHeaderValue.ParseList([.. LastSetCookies]))
        {
            if (cookie.MaxAge <= TimeSpan.Zero || cookie.Expires <= DateTimeOffset.UtcNow) Cookies.Remove(cookie.Name.Value!);
            else Cookies[cookie.Name.Value!] = cookie.Value.Value!;
        }
        return response;
    }

    /// <summary>Sends the choice as a script does, with the antiforgery token of <c>/token</c> (see <see cref="TestEndpoints"/>).</summary>
    public async Task<HttpResponseMessage> DecideAsync(params string[] purposes) => await SendAsync(new HttpRequestMessage(HttpMethod.Post, "/consent")
    {
        Headers = { { "RequestVerificationToken", await GetTextAsync("/token") } },
        Content = JsonContent.Create(new { purposes }),
    });

    public async Task<HttpResponseMessage> WithdrawAsync() => await SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/consent")
    {
        Headers = { { "RequestVerificationToken", await GetTextAsync("/token") } },
    });

    public void Dispose() => _http.Dispose();
}
