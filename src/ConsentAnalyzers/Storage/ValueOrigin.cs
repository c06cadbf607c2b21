using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>Goes from a variable, member or call to the one expression that gives it its value.</summary>
internal static class ValueOrigin
{
    /// <returns><see langword="null"/> when there is none in this compilation, or more than one.</returns>
    public static IOperation? Of(IOperation operation, ConsentContext context)
    {
        switch (operation.WithoutConversions())
        {
            case ILocalReferenceOperation local:
                return OfLocal(local.Local, context);
            case IFieldReferenceOperation { Field: { IsReadOnly: true } or { IsConst: true } } field:
                return OfExpression(InitializerOf(field.Field), context);
            case IPropertyReferenceOperation { Property: { SetMethod: null or { IsInitOnly: true }, IsIndexer: false } } property when !property.Property.IsVirtual && !property.Property.IsAbstract:
                return OfExpression(BodyOf(property.Property), context);
            case IInvocationOperation { TargetMethod: { IsAbstract: false, IsVirtual: false, DeclaringSyntaxReferences: [var declaration] } }:
                return declaration.GetSyntax() switch
                {
                    MethodDeclarationSyntax method => OfExpression(method.ExpressionBody?.Expression ?? SingleReturn(method.Body), context),
                    LocalFunctionStatementSyntax function => OfExpression(function.ExpressionBody?.Expression ?? SingleReturn(function.Body), context),
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary>The initializer of a local that nothing assigns again.</summary>
    private static IOperation? OfLocal(ILocalSymbol local, ConsentContext context)
    {
        if (local.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declarator) return null;
        var scope = declarator.FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or ForStatementSyntax);
        if (scope is GlobalStatementSyntax) scope = scope.Parent;
        return scope is null || ScopeAssignments.In(scope).AssignsAgain(local.Name) ? null : OfExpression(value, context);
    }

    private static ExpressionSyntax? InitializerOf(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is VariableDeclaratorSyntax declarator ? declarator.Initializer?.Value : null;

    private static ExpressionSyntax? BodyOf(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not PropertyDeclarationSyntax syntax) return null;
        if (syntax.ExpressionBody is { } arrow) return arrow.Expression;
        var getter = syntax.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration));
        return getter?.ExpressionBody?.Expression ?? SingleReturn(getter?.Body) ?? syntax.Initializer?.Value;
    }

    private static ExpressionSyntax? SingleReturn(BlockSyntax? body) => body?.Statements is [ReturnStatementSyntax only] ? only.Expression : null;

    private static IOperation? OfExpression(ExpressionSyntax? expression, ConsentContext context) =>
        expression is null || !context.Compilation.ContainsSyntaxTree(expression.SyntaxTree) ? null : context.ModelOf(expression.SyntaxTree).GetOperation(expression);
}
