using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

/// <summary>A CMP's adapter, set up as an application does it, on requests without a server.</summary>
internal sealed class CmpReader
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly IConsentSource _source;

    public CmpReader(Action<ConsentBuilder> from)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new StoppedClock());
        from(services.AddConsent());
        _source = services.BuildServiceProvider().GetServices<IConsentSource>().Single();
    }

    public string Name => _source.Name;

    /// <summary>Reads from cookies as they stand in the header, <c>name=value</c> each.</summary>
    public ConsentDecision? Read(params string[] cookies)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = string.Join("; ", cookies);
        return _source.Read(context);
    }

    /// <summary>What a pseudonym of that number is.</summary>
    public static string Pseudonym(string cmp, string number) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{cmp}:{number}"))).ToLowerInvariant();

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
