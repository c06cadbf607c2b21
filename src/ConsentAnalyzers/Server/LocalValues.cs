using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Server;

/// <summary>All that a local is given, by syntax: where it is declared, where it is assigned, and what is added to it. A body is walked once.</summary>
internal sealed class LocalValues
{
    private static readonly ConditionalWeakTable<SyntaxNode, LocalValues> Bodies = new();

    private readonly ILookup<string, ExpressionSyntax> _assigned;
    private readonly ILookup<string, ExpressionSyntax> _added;

    private LocalValues(SyntaxNode body)
    {
        var assignments = body.DescendantNodes().OfType<AssignmentExpressionSyntax>().ToList();
        _assigned = assignments.Where(a => a.Left is IdentifierNameSyntax).ToLookup(a => a.Left.LastName()!, a => a.Right, StringComparer.Ordinal);
        _added = assignments.Where(a => a.Left is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax).Select(a => (Name: Holder(a.Left), Values: new[] { a.Right }.AsEnumerable()))
            .Concat(body.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAdd" or "Append" or "AppendLine" }).Select(i => (Name: Holder(i.Expression), Values: i.ArgumentList.Arguments.Select(a => a.Expression))))
            .SelectMany(p => p.Values.Select(v => (p.Name, Value: v)))
            .Where(p => p.Name.Length > 0)
            .ToLookup(p => p.Name, p => p.Value, StringComparer.Ordinal);
    }

    /// <summary>The declaration's own value, and every later one.</summary>
    public static IEnumerable<ExpressionSyntax> Of(ILocalSymbol local) => local.DeclaringSyntaxReferences is [var reference] && In(reference.GetSyntax()) is { } body ? Declared(reference.GetSyntax()).Concat(body._assigned[local.Name]) : [];

    /// <summary>What goes into it: <c>list.Add(x)</c>, <c>map["k"] = x</c>, <c>dto.Member = x</c>.</summary>
    public static IEnumerable<ExpressionSyntax> AddedTo(ILocalSymbol local) => local.DeclaringSyntaxReferences is [var reference] && In(reference.GetSyntax()) is { } body ? body._added[local.Name] : [];

    private static LocalValues? In(SyntaxNode declaration) =>
        declaration.FirstAncestorOrSelf<SyntaxNode>(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax) is { } body ? Bodies.GetValue(body, b => new(b)) : null;

    private static IEnumerable<ExpressionSyntax> Declared(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: { } value } => [value],
        ForEachStatementSyntax { Expression: var items } => [items],
        SingleVariableDesignationSyntax when declaration.FirstAncestorOrSelf<SubpatternSyntax>() is null && declaration.FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { } pattern => [pattern.Expression],
        _ => [],
    };

    private static string Holder(ExpressionSyntax target) => target switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } => name.Identifier.ValueText,
        ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax name } => name.Identifier.ValueText,
        _ => "",
    };
}
