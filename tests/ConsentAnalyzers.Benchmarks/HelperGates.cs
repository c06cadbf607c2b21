using BenchmarkDotNet.Attributes;
using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Http;

namespace ConsentAnalyzers.Benchmarks;

/// <summary>What the helper's gates cost in a request whose choice has been read, against the framework's own Append.</summary>
[MemoryDiagnoser]
public class HelperGates
{
    private readonly CookieOptions _options = new() { MaxAge = TimeSpan.FromDays(30) };
    private HttpContext _granted = null!;
    private HttpContext _refused = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _granted = Request(new ConsentDecision { Granted = ConsentPurpose.Analytics });
        _refused = Request(new ConsentDecision { Refused = ConsentPurpose.Analytics });
    }

    [Benchmark(Baseline = true)]
    public void Append()
    {
        _granted.Response.Cookies.Append("visit", "1", _options);
        _granted.Response.Headers.Clear();
    }

    [Benchmark]
    public void GatedAppend()
    {
        _granted.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "visit", "1", _options);
        _granted.Response.Headers.Clear();
    }

    [Benchmark]
    public bool GatedAppendRefused() => _refused.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "visit", "1", _options);

    [Benchmark]
    public bool Allows() => _granted.Consent().Allows(ConsentPurpose.Analytics);

    private static HttpContext Request(ConsentDecision decision)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new VisitorConsent(decision));
        return context;
    }
}
