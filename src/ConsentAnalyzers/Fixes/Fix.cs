using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Fixes;

/// <summary>One way to mend a finding.</summary>
/// <param name="Key">What is done, the same for every finding that it can be done to: Fix All repeats it. <c>gate</c>, <c>shorten</c>; behind a colon what a person has to decide: <c>gate:Analytics</c>, <c>exempt:Cart</c>.</param>
/// <param name="Title">What the editor's menu and the tool's summary say.</param>
/// <param name="Group">What the editor's menu puts such choices under; <see langword="null"/> for a fix that stands for itself.</param>
internal sealed record Fix(string Key, LocalizableString Title, ImmutableArray<FixEdit> Edits, LocalizableString? Group = null)
{
    /// <summary>Whether a person has to say which of several it is to be.</summary>
    public bool IsChoice => Key.IndexOf(':') >= 0;
}
