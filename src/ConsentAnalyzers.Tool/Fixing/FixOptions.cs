namespace ConsentAnalyzers.Tool.Fixing;

/// <param name="Rules">The rules whose findings are mended; empty for all.</param>
/// <param name="Purposes">See <see cref="FixChoices.Parse"/>.</param>
/// <param name="Force">Whether uncommitted changes of the user's may mix with the fixes.</param>
internal sealed record FixOptions(string Path, bool DryRun, IReadOnlyList<string> Rules, IReadOnlyList<string> Purposes, IReadOnlyList<string> Exemptions, bool Force, string Language, string Configuration, bool Verbose);
