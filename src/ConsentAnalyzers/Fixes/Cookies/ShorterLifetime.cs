using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Server;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>A lifetime brought down to its limit, in the unit and the style that the code has.</summary>
internal sealed class ShorterLifetime(LifetimeLimit limit, FixRequest request)
{
    private const int DepthLimit = 8;
    private const int DaysPerMonth = 30;

    private static readonly Regex MaxAge = new(@"max-age\s*=\s*(\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex MaxAgeBeforeHole = new(@"max-age\s*=\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex Expires = new(@"expires\s*=\s*[^;""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex ExpiresBeforeHole = new(@"expires\s*=\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // 13 months are 390 days: the shortest that "13 months" can mean to everybody.
    private double Days => limit.Months > 0 ? limit.Months * DaysPerMonth : limit.Days;

    private string FromNow => limit.Months > 0 ? $"AddMonths({limit.Months})" : $"AddDays({limit.Days})";

    /// <summary>A duration of the limit.</summary>
    public string Duration => $"TimeSpan.FromDays({Number(Days)})";

    /// <returns>Nothing where nothing is too long; <see langword="null"/> where it cannot be said how to shorten it.</returns>
    public IEnumerable<FixEdit>? Of(ExpressionSyntax value) => Of(value, 0);

    /// <summary>The number that a wrapper makes a lifetime of.</summary>
    /// <param name="found">The lifetime that it makes of the number in <paramref name="argument"/>.</param>
    public IEnumerable<FixEdit>? OfArgument(ExpressionSyntax argument, CookieLifetime found)
    {
        if (Operation(argument) is not { } operation) return null;
        if (IsTimeLike(TypeOf(argument))) return Of(argument);
        if (KnownNumber.Of(operation, request.Consent.Values) is not { } number || number <= 0 || found.Kind != LifetimeKind.Lasting) return null;
        var most = found is { Months: > 0, Rest.Ticks: 0 } && limit.Months > 0 ? limit.Months / (found.Months / number) : found.Months == 0 ? Days / (found.Rest.TotalDays / number) : 0;
        return most >= 1 ? OfNumber(argument, Math.Floor(most)) : null;
    }

    /// <summary><c>Max-Age</c>, or <c>Expires</c> where there is none, in the text of a header.</summary>
    public IEnumerable<FixEdit>? OfHeader(SyntaxNode text)
    {
        var seconds = Number(Days * 24 * 60 * 60);
        var tokens = text.DescendantTokens().Where(t => t.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken).ToList();
        foreach (var (inText, beforeHole) in new[] { (MaxAge, MaxAgeBeforeHole), (Expires, ExpiresBeforeHole) })
        {
            foreach (var token in tokens)
            {
                var written = token.Text;
                if (inText.Match(written) is { Success: true } match && match.Groups[match.Groups.Count - 1] is var part && part.Value.Trim().Length > 0 && !(inText == Expires && beforeHole.IsMatch(written.TrimEnd('"'))))
                {
                    return [Edit(text, new TextSpan(token.SpanStart + part.Index, part.Length), inText == MaxAge ? seconds : "Max-Age=" + seconds)];
                }
                if (beforeHole.IsMatch(written.TrimEnd('"')) && HoleBehind(token) is { } hole) return inText == MaxAge ? OfSeconds(hole, seconds) : Of(hole);
            }
        }
        return null;
    }

    // (int)TimeSpan.FromDays(730).TotalSeconds, or a number.
    private IEnumerable<FixEdit>? OfSeconds(ExpressionSyntax hole, string seconds) =>
        hole.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().FirstOrDefault(m => m.Name.Identifier.ValueText == "TotalSeconds") is { } total ? Of(total.Expression)
        : Operation(hole) is { } operation && KnownNumber.Of(operation, request.Consent.Values) is not null ? OfNumber(hole, double.Parse(seconds, CultureInfo.InvariantCulture))
        : null;

    private static ExpressionSyntax? HoleBehind(SyntaxToken token) => token.Parent switch
    {
        InterpolatedStringTextSyntax { Parent: InterpolatedStringExpressionSyntax whole } part => (whole.Contents.ElementAtOrDefault(whole.Contents.IndexOf(part) + 1) as InterpolationSyntax)?.Expression,
        LiteralExpressionSyntax { Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum } literal => sum.Left == literal ? sum.Right : sum.Parent is BinaryExpressionSyntax outer && outer.Left == sum ? outer.Right : null,
        _ => null,
    };

    private IEnumerable<FixEdit>? Of(ExpressionSyntax value, int depth)
    {
        if (depth > DepthLimit || Operation(value) is not { } operation) return null;
        if (!LifetimeEvaluator.Evaluate(operation, request.Consent.Values).Exceeds(limit)) return [];
        switch (value)
        {
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return Of(inner, depth + 1);
            case CastExpressionSyntax { Expression: var cast }:
                return Of(cast, depth + 1);
            case ConditionalExpressionSyntax choice:
                return Both(choice.WhenTrue, choice.WhenFalse, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                return Both(either.Left, either.Right, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return Exceeds(sum.Right) ? Of(sum.Right, depth + 1) : Exceeds(sum.Left) ? Of(sum.Left, depth + 1) : [Edit(sum, sum.Span, Whole(sum))];
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList: var arguments } call when access.Name.Identifier.ValueText.StartsWith("Add", StringComparison.Ordinal) && IsTimeLike(TypeOf(access.Expression)):
                return OfAddition(call, access, arguments, depth);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var from }, ArgumentList: var numbers } when from.Identifier.ValueText.StartsWith("From", StringComparison.Ordinal) && TypeOf(value)?.Name == "TimeSpan" && In(from.Identifier.ValueText.Substring("From".Length)) is { } most:
                return numbers.Arguments is [var number] ? OfNumber(number.Expression, most) : [Edit(value, numbers.Span, $"({Number(most)})")];
            case BaseObjectCreationExpressionSyntax { ArgumentList: { } parts } when TypeOf(value)?.Name == "TimeSpan" && parts.Arguments.Count >= 3:
                return [Edit(value, parts.Span, "(" + Number(parts.Arguments.Count == 3 ? Days * 24 : Days) + string.Concat(Enumerable.Repeat(", 0", parts.Arguments.Count - 1)) + ")")];
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when OnlyUse(value) is { } declared:
                return Of(declared, depth + 1);
            default:
                return [Edit(value, value.Span, Whole(value)), .. Import.Add([new("System", "TimeSpan")], value, request)];
        }
    }

    private IEnumerable<FixEdit>? OfAddition(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, ArgumentListSyntax arguments, int depth)
    {
        var unit = access.Name.Identifier.ValueText.Substring("Add".Length);
        // Several steps become one.
        ExpressionSyntax start = access.Expression;
        while (start is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax before } && before.Name.Identifier.ValueText.StartsWith("Add", StringComparison.Ordinal)) start = before.Expression;
        if (Operation(start) is not { } now || LifetimeEvaluator.Evaluate(now, request.Consent.Values).Kind != LifetimeKind.Past) return [Edit(call, call.Span, Whole(call))];
        if (start != access.Expression) return [Edit(call, TextSpan.FromBounds(start.Span.End, call.Span.End), "." + FromNow)];
        if (arguments.Arguments is not [var argument]) return null;
        return unit switch
        {
            "" => Of(argument.Expression, depth + 1),
            "Months" when limit.Months > 0 => OfNumber(argument.Expression, limit.Months),
            "Years" or "Months" => [Edit(call, TextSpan.FromBounds(access.Name.SpanStart, call.Span.End), FromNow)],
            _ => In(unit) is { } most ? OfNumber(argument.Expression, most) : null,
        };
    }

    private IEnumerable<FixEdit>? Both(ExpressionSyntax a, ExpressionSyntax b, int depth) => Of(a, depth + 1) is { } first && Of(b, depth + 1) is { } second ? first.Concat(second) : null;

    // At its declaration where it is used for nothing else.
    private IEnumerable<FixEdit>? OfNumber(ExpressionSyntax number, double most)
    {
        var place = OnlyUse(number) is { } declared && KnownNumber.Of(Operation(declared)!, request.Consent.Values) is not null ? declared : number;
        return [Edit(place, place.Span, Number(most))];
    }

    /// <summary>What gives a variable or constant its value, if this is its only use.</summary>
    private ExpressionSyntax? OnlyUse(ExpressionSyntax use)
    {
        var model = request.Consent.ModelOf(use.SyntaxTree);
        var symbol = model.GetSymbolInfo(use).Symbol;
        if (symbol is not (ILocalSymbol or IFieldSymbol { IsConst: true } or IFieldSymbol { IsReadOnly: true }) || symbol.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declarator) return null;
        if (!request.Consent.Compilation.ContainsSyntaxTree(value.SyntaxTree) || Operation(use) is not { } operation || request.Consent.Origin(operation) is null) return null;
        IEnumerable<SyntaxNode> scopes = symbol switch
        {
            ILocalSymbol => declarator.FirstAncestorOrSelf<SyntaxNode>(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax) is { } scope ? [scope] : [],
            { DeclaredAccessibility: Accessibility.Private } => symbol.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax()),
            _ => [],
        };
        var mentions = scopes.SelectMany(s => s.DescendantNodes()).OfType<SimpleNameSyntax>().Where(n => n.Identifier.ValueText == symbol.Name).Take(2).ToList();
        return mentions.Count == 1 && use.Span.Contains(mentions[0].Span) ? value : null;
    }

    private bool Exceeds(ExpressionSyntax value) => Operation(value) is { } operation && LifetimeEvaluator.Evaluate(operation, request.Consent.Values).Exceeds(limit);

    private string Whole(ExpressionSyntax value)
    {
        var info = request.Consent.ModelOf(value.SyntaxTree).GetTypeInfo(value);
        var type = Name(info.ConvertedType) is "DateTimeOffset" or "DateTime" or "TimeSpan" ? Name(info.ConvertedType) : Name(info.Type);
        return type is "DateTimeOffset" or "DateTime" ? $"{type}.UtcNow.{FromNow}" : Duration;

        static string? Name(ITypeSymbol? type) => Underlying(type)?.Name;
    }

    private double? In(string unit) => unit switch
    {
        "Days" => Days,
        "Hours" => Days * 24,
        "Minutes" => Days * 24 * 60,
        "Seconds" => Days * 24 * 60 * 60,
        "Milliseconds" => Days * 24 * 60 * 60 * 1000,
        _ => null,
    };

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private IOperation? Operation(ExpressionSyntax expression) => request.Consent.ModelOf(expression.SyntaxTree).GetOperation(expression);

    private ITypeSymbol? TypeOf(ExpressionSyntax expression) => Underlying(request.Consent.ModelOf(expression.SyntaxTree).GetTypeInfo(expression).Type);

    private static ITypeSymbol? Underlying(ITypeSymbol? type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : type;

    private static bool IsTimeLike(ITypeSymbol? type) => type?.Name is "DateTime" or "DateTimeOffset" or "TimeSpan";

    private static FixEdit Edit(SyntaxNode node, TextSpan span, string text) => new(node.SyntaxTree.FilePath, span.Start, span.Length, text, 0, 0);
}
