using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Storage;

/// <summary>By which way a cookie leaves: it decides the rule, and whether the framework's cookie policy sees it.</summary>
internal enum CookieDoor
{
    /// <summary><c>IResponseCookies.Append</c>, or what ends there.</summary>
    Append,

    /// <summary>A raw <c>Set-Cookie</c> header: the policy never sees it.</summary>
    Header,

    /// <summary>JavaScript called from C#: the policy never sees it.</summary>
    Interop,
}

/// <summary>A call, or an assignment to a header, that stores a cookie on the visitor's device.</summary>
/// <param name="NameArgument">The expression that gives the cookie's name.</param>
/// <param name="Name">The name as far as it is known.</param>
/// <param name="Value">The expression that gives the cookie's value, where it can be told.</param>
/// <param name="Consented">The purposes that the call itself asks for before it writes.</param>
/// <param name="Inner">The write in the body of the wrapper that is called; <see langword="null"/> for a write of the framework's.</param>
internal sealed record CookieWrite(IOperation Operation, IOperation NameArgument, KnownText? Name, CookieSettingsFound Settings, IOperation? Value = null, CookieWrite? Inner = null, CookieDoor Door = CookieDoor.Append, ConsentPurposes Consented = ConsentPurposes.None)
{
    private const int LongestExpression = 40;
    private const int LongestChain = 8;

    /// <summary>What wrappers call the parameter that becomes the cookie's name.</summary>
    public static readonly ImmutableArray<string> NameParameters = ["name", "key", "cookieName"];

    public SyntaxNode Syntax => Operation.Syntax;

    /// <summary>From the method's name to the closing parenthesis; an assignment as a whole.</summary>
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

    /// <summary>What the code calls the name: the variable, the member or method that it was taken from; of a member with a name like any other, its type too.</summary>
    public IEnumerable<string> NameSources(ConsentContext context)
    {
        for (var (value, depth) = (Meant(NameArgument), 0); value is not null && depth < LongestChain; (value, depth) = (context.Origin(value) is { } origin ? Meant(origin) : null, depth + 1))
        {
            var (name, type) = value switch
            {
                IMemberReferenceOperation member => (member.Member.Name, member.Member.ContainingType?.Name),
                IInvocationOperation call => (call.TargetMethod.Name, call.TargetMethod.ContainingType?.Name),
                ILocalReferenceOperation local => (local.Local.Name, null),
                IParameterReferenceOperation parameter => (parameter.Parameter.Name, null),
                _ => ("", null),
            };
            if (name.Length == 0) yield break;
            yield return name;
            // ThemeContext.CookieName, CookieRequestCultureProvider.DefaultCookieName; whatever CookieConsentService gives is the choice's.
            if (type is not null && (NameTokens.AreAll(name, IsGeneric) || KnownCookies.Classify(type.AsSpan()).Ground == ExemptionGround.ConsentChoice)) yield return type;
        }
    }

    private static IOperation Meant(IOperation value) => value.WithoutConversions() switch
    {
        IAwaitOperation awaited => Meant(awaited.Operation),
        IConditionalOperation { WhenTrue: var first } => Meant(first),
        ICoalesceOperation { Value: var first } => Meant(first),
        var other => other,
    };

    private static bool IsGeneric(string word) => word.ToLowerInvariant() is "cookie" or "cookies" or "name" or "names" or "key" or "default" or "get";

    /// <summary>Whether the name is handed in by the caller: then the callers are looked at, not this place.</summary>
    public bool IsNamedByCaller => NamingParameter is not null;

    /// <summary>The method's parameter that is the cookie's name, alone or after a prefix.</summary>
    public IParameterSymbol? NamingParameter => Door == CookieDoor.Header ? null : NameArgument.WithoutConversions() switch
    {
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } parameter } => parameter,
        // Prefix + name is a wrapper; "visit-" + id is a cookie of a known beginning.
        IBinaryOperation or IInterpolatedStringOperation => NameArgument.Descendants().OfType<IParameterReferenceOperation>().Select(r => r.Parameter)
            .FirstOrDefault(p => NameParameters.Contains(p.Name) && p.Type.SpecialType == SpecialType.System_String && p.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction }),
        _ => null,
    };

    /// <summary>How it is stored, as the inventory says it.</summary>
    public string Element => Door switch
    {
        CookieDoor.Header => "Set-Cookie",
        CookieDoor.Interop => "JavaScript",
        _ => "Append",
    };

    private string NameExpression
    {
        get
        {
            var written = NameArgument.Syntax.ToString();
            return written.Length <= LongestExpression ? written : written.Substring(0, LongestExpression) + "…";
        }
    }

    /// <summary>Recognises what stores a cookie: <c>IResponseCookies.Append</c> in every overload, on the interface and on what implements it; <c>ICookieManager</c>; raw headers; JavaScript; and the calls of wrappers around <c>Append</c>.</summary>
    /// <returns>One write a cookie (the span overload writes several); empty for anything else.</returns>
    public static ImmutableArray<CookieWrite> Of(IOperation operation, ConsentContext context)
    {
        if (RawSetCookie.Of(operation, context) is { } raw) return [raw];
        return operation is not IInvocationOperation invocation ? []
            : IsAppend(invocation, context) ? OfAppend(invocation, context)
            : ConsentHelper.IsGatedAppend(invocation) ? [.. OfAppend(invocation, context).Select(write => write with { Consented = context.Helper.PurposesOf(invocation) })]
            : InteropCookie.Of(invocation, context) is { } interop ? [interop]
            : context.Writers.Write(invocation) is { } write ? [write]
            : [];
    }

    /// <summary>Whether the framework writes the cookie here, told by symbol.</summary>
    public static bool IsAppend(IInvocationOperation invocation, ConsentContext context) => invocation.TargetMethod.Name switch
    {
        "Append" => context.Symbols.IsResponseCookies(invocation.TargetMethod.ContainingType),
        "AppendResponseCookie" => context.Symbols.IsCookieManager(invocation.TargetMethod.ContainingType),
        _ => false,
    };

    private static ImmutableArray<CookieWrite> OfAppend(IInvocationOperation invocation, ConsentContext context)
    {
        // The cookie manager's first argument is the HttpContext; the helper's are the response and the purpose.
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Where(a => a.Parameter is not ({ Type.Name: "HttpContext" or "HttpResponse" } or { Name: "purpose" })).ToArray();
        if (arguments.Length == 0) return [];
        var name = arguments[0].Value;
        var options = arguments.FirstOrDefault(a => context.Symbols.IsCookieOptions(a.Parameter?.Type))?.Value;
        var settings = options is null ? CookieSettingsFound.None : CookieSettingsFound.Of(options, context.Values);
        if (arguments[0].Parameter?.Type.SpecialType == SpecialType.System_String) return [new(invocation, name, context.Text(name), settings, arguments.ElementAtOrDefault(1)?.Value)];
        var pairs = name.DescendantsAndSelf().OfType<IObjectCreationOperation>().Where(c => c.Type?.Name == "KeyValuePair" && c.Arguments.Length == 2).ToList();
        return pairs.Count == 0
            ? [new(invocation, name, null, settings)]
            : [.. pairs.Select(pair => new CookieWrite(invocation, pair.Arguments[0].Value, context.Text(pair.Arguments[0].Value), settings, pair.Arguments[1].Value))];
    }
}
