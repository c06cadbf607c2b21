using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>The request's <c>HttpContext</c> as code can write it at a place.</summary>
/// <param name="Dot">What stands before a member of it: <c>?.</c> where it may be null.</param>
/// <param name="MayBeNull">Whether a member of it may turn out null.</param>
internal readonly record struct RequestExpression(string Text, string Dot, bool MayBeNull)
{
    /// <summary>First what the code at the place itself goes through (<c>x</c> of <c>x.Response.Cookies</c>), then what is in scope.</summary>
    public static RequestExpression? At(SyntaxNode place, FixRequest request)
    {
        var model = request.Consent.ModelOf(place.SyntaxTree);
        return (place as ExpressionSyntax is { } expression ? Through(expression, model, request) : null) ?? InScope(place, model);
    }

    private static RequestExpression? Through(ExpressionSyntax? expression, SemanticModel model, FixRequest request)
    {
        for (var depth = 0; expression is not null && depth < 16; depth++)
        {
            if (Of(expression, model) is { } found) return found;
            expression = expression switch
            {
                InvocationExpressionSyntax call => call.Expression,
                MemberAccessExpressionSyntax access => access.Expression,
                ElementAccessExpressionSyntax element => element.Expression,
                ConditionalAccessExpressionSyntax conditional => conditional.Expression,
                ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
                MemberBindingExpressionSyntax or ElementBindingExpressionSyntax => expression.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>(c => c.WhenNotNull.Span.Contains(expression.Span))?.Expression,
                // var cookies = context.Response.Cookies;
                IdentifierNameSyntax name when model.GetSymbolInfo(name).Symbol is ILocalSymbol && model.GetOperation(name) is { } local => request.Consent.Origin(local)?.Syntax as ExpressionSyntax,
                _ => null,
            };
        }
        return null;
    }

    private static RequestExpression? Of(ExpressionSyntax expression, SemanticModel model)
    {
        if (model.GetTypeInfo(expression).Type is not { Name: "HttpContext" or "HttpResponse" or "HttpRequest" } type || !IsStable(expression) || model.GetSymbolInfo(expression).Symbol is INamedTypeSymbol) return null;
        var isConditional = expression.Parent is ConditionalAccessExpressionSyntax conditional && conditional.Expression == expression;
        if (type.Name == "HttpContext") return isConditional ? new(expression.ToString(), "?.", true) : new(expression.ToString(), ".", false);
        if (expression is MemberAccessExpressionSyntax { Expression: var owner } && Of(owner, model) is { } context) return context;
        // Response of a controller or page: beside it there is the context itself.
        if (expression is IdentifierNameSyntax own && model.GetSymbolInfo(own).Symbol is IPropertySymbol property && property.ContainingType.GetMembers("HttpContext").OfType<IPropertySymbol>().Any()) return new("HttpContext", ".", false);
        return isConditional ? new(expression + "?.HttpContext", ".", true) : new(expression + ".HttpContext", ".", false);
    }

    // Read twice, it is the same.
    private static bool IsStable(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax => true,
        MemberAccessExpressionSyntax access => IsStable(access.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => IsStable(sure.Operand),
        _ => false,
    };

    private static RequestExpression? InScope(SyntaxNode place, SemanticModel model)
    {
        RequestExpression? best = null;
        var bestRank = int.MaxValue;
        foreach (var symbol in ScopeSymbols.At(place, model))
        {
            var (found, rank) = OfSymbol(symbol.Symbol, symbol.Type);
            if (found is null || rank >= bestRank) continue;
            (best, bestRank) = (found, rank);
        }
        return best;
    }

    private static (RequestExpression? Found, int Rank) OfSymbol(ISymbol symbol, ITypeSymbol type)
    {
        var isMember = symbol is IFieldSymbol or IPropertySymbol;
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        switch (type.Name)
        {
            case "HttpContext": return (new(symbol.Name, isNullable ? "?." : ".", isNullable), isMember ? 2 : 0);
            case "HttpResponse" or "HttpRequest" when !isNullable: return (new(symbol.Name + ".HttpContext", ".", false), isMember ? 3 : 1);
            case "IHttpContextAccessor": return (new(symbol.Name + ".HttpContext", "?.", true), isMember ? 6 : 5);
        }
        // A filter's or a tag helper's context.
        return !isNullable && type.TypeKind == TypeKind.Class && type.Name.EndsWith("Context", System.StringComparison.Ordinal) && HttpContextOf(type) is { NullableAnnotation: not NullableAnnotation.Annotated }
            ? (new(symbol.Name + ".HttpContext", ".", false), 4)
            : (null, 0);
    }

    private static IPropertySymbol? HttpContextOf(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers("HttpContext").OfType<IPropertySymbol>().FirstOrDefault() is { Type.Name: "HttpContext", IsStatic: false } property) return property;
        }
        return null;
    }
}
