using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>The cookie of a <c>Set-Cookie</c> header as the arguments of <c>IResponseCookies.Append</c>.</summary>
internal sealed record HeaderCookie(string Arguments, ImmutableArray<Import> Imports)
{
    private static readonly Import SameSiteMode = new("Microsoft.AspNetCore.Http", "SameSiteMode");
    private static readonly Import Options = new("Microsoft.AspNetCore.Http", "CookieOptions");
    private static readonly Import Time = new("System", "TimeSpan");

    /// <summary>Of a text that is constant but for the value, or of a <c>SetCookieHeaderValue</c> that is created on the spot.</summary>
    public static HeaderCookie? Of(ExpressionSyntax? value, ExpressionSyntax header, FixRequest request)
    {
        if (value is null || request.Consent.ModelOf(value.SyntaxTree).GetOperation(value) is not { } operation) return null;
        var created = value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Expression: var inner }, ArgumentList.Arguments.Count: 0 } ? inner : value;
        return created is BaseObjectCreationExpressionSyntax creation && request.Consent.Symbols.IsSetCookieHeader(request.Consent.ModelOf(created.SyntaxTree).GetTypeInfo(created).Type)
            ? OfObject(creation, header, request)
            : OfText(ComposedText.Of(operation, request.Consent.Values), value, header, request);
    }

    private static HeaderCookie? OfText(ComposedText composed, ExpressionSyntax value, ExpressionSyntax header, FixRequest request)
    {
        var parts = composed.Text.Split(';');
        var equals = parts[0].IndexOf('=');
        if (equals <= 0) return null;
        var (name, content) = (parts[0].Substring(0, equals).Trim(), parts[0].Substring(equals + 1).Trim());
        // Whatever else is known at run time only, nobody can carry over.
        if (name.Length == 0 || composed.Holes.Length != (content == ComposedText.Hole.ToString() ? 1 : 0)) return null;
        var written = composed.Holes.Length == 0 ? Constant(content) : Hole(composed.Holes[0], value, request);
        return written is null || Settings(parts.Skip(1), header, request) is not { } settings ? null : Made(SymbolDisplay.FormatLiteral(name, quote: true), written, settings);
    }

    private static HeaderCookie Made(string name, string value, List<(string Setting, Import? Import)> settings)
    {
        var options = settings.Count == 0 ? "" : $", new CookieOptions {{ {string.Join(", ", settings.Select(s => s.Setting))} }}";
        return new($"{name}, {value}{options}", [.. settings.Select(s => s.Import).OfType<Import>().Append(Options)]);
    }

    // Append escapes the value: what was escaped by hand comes in as it was before.
    private static string? Constant(string content)
    {
        var plain = Uri.UnescapeDataString(content);
        return Uri.EscapeDataString(plain) == content ? SymbolDisplay.FormatLiteral(plain, quote: true) : null;
    }

    private static string? Hole(IOperation hole, ExpressionSyntax value, FixRequest request)
    {
        if (hole.Syntax.SyntaxTree != value.SyntaxTree || !value.Span.Contains(hole.Syntax.Span)) return null;
        var interpolation = hole.Syntax.AncestorsAndSelf().TakeWhile(n => n != value).OfType<InterpolationSyntax>().LastOrDefault();
        var expression = interpolation?.Expression ?? hole.Syntax.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(e => e == value || e.Parent is BinaryExpressionSyntax);
        if (expression is null || interpolation?.AlignmentClause is not null) return null;
        if (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax encode, ArgumentList.Arguments: [var encoded] } && (encode.Name.Identifier.ValueText.Contains("Escape") || encode.Name.Identifier.ValueText.Contains("Encode")))
        {
            if (encode.Name.Identifier.ValueText != "EscapeDataString") return null;
            expression = encoded.Expression;
        }
        var type = request.Consent.ModelOf(expression.SyntaxTree).GetTypeInfo(expression).Type;
        if (type?.SpecialType == SpecialType.System_String && interpolation?.FormatClause is null) return expression.ToString();
        if (type is not { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T }) return null;
        var receiver = expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax ? expression.ToString() : $"({expression})";
        return $"{receiver}.ToString({(interpolation?.FormatClause is { } format ? SymbolDisplay.FormatLiteral(format.FormatStringToken.ValueText, quote: true) : "")})";
    }

    private static List<(string, Import?)>? Settings(IEnumerable<string> attributes, ExpressionSyntax header, FixRequest request)
    {
        var settings = new List<(string, Import?)>();
        var extensions = new List<string>();
        var hasPath = false;
        foreach (var attribute in attributes.Select(a => a.Trim()).Where(a => a.Length > 0))
        {
            var equals = attribute.IndexOf('=');
            var (key, value) = equals < 0 ? (attribute, "") : (attribute.Substring(0, equals).Trim(), attribute.Substring(equals + 1).Trim());
            switch (key.ToLowerInvariant())
            {
                case "path":
                    hasPath = true;
                    // What the framework does by itself.
                    if (value != "/") settings.Add(($"Path = {SymbolDisplay.FormatLiteral(value, quote: true)}", null));
                    break;
                case "domain":
                    settings.Add(($"Domain = {SymbolDisplay.FormatLiteral(value, quote: true)}", null));
                    break;
                case "max-age" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds):
                    settings.Add(($"MaxAge = {Duration(seconds)}", Time));
                    break;
                case "expires" when DateTime.TryParse(value.Replace('-', ' '), CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date):
                    settings.Add(($"Expires = new DateTimeOffset({date.Year}, {date.Month}, {date.Day}, {date.Hour}, {date.Minute}, {date.Second}, TimeSpan.Zero)", Time));
                    break;
                case "secure":
                    settings.Add(("Secure = true", null));
                    break;
                case "httponly":
                    settings.Add(("HttpOnly = true", null));
                    break;
                case "samesite" when Mode(value) is { } mode:
                    settings.Add((SameSite(mode, header, request), SameSiteMode));
                    break;
                case "max-age" or "expires" or "samesite":
                    return null;
                default:
                    extensions.Add(SymbolDisplay.FormatLiteral(attribute, quote: true));
                    break;
            }
        }
        // Without a path the browser takes that of the request; CookieOptions would say the whole site.
        if (!hasPath) settings.Insert(0, ("Path = null", null));
        if (extensions.Count > 0) settings.Add(($"Extensions = {{ {string.Join(", ", extensions)} }}", null));
        return settings;
    }

    private static HeaderCookie? OfObject(BaseObjectCreationExpressionSyntax creation, ExpressionSyntax header, FixRequest request)
    {
        var model = request.Consent.ModelOf(creation.SyntaxTree);
        if (creation.ArgumentList?.Arguments is not [{ NameColon: null, Expression: var name }, { NameColon: null, Expression: var value }] || !IsText(name) || !IsText(value)) return null;
        var settings = new List<(string, Import?)>();
        var hasPath = false;
        foreach (var entry in creation.Initializer?.Expressions ?? [])
        {
            if (entry is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var property }, Right: var set }) return null;
            hasPath |= property == "Path";
            switch (property)
            {
                case "Path" when model.GetConstantValue(set) is { HasValue: true, Value: "/" }:
                    break;
                case "Path" or "Domain" when IsText(set):
                case "MaxAge" or "Expires" or "Secure" or "HttpOnly":
                case "Extensions" when set is InitializerExpressionSyntax:
                    settings.Add((entry.ToString(), null));
                    break;
                case "SameSite" when set is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var mode }:
                    settings.Add((SameSite(mode, header, request), SameSiteMode));
                    break;
                default:
                    return null;
            }
        }
        if (!hasPath) settings.Insert(0, ("Path = null", null));
        return Made(name.ToString(), value.ToString(), settings);

        bool IsText(ExpressionSyntax expression) => model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String;
    }

    private static string SameSite(string mode, ExpressionSyntax header, FixRequest request) =>
        $"SameSite = {(SameSiteMode.IsTaken(header.SpanStart, request.Consent.ModelOf(header.SyntaxTree)) ? $"{SameSiteMode.Namespace}." : "")}{SameSiteMode.Type}.{mode}";

    private static string? Mode(string value) => new[] { "Lax", "Strict", "None" }.FirstOrDefault(m => m.Equals(value, StringComparison.OrdinalIgnoreCase));

    private static string Duration(long seconds) =>
        seconds % 86400 == 0 ? $"TimeSpan.FromDays({seconds / 86400})" : seconds % 3600 == 0 ? $"TimeSpan.FromHours({seconds / 3600})" : seconds % 60 == 0 ? $"TimeSpan.FromMinutes({seconds / 60})" : $"TimeSpan.FromSeconds({seconds})";
}
