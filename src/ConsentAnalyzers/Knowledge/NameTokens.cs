using System;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Splits names into words: at <c>_ - . : / %</c> and spaces, between letters and digits, and where the case changes.</summary>
/// <example><c>X-XSRF-TOKEN</c>: X, XSRF, TOKEN. <c>preferredLanguage2</c>: preferred, Language, 2. <c>UITheme</c>: UI, Theme.</example>
internal static class NameTokens
{
    /// <summary>Enumerates the words as (start, length). With <paramref name="atCase"/> false the case and digits do not separate: <c>JSESSIONID2</c> stays whole.</summary>
    public static Enumerator Split(ReadOnlySpan<char> name, bool atCase = true) => new(name, atCase);

    /// <summary>Whether a word of <paramref name="name"/> is <paramref name="word"/>, in any case.</summary>
    public static bool Contains(ReadOnlySpan<char> name, string word)
    {
        foreach (var (start, length) in Split(name))
        {
            if (name.Slice(start, length).Equals(word.AsSpan(), StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>Whether every word of <paramref name="name"/> is of a kind.</summary>
    public static bool AreAll(string name, Func<string, bool> kind)
    {
        foreach (var (start, length) in Split(name.AsSpan()))
        {
            if (!kind(name.Substring(start, length))) return false;
        }
        return true;
    }

    internal ref struct Enumerator(ReadOnlySpan<char> name, bool atCase)
    {
        private readonly ReadOnlySpan<char> name = name;
        private int start;
        private int end;

        public readonly (int Start, int Length) Current => (start, end - start);

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            start = end;
            while (start < name.Length && !char.IsLetterOrDigit(name[start])) start++;
            if (start >= name.Length) return false;
            end = start + 1;
            while (end < name.Length && char.IsLetterOrDigit(name[end]) && !(atCase && IsBoundary(end))) end++;
            return true;
        }

        private readonly bool IsBoundary(int at)
        {
            var before = name[at - 1];
            var here = name[at];
            if (char.IsDigit(before) != char.IsDigit(here)) return true;
            if (!char.IsUpper(here)) return false;
            // aB starts a word; so does the last capital of ABCd.
            return !char.IsUpper(before) || (at + 1 < name.Length && char.IsLower(name[at + 1]));
        }
    }
}
