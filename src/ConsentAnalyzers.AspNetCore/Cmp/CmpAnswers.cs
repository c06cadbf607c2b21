using System.Security.Cryptography;
using System.Text;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>What a visitor has answered in a CMP: yes or no for each of its categories that has an answer, and when, to which banner.</summary>
internal sealed class CmpAnswers
{
    // What goes on into a proof is as short as the site's own versions are.
    private const int MaximumVersion = 64;

    private readonly Dictionary<string, bool> _answers = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _answers.Count;

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The CMP's number for the visitor, as it stands in the cookie; it does not leave this class.</summary>
    public string? Subject { private get; set; }

    public string? BannerVersion { get; set => field = IsVersion(value) ? value : null; }

    public string? PolicyVersion { get; set => field = IsVersion(value) ? value : null; }

    /// <summary>Adds an answer; names that differ by their case only are one category, granted when all are.</summary>
    public void Add(string category, bool granted) => _answers[category] = granted && (!_answers.TryGetValue(category, out var before) || before);

    public bool TryGet(string category, out bool granted) => _answers.TryGetValue(category, out granted);

    /// <summary>A SHA-256 of the CMP's number: it ties proofs of one visitor together, and nobody finds the visitor at the CMP by it.</summary>
    public string? Pseudonym(string cmp) =>
        string.IsNullOrEmpty(Subject) ? null : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{cmp}:{Subject}"))).ToLowerInvariant();

    private static bool IsVersion(string? text) => text is { Length: > 0 and <= MaximumVersion } && text.All(c => c is >= ' ' and <= '~');
}
