using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>Puts code under a consent check: the fix of every rule that misses one.</summary>
internal static class Gates
{
    public const string Key = "gate";

    /// <summary>What a fix asks consent for, with its key: of what needs a known purpose, that; else each, for a person to choose.</summary>
    public static IEnumerable<(string Suffix, ConsentPurposes Purposes)> Choices(ConsentPurposes purposes) => (purposes & ConsentPurposes.Each) != ConsentPurposes.None
        ? [("", purposes & ConsentPurposes.Each)]
        : ConsentPurposes.Each.Split().Select(p => (":" + p, p));

    /// <summary>A fix of that kind, under its heading where a person has to choose.</summary>
    public static Fix Of(string key, string suffix, string title, ConsentPurposes purposes, IEnumerable<FixEdit> edits) =>
        new(key + suffix, Messages.Localizable(title, purposes.ToText()), [.. edits], suffix.Length == 0 ? null : Messages.Localizable("Fix_GateGroup"));

    /// <summary>An <c>if</c> around the statement of a node.</summary>
    public static Fix? Around(SyntaxNode node, ConsentPurposes purposes, FixRequest request, string suffix = "", Func<ExpressionStatementSyntax, bool>? isNeighbour = null) =>
        GuardedCode.Around(node, request, isNeighbour) is { } code && ConsentCondition.At(node, purposes, request) is { } condition && code.Under(condition) is { } edits
            ? Of(Key, suffix, "Fix_Gate", purposes, edits.Concat(Import.Add(condition.Imports, node, request)))
            : null;

    /// <summary>The same for a finding whose purpose is a property of it.</summary>
    public static IEnumerable<Fix> Around(SyntaxNode? node, FixRequest request) =>
        node is null ? [] : Distinct(Choices(request.Purpose).Select(choice => Around(node, choice.Purposes, request, choice.Suffix)));

    /// <summary>Choices that make a difference: a yes/no consent is the same for every purpose, and one choice.</summary>
    public static IEnumerable<Fix> Distinct(IEnumerable<Fix?> choices)
    {
        var fixes = choices.OfType<Fix>().ToList();
        return fixes.Count > 1 && fixes.TrueForAll(f => f.Edits.SequenceEqual(fixes[0].Edits))
            ? [new(fixes[0].Key.Substring(0, fixes[0].Key.IndexOf(':')) + ":Any", Messages.Localizable("Fix_GateGroup"), fixes[0].Edits)]
            : fixes;
    }
}
