using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>The variables, fields and properties that code at a place may read, each by its simple name.</summary>
internal static class ScopeSymbols
{
    /// <summary>Variables first, then members; the inner ones before the outer ones.</summary>
    public static IEnumerable<(ISymbol Symbol, ITypeSymbol Type)> At(SyntaxNode place, SemanticModel model)
    {
        var (barrier, isStatic) = BarrierOf(place);
        return model.LookupSymbols(place.SpanStart)
            .Where(s => s.CanBeReferencedByName && (s is ILocalSymbol or IParameterSymbol ? IsAssigned(s, place, barrier) : s is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false, GetMethod: not null } && (s.IsStatic || !isStatic)))
            .Select(s => (Symbol: s, Type: TypeOf(s)))
            .OrderBy(s => s.Symbol switch { ILocalSymbol or IParameterSymbol => 0, IFieldSymbol => 1, _ => 2 })
            .ThenByDescending(s => s.Symbol is ILocalSymbol or IParameterSymbol ? StartOf(s.Symbol) : 0)
            .ThenBy(s => s.Symbol.Name, StringComparer.Ordinal);
    }

    private static ITypeSymbol TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        _ => ((IPropertySymbol)symbol).Type,
    };

    // A local is sure to have a value behind its declaration, where that gives it one.
    private static bool IsAssigned(ISymbol variable, SyntaxNode place, SyntaxNode? barrier)
    {
        if (variable is IParameterSymbol { RefKind: RefKind.Out }) return false;
        if (variable.DeclaringSyntaxReferences is not [var reference]) return variable is IParameterSymbol && barrier is null;
        var declaration = reference.GetSyntax();
        if (declaration.SyntaxTree != place.SyntaxTree || (barrier is not null && !barrier.Span.Contains(declaration.Span))) return false;
        return (variable, declaration) switch
        {
            (IParameterSymbol { RefKind: not RefKind.None }, _) => !place.Ancestors().TakeWhile(a => !a.Span.Contains(declaration.Span)).Any(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax),
            (IParameterSymbol, _) => true,
            (_, ForEachStatementSyntax loop) => loop.Statement.Span.Contains(place.Span),
            (_, VariableDeclaratorSyntax { Initializer: not null }) => declaration.Span.End <= place.SpanStart,
            _ => false,
        };
    }

    private static int StartOf(ISymbol variable) => variable.DeclaringSyntaxReferences is [var reference] ? reference.Span.Start : 0;

    // What a static function cannot see: the variables around it, and the instance.
    private static (SyntaxNode? Barrier, bool IsStatic) BarrierOf(SyntaxNode place)
    {
        SyntaxNode? barrier = null;
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax { Modifiers: var modifiers } when modifiers.Any(SyntaxKind.StaticKeyword):
                case LocalFunctionStatementSyntax { Modifiers: var local } when local.Any(SyntaxKind.StaticKeyword):
                    barrier ??= node;
                    break;
                case ConstructorInitializerSyntax:
                case AttributeSyntax:
                    return (barrier, true);
                case MemberDeclarationSyntax member and not (BaseNamespaceDeclarationSyntax or GlobalStatementSyntax):
                    return (barrier, barrier is not null || member.Modifiers.Any(SyntaxKind.StaticKeyword) || (member is BaseFieldDeclarationSyntax));
            }
        }
        return (barrier, true);
    }
}
