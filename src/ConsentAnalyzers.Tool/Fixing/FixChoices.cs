using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Fixing;

/// <summary>What only a person can say: what an unknown cookie or tracker is for, or why it needs no consent.</summary>
internal sealed class FixChoices
{
    private readonly List<Choice> _choices;

    private FixChoices(List<Choice> choices) => _choices = choices;

    /// <param name="purposes"><c>name=Analytics</c>: a cookie's name or a vendor's.</param>
    /// <param name="exemptions"><c>name=Cart</c>.</param>
    /// <exception cref="AuditException">One of them cannot be read.</exception>
    public static FixChoices Parse(IEnumerable<string> purposes, IEnumerable<string> exemptions)
    {
        var choices = purposes.Select(text => Read(text, "--purpose", StoredThing.Purposes)).Concat(exemptions.Select(text => Read(text, "--exempt", StoredThing.Grounds))).ToList();
        foreach (var twice in choices.GroupBy(choice => choice.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            throw new AuditException($"'{twice.Key}' is given {twice.Count()} times ({string.Join(", ", twice.Select(choice => $"{choice.Option} {choice.Text}"))}): say once what it is.");
        return new FixChoices(choices);
    }

    /// <summary>What was said of a finding; null where nothing was said about it.</summary>
    public Choice? For(Finding finding)
    {
        var (name, provider) = (finding.Properties.GetValueOrDefault("name", ""), finding.Properties.GetValueOrDefault("provider", ""));
        // A cookie's own name says more than whose it is.
        var chosen = _choices.Find(choice => Is(choice, name)) ?? _choices.Find(choice => Is(choice, provider));
        if (chosen is not null)
            chosen.IsUsed = true;
        return chosen;
    }

    /// <summary>Whether a fix waits for one of the options: <c>gate:Analytics</c>, <c>exempt:Cart</c>, and not <c>act:post</c>.</summary>
    public static bool CanTake(WrittenFix fix) => StoredThing.Purposes.Concat(StoredThing.Grounds).Any(word => fix.Key.EndsWith(":" + word, StringComparison.Ordinal));

    /// <summary>The options that spoke of nothing that was found: a typing error, most likely.</summary>
    public IEnumerable<string> Unused => _choices.Where(choice => !choice.IsUsed).Select(choice => $"{choice.Option} {choice.Text}");

    private static bool Is(Choice choice, string name) => name.Length > 0 && choice.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Choice Read(string text, string option, string[] words)
    {
        var at = text.LastIndexOf('=');
        var (name, word) = at < 0 ? (text, "") : (text[..at].Trim(), text[(at + 1)..].Trim());
        if (at < 0 || name.Length == 0)
            throw new AuditException($"{option} '{text}' is not of the form name={words[0]}: name a cookie or a vendor as the audit shows it.");
        return Array.Find(words, known => known.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } known
            ? new Choice(option, text, name, known)
            : throw new AuditException($"{option} '{text}': '{word}' is none of {string.Join(", ", words)}.");
    }

    /// <param name="Word">The purpose, or the ground.</param>
    internal sealed record Choice(string Option, string Text, string Name, string Word)
    {
        public bool IsUsed { get; set; }

        /// <summary>Whether a fix does what was said: <c>gate:Analytics</c> and <c>append:Analytics</c> alike.</summary>
        public bool IsDoneBy(WrittenFix fix) => fix.Key.EndsWith(":" + Word, StringComparison.Ordinal);
    }
}
