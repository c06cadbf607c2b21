using System;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Configuration;

/// <summary>A member named in <c>consent_analyzers.guards</c>: a documentation id, or its type and name with as much of the namespace as is wanted.</summary>
internal sealed record ConfiguredGuard(string Member, ConsentPurposes Purposes)
{
    private readonly string _path = Member.Length > 2 && Member[1] == ':' ? Member.Substring(2).Split('(')[0] : Member;

    public bool Matches(ISymbol member)
    {
        if (!EndsWithPart(_path, member.Name)) return false;
        if (member.OriginalDefinition.GetDocumentationCommentId() is not { } id) return false;
        return id == Member || EndsWithPart(id.Substring(2).Split('(')[0], _path);
    }

    private static bool EndsWithPart(string path, string part) =>
        path.EndsWith(part, StringComparison.Ordinal) && (path.Length == part.Length || path[path.Length - part.Length - 1] == '.');
}

/// <summary>The words of <c>consent_analyzers.guard_names</c>; <c>!word</c> turns the meaning round.</summary>
internal sealed class ConfiguredGuardNames(ImmutableArray<(string Word, ConsentPurposes Purposes)> words)
{
    public static readonly ConfiguredGuardNames None = new([]);

    /// <summary>The purposes that the words name; a word without one is a yes/no consent and names none.</summary>
    public ConsentPurposes Purposes => words.Select(w => w.Purposes).Where(p => (p & ConsentPurposes.Yes) == 0).Aggregate(ConsentPurposes.None, (all, purposes) => all | purposes);

    public ConsentValue Classify(string name)
    {
        if (words.IsEmpty) return ConsentValue.Unknown;
        foreach (var (word, purposes) in words)
        {
            var guard = ConsentValue.Guard(purposes);
            if (word.StartsWith("!", StringComparison.Ordinal) ? Knowledge.GuardNames.HasWords(name, word.Substring(1)) : Knowledge.GuardNames.HasWords(name, word)) return word[0] == '!' ? guard.Not() : guard;
        }
        return ConsentValue.Unknown;
    }
}
