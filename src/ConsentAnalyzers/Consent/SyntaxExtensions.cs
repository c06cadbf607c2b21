using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

internal static class SyntaxExtensions
{
    /// <summary>The name that an expression ends with: <c>c</c> of <c>a.b.c</c>, of <c>?.c</c>, of <c>c&lt;T&gt;</c>.</summary>
    public static string? LastName(this ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
