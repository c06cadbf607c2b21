using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Storage;

/// <summary>A call that stores a cookie on the visitor's device.</summary>
/// <param name="Name">The cookie's name as far as it is known.</param>
/// <param name="NameSource">What the code calls the name when it is not known: a variable or member.</param>
internal sealed record CookieWrite(IInvocationOperation Operation, KnownText? Name, string? NameSource, CookieSettingsFound Settings)
{
    private const int LongestExpression = 40;

    public SyntaxNode Syntax => Operation.Syntax;

    /// <summary>From the method's name to the closing parenthesis.</summary>
    public Location Location
    {
        get
        {
            var start = Operation.Syntax is InvocationExpressionSyntax invocation
                ? invocation.Expression switch
                {
                    MemberAccessExpressionSyntax access => access.Name.SpanStart,
                    MemberBindingExpressionSyntax binding => binding.Name.SpanStart,
                    var other => other.SpanStart,
                }
                : Operation.Syntax.SpanStart;
            return Location.Create(Operation.Syntax.SyntaxTree, TextSpan.FromBounds(start, Operation.Syntax.Span.End));
        }
    }

    /// <summary>How the name is shown: <c>_ga</c>, <c>shop-*</c>, or the expression that gives it.</summary>
    public string DisplayName => Name?.ToString() ?? NameExpression;

    private string NameExpression
    {
        get
        {
            var written = Operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value.Syntax.ToString() ?? "?";
            return written.Length <= LongestExpression ? written : written.Substring(0, LongestExpression) + "…";
        }
    }

    /// <summary>Recognises <c>IResponseCookies.Append</c>: every overload, on the interface and on what implements it.</summary>
    /// <returns>One write a cookie (the span overload writes several); empty for anything else.</returns>
    public static System.Collections.Immutable.ImmutableArray<CookieWrite> Of(IInvocationOperation invocation, ConsentContext context)
    {
        if (invocation.TargetMethod.Name != "Append" || !context.Symbols.IsResponseCookies(invocation.TargetMethod.ContainingType)) return [];
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value).ToArray();
        if (arguments.Length == 0) return [];
        var options = arguments.FirstOrDefault(a => context.Symbols.IsCookieOptions(a.WithoutConversions().Type) || (a is not null && a.Type is { } type && context.Symbols.IsCookieOptions(type)));
        var settings = options is null ? CookieSettingsFound.None : CookieSettingsFound.Of(options, invocation, context);
        if (invocation.TargetMethod.Parameters[0].Type.SpecialType == SpecialType.System_String)
        {
            return [new(invocation, context.Text(arguments[0]), SourceOf(arguments[0]), settings)];
        }
        var pairs = arguments[0].DescendantsAndSelf().OfType<IObjectCreationOperation>().Where(c => c.Type?.Name == "KeyValuePair" && c.Arguments.Length == 2).ToList();
        return pairs.Count == 0
            ? [new(invocation, null, SourceOf(arguments[0]), settings)]
            : [.. pairs.Select(pair => new CookieWrite(invocation, context.Text(pair.Arguments[0].Value), SourceOf(pair.Arguments[0].Value), settings))];
    }

    /// <summary>Whether the name is handed in by the caller: then the callers are looked at, not this place.</summary>
    public bool IsNamedByCaller => Operation.Arguments.Any(a => a.Parameter?.Ordinal == 0 && a.Value.WithoutConversions() is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } });

    private static string? SourceOf(IOperation name) => name.WithoutConversions() switch
    {
        IMemberReferenceOperation member => member.Member.Name,
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        _ => null,
    };
}
