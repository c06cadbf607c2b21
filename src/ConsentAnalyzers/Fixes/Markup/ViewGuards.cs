using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Fixes;

/// <summary>The consent checks that a view can write: those that it writes elsewhere, and those of the services that are injected into it.</summary>
internal sealed class ViewGuards(MarkupDocument document, ConsentContext context)
{
    /// <summary>The condition of a check for all the purposes.</summary>
    /// <param name="place">The place in the generated C# where it is to stand.</param>
    public string? For(ConsentPurposes purposes, SyntaxNode place)
    {
        var conditions = new List<string>();
        foreach (var purpose in purposes == ConsentPurposes.None ? [ConsentPurposes.None] : purposes.Split())
        {
            if (Candidates(purpose, place).FirstOrDefault(c => Covers(c, purpose, place)) is not { } condition) return null;
            if (!conditions.Contains(condition)) conditions.Add(condition);
        }
        return string.Join(" && ", conditions);
    }

    /// <summary>Whether a condition can be written at a place, and is a consent check there.</summary>
    public bool Covers(string condition, ConsentPurposes purpose, SyntaxNode place)
    {
        if (SyntaxFactory.ParseStatement($"if ({condition}) {{ }}") is not IfStatementSyntax { Condition: var written } statement || statement.ContainsDiagnostics) return false;
        var model = context.ModelOf(place.SyntaxTree);
        if (!model.TryGetSpeculativeSemanticModel(place.SpanStart, statement, out var speculative)) return false;
        if (speculative.GetTypeInfo(written).Type?.SpecialType != SpecialType.System_Boolean) return false;
        if (written.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(n => speculative.GetSymbolInfo(n).Symbol is null or ILocalSymbol { IsImplicitlyDeclared: true })) return false;
        // A local must have been declared before.
        if (written.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(n => speculative.GetSymbolInfo(n).Symbol is ILocalSymbol local && local.Locations[0].SourceSpan.End > place.SpanStart)) return false;
        if (speculative.GetOperation(written) is not { } operation) return false;
        // What a local tells is what it was given.
        var consented = context.Flow.ValueOf(operation is ILocalReferenceOperation ? context.Origin(operation) ?? operation : operation).WhenTrue;
        return consented != ConsentValue.Vacuous && CookieJudge.Covers(consented, purpose);
    }

    private IEnumerable<string> Candidates(ConsentPurposes purpose, SyntaxNode place) => Written().Concat(Injected(purpose, place));

    // The shortest first: of ready && Consent.Allows(x) the second half.
    private IEnumerable<string> Written() => document.View is not { } view ? [] : view.Tree.GetRoot().DescendantNodes().OfType<IfStatementSyntax>()
        .Where(branch => view.PlaceOf(branch.Condition.Span) is not null)
        .SelectMany(branch => branch.Condition.DescendantNodesAndSelf(n => n is not (LambdaExpressionSyntax or ArgumentListSyntax)).OfType<ExpressionSyntax>())
        .Where(e => e is InvocationExpressionSyntax or MemberAccessExpressionSyntax or AwaitExpressionSyntax or IdentifierNameSyntax or BinaryExpressionSyntax)
        .Select(e => e.ToString()).Distinct().OrderBy(e => e.Length).ThenBy(e => e, StringComparer.Ordinal);

    // @inject IVisitorConsent Consent: a member that answers yes or no, asked for the purpose where it takes one.
    private IEnumerable<string> Injected(ConsentPurposes purpose, SyntaxNode place)
    {
        if (place.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } view) yield break;
        var model = context.ModelOf(place.SyntaxTree);
        foreach (var property in view.Members.OfType<PropertyDeclarationSyntax>().Where(p => p.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Contains("Inject"))))
        {
            if (model.GetDeclaredSymbol(property) is not { Type: INamedTypeSymbol type } injected) continue;
            foreach (var member in type.AllInterfaces.Prepend(type).SelectMany(t => t.GetMembers()).Where(m => m is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }))
            {
                switch (member)
                {
                    case IPropertySymbol { IsIndexer: false, Type.SpecialType: SpecialType.System_Boolean }:
                        yield return $"{injected.Name}.{member.Name}";
                        break;
                    case IMethodSymbol { MethodKind: MethodKind.Ordinary, Arity: 0 } method when IsAnswer(method.ReturnType, out var isTask) && !(isTask && MarkupFiles.IsComponent(document.Path)):
                        var required = method.Parameters.Where(p => !p.IsOptional && !p.IsParams).ToList();
                        if (required.Count > 1 || ArgumentsFor(required, purpose, model, place) is not { } arguments) break;
                        yield return $"{(isTask ? "await " : "")}{injected.Name}.{method.Name}({arguments})";
                        break;
                }
            }
        }
    }

    private static string? ArgumentsFor(List<IParameterSymbol> required, ConsentPurposes purpose, SemanticModel model, SyntaxNode place)
    {
        if (required.Count == 0) return "";
        if (required[0].Type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } purposes || required[0].RefKind != RefKind.None) return null;
        return purposes.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => purpose != ConsentPurposes.None && ConsentWords.PurposeNamed(f.Name) == purpose) is { } member
            ? $"{purposes.ToMinimalDisplayString(model, place.SpanStart)}.{member.Name}"
            : null;
    }

    private static bool IsAnswer(ITypeSymbol type, out bool isTask)
    {
        isTask = type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };
        return isTask || type.SpecialType == SpecialType.System_Boolean;
    }
}
