using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Knowledge;

/// <summary>How code speaks of the visitor's address. Facts: <c>client-address.tsv</c>.</summary>
internal static class ClientAddressNames
{
    private static readonly Lazy<ILookup<string, string>> Data = new(() => TsvTable.Load("client-address.tsv").Rows.ToLookup(r => r["kind"], r => r["name"], StringComparer.Ordinal));

    private static readonly Lazy<HashSet<string>> Headers = new(() => new(Data.Value["header"], StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<HashSet<string>> Members = new(() => new(Data.Value["member"], StringComparer.Ordinal));

    private static readonly Lazy<HashSet<string>> Masks = new(() => new(Data.Value["mask"], StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<HashSet<string>> Names = new(() => new(Data.Value["name"], StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<IReadOnlyList<string>> MentionedBy = new(() => [.. Headers.Value.Concat(Members.Value.Select(m => m.Substring(m.IndexOf('.') + 1))).Distinct().OrderBy(w => w, StringComparer.Ordinal)]);

    /// <summary>Texts of which a file that reads the address holds one.</summary>
    public static IReadOnlyList<string> Words => MentionedBy.Value;

    public static bool IsHeader(string name) => Headers.Value.Contains(name);

    public static bool IsMember(ISymbol member) => member.ContainingType is { } type && Members.Value.Contains(type.Name + "." + member.Name);

    /// <summary>Whether what a method or type of this name makes of an address no longer tells who it is.</summary>
    public static bool IsMask(string name) => HasWord(name, Masks.Value);

    /// <summary>Whether the body of a member of this name is worth opening.</summary>
    public static bool MayName(string name) => HasWord(name, Names.Value);

    private static bool HasWord(string name, HashSet<string> words)
    {
        foreach (var (start, length) in NameTokens.Split(name.AsSpan()))
        {
            if (words.Contains(name.Substring(start, length))) return true;
        }
        return false;
    }
}
