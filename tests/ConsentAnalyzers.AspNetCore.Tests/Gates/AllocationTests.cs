using Microsoft.AspNetCore.Http;

namespace ConsentAnalyzers.AspNetCore.Tests.Gates;

/// <summary>In a request whose choice has been read, asking allocates nothing, and a gated cookie what the framework's own Append does.</summary>
public class AllocationTests
{
    private const int Rounds = 1000;

    private static readonly CookieOptions Options = new() { MaxAge = TimeSpan.FromDays(30) };

    private static HttpContext Request(ConsentDecision? decision)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new VisitorConsent(decision));
        return context;
    }

    private static long Allocated(Action action)
    {
        for (var i = 0; i < Rounds; i++) action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        var context = Request(new ConsentDecision { Granted = ConsentPurpose.Analytics, GrantedNames = ["Recommendations"] });

        Assert.Equal(0, Allocated(() => context.Consent().Allows(ConsentPurpose.Analytics)));
        Assert.Equal(0, Allocated(() => context.Consent().Allows(ConsentPurpose.Advertising)));
        Assert.Equal(0, Allocated(() => context.Consent().Allows("recommendations")));
        Assert.Equal(0, Allocated(() => context.Consent().Status(ConsentPurpose.Functional)));
    }

    [Fact]
    public void A_gated_cookie_allocates_what_the_frameworks_own_does()
    {
        var context = Request(new ConsentDecision { Granted = ConsentPurpose.Analytics });
        var bare = Allocated(() =>
        {
            context.Response.Cookies.Append("visit", "1", Options);
            context.Response.Headers.Clear();
        });

        var gated = Allocated(() =>
        {
            context.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "visit", "1", Options);
            context.Response.Headers.Clear();
        });

        Assert.True(bare > 0);
        Assert.Equal(bare, gated);
    }

    [Fact]
    public void A_cookie_that_is_not_written_allocates_nothing()
    {
        var context = Request(null);

        Assert.Equal(0, Allocated(() => context.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "visit", "1", Options)));
    }
}
