using ConsentAnalyzers.AspNetCore;

namespace Boutique.Tracking;

/// <summary>Tells Google of orders from the server, where no ad blocker is in the way.</summary>
public sealed class OrderReports(HttpClient http, IConsent consent)
{
    private const string Address = "https://www.google-analytics.com/mp/collect?measurement_id=G-0000000000&api_secret=none";

    public async Task OrderedAsync(string clientId, decimal total)
    {
        // WRONG order-report: CNS4001
        await http.PostAsJsonAsync(Address, new { client_id = clientId, events = new[] { new { name = "purchase", value = total } } });
    }

    public async Task WrappedAsync(string clientId)
    {
        if (!consent.Allows(ConsentPurpose.Analytics)) return;

        // RIGHT wrap-report: the same call, for those who agreed
        await http.PostAsJsonAsync(Address, new { client_id = clientId, events = new[] { new { name = "gift_wrap" } } });
    }
}
