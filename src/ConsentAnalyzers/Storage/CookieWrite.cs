using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Storage;

/// <summary>A call that stores a cookie on the visitor's device.</summary>
/// <param name="NameArgument">The expression that gives the cookie's name.</param>
/// <param name="Name">The name as far as it is known.</param>
/// <param name="Inner">The write in the body of the wrapper that is called; <see langword="null"/> for a write of the framework's.</param>
internal sealed record CookieWrite(IInvocationOperation Operation, IOperation NameArgument, KnownText? Name, CookieSettingsFound Settings, CookieWrite? Inner = null)
{
    private const int LongestExpression = 40;
    private const int LongestChain = 8;

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

    /// <summary>What the code calls the name: the variable, and the member that it was taken from.</summary>
    public IEnumerable<string> NameSources(ConsentContext context)
    {
        for (var (value, depth) = (NameArgument.WithoutConversions(), 0); value is not null && depth < LongestChain; (value, depth) = (context.Origin(value)?.WithoutConversions(), depth + 1))
        {
            switch (value)
            {
                case IMemberReferenceOperation member: yield return member.Member.Name; break;
                case ILocalReferenceOperation local: yield return local.Local.Name; break;
                case IParameterReferenceOperation parameter: yield return parameter.Parameter.Name; break;
                default: yield break;
            }
        }
    }

    /// <summary>Whether the name is handed in by the caller: then the callers are looked at, not this place.</summary>
    public bool IsNamedByCaller => NameArgument.WithoutConversions() is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } };

    private string NameExpression
    {
        get
        {
            var written = NameArgument.Syntax.ToString();
            return written.Length <= LongestExpression ? written : written.Substring(0, LongestExpression) + "…";
        }
    }

    /// <summary>Recognises <c>IResponseCookies.Append</c>, every overload, on the interface and on what implements it; and the calls of wrappers around it.</summary>
    /// <returns>One write a cookie (the span overload writes several); empty for anything else.</returns>
    public static ImmutableArray<CookieWrite> Of(IInvocationOperation invocation, ConsentContext context) =>
        invocation.TargetMethod.Name == "Append" && context.Symbols.IsResponseCookies(invocation.TargetMethod.ContainingType)
            ? OfAppend(invocation, context)
            : context.Writers.Write(invocation) is { } write ? [write] : [];

    private static ImmutableArray<CookieWrite> OfAppend(IInvocationOperation invocation, ConsentContext context)
    {
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value).ToArray();
        if (arguments.Length == 0) return [];
        var options = invocation.Arguments.FirstOrDefault(a => context.Symbols.IsCookieOptions(a.Parameter?.Type))?.Value;
        var settings = options is null ? CookieSettingsFound.None : CookieSettingsFound.Of(options, context);
        if (invocation.TargetMethod.Parameters[0].Type.SpecialType == SpecialType.System_String) return [new(invocation, arguments[0], context.Text(arguments[0]), settings)];
        var pairs = arguments[0].DescendantsAndSelf().OfType<IObjectCreationOperation>().Where(c => c.Type?.Name == "KeyValuePair" && c.Arguments.Length == 2).ToList();
        return pairs.Count == 0
            ? [new(invocation, arguments[0], null, settings)]
            : [.. pairs.Select(pair => new CookieWrite(invocation, pair.Arguments[0].Value, context.Text(pair.Arguments[0].Value), settings))];
    }
}
