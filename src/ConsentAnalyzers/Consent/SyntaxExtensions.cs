using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Consent;

internal static class SyntaxExtensions
{
    /// <summary>The name that an expression ends with: <c>c</c> of <c>a.b.c</c>, of <c>?.c</c>, of <c>c&lt;T&gt;</c>.</summary>
    public static string? LastName(this ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Where a member is used: from its name to the end of the call, without what it is called on.</summary>
    public static Location PlaceOfUse(this SyntaxNode use)
    {
        var named = (use as InvocationExpressionSyntax)?.Expression ?? use;
        var start = named switch
        {
            MemberAccessExpressionSyntax access => access.Name.SpanStart,
            MemberBindingExpressionSyntax binding => binding.Name.SpanStart,
            ConstructorInitializerSyntax initializer => initializer.ThisOrBaseKeyword.SpanStart,
            _ => named.SpanStart,
        };
        return Location.Create(use.SyntaxTree, TextSpan.FromBounds(start, use.Span.End));
    }
}
