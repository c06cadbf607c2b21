namespace ConsentAnalyzers.Tool.Audit;

/// <summary>
/// One cookie, tracker, storage key or transfer, with every place that sets it.
/// It is read from the string properties of a diagnostic, contract version 1 (<c>schema</c> = <c>1</c>); a missing property is empty:
/// <list type="table">
/// <item><term>kind</term><description>cookie, tracker, storage or transfer</description></item>
/// <item><term>name</term><description>a cookie's name (<c>*</c> at its end for a prefix, empty when unknown), a tracker's display name</description></item>
/// <item><term>provider</term><description>a vendor, <c>first party</c>, or empty when unknown</description></item>
/// <item><term>purpose</term><description>Analytics, Advertising, SocialMedia, Personalisation, Functional, several separated by a comma, or empty</description></item>
/// <item><term>ground</term><description>Session, Authentication, Cart, Security, Preferences, ConsentChoice, LoadBalancing, AudienceMeasurement, or empty</description></item>
/// <item><term>lifetime</term><description><c>session</c>, <c>unknown</c>, <c>390 days</c>, <c>13 months</c> …, or empty</description></item>
/// <item><term>status</term><description>ungated, guarded, mismatched (guarded for other purposes), exempt, policy (held back by the enforced cookie policy) or open</description></item>
/// <item><term>by</term><description>what guards or exempts it</description></item>
/// <item><term>element</term><description>Append, Set-Cookie, JavaScript, script, snippet, iframe …</description></item>
/// <item><term>address</term><description>a tracker's URL or host</description></item>
/// </list>
/// </summary>
internal sealed record StoredThing(string Kind, string Name, string Provider, string Purpose, string Ground, string Lifetime, string Status, string By)
{
    public static readonly string[] Purposes = ["Analytics", "Advertising", "SocialMedia", "Personalisation", "Functional"];
    public static readonly string[] Grounds = ["Session", "Authentication", "Cart", "Security", "Preferences", "ConsentChoice", "LoadBalancing", "AudienceMeasurement"];

    public IReadOnlyList<Place> Places { get; private init; } = [];

    public static IReadOnlyList<StoredThing> Group(IEnumerable<Finding> entries) =>
    [
        .. entries
            .GroupBy(entry => From(entry.Properties))
            .Select(group => group.Key with { Places = [.. group.Select(entry => entry.Place).Distinct()] })
            .OrderBy(thing => thing.Kind, StringComparer.Ordinal)
            .ThenBy(thing => thing.Name, StringComparer.Ordinal)
            .ThenBy(thing => thing.Places[0].Path, StringComparer.Ordinal)
            .ThenBy(thing => thing.Places[0].StartLine),
    ];

    private static StoredThing From(IReadOnlyDictionary<string, string> properties)
    {
        return new StoredThing(Get("kind"), Get("name"), Get("provider"), Get("purpose"), Get("ground"), Get("lifetime"), Get("status"), Get("by"));

        string Get(string name) => properties.GetValueOrDefault(name, "");
    }
}
