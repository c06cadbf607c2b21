namespace ConsentAnalyzers.AspNetCore;

/// <summary>The cookies that the site sets, or lets others set, under a consent: what a refusal or a withdrawal deletes.</summary>
public sealed class ConsentCookies
{
    private readonly List<(string Purpose, string Name)> _cookies = [];

    /// <summary>The domains, besides the host itself, on which these cookies are deleted too: trackers write theirs on the registrable domain (<c>example.com</c>).</summary>
    public IList<string> Domains { get; } = [];

    /// <summary>Declares cookies of a purpose.</summary>
    /// <param name="purpose">The purpose; with several joined, each of them must be granted to keep the cookies.</param>
    /// <param name="names">Names, <c>*</c> at the end for any rest: <c>_ga</c>, <c>_ga_*</c>.</param>
    public void Add(ConsentPurpose purpose, params string[] names)
    {
        if (purpose == ConsentPurpose.None) throw new ArgumentException("A cookie that needs consent has a purpose.", nameof(purpose));
        foreach (var name in ConsentPurposeNames.Of(purpose)) Add(name, names);
    }

    /// <summary>Declares cookies of one of the site's own purposes.</summary>
    public void Add(string purpose, params string[] names)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name) || name is "*" || name.TrimEnd('*').Contains('*')) throw new ArgumentException($"'{name}' is no cookie's name: a name is not empty, and '*' stands only at its end.", nameof(names));
            _cookies.Add((purpose, name));
        }
    }

    /// <summary>Of the names a request brought, those that no longer have a consent.</summary>
    internal IEnumerable<string> Withdrawn(IEnumerable<string> present, IConsent consent) =>
        present.Where(name => _cookies.Exists(cookie => Matches(cookie.Name, name) && !consent.Allows(cookie.Purpose)));

    internal IEnumerable<string> Purposes => _cookies.Select(cookie => cookie.Purpose);

    private static bool Matches(string pattern, string name) =>
        pattern[^1] == '*' ? name.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern.Equals(name, StringComparison.Ordinal);
}
