using System;
using System.Linq;
using System.Text;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>The address of a request as far as the code says it; what is only known at run time is a <see cref="ComposedText.Hole"/>.</summary>
/// <param name="Host">Without port; it starts with a dot when only its end is known, and is empty when nothing is.</param>
/// <param name="Path">With its query, if any.</param>
internal readonly record struct ServerAddress(string Host, string Path)
{
    private const int DepthLimit = 12;
    private const string Authority = "://";

    public static readonly ServerAddress None = new("", "");

    /// <summary>As the inventory shows it.</summary>
    public string Text => Host.Length == 0 ? "" : "https://" + Host.TrimStart('.') + Path.Replace(ComposedText.Hole.ToString(), "");

    /// <summary>Whether the whole host is known.</summary>
    public bool HasHost => Host.Length > 0 && Host[0] != '.';

    /// <param name="base">The client's base address, asked for only where the address itself is relative.</param>
    public static ServerAddress Of(IOperation? address, ValueScope scope, Func<string?> @base)
    {
        var text = address is null ? "" : Read(address, scope, 0);
        if (text.IndexOf(Authority, StringComparison.Ordinal) >= 0) return Split(text);
        return @base() is { } known ? Split(known.TrimEnd('/') + "/" + text.TrimStart('/')) : new("", text);
    }

    /// <summary>A text, a <c>Uri</c>, or what makes one of a text.</summary>
    public static string Read(IOperation address, ValueScope scope) => Read(address, scope, 0);

    private static string Read(IOperation address, ValueScope scope, int depth)
    {
        address = address.WithoutConversions();
        if (depth > DepthLimit) return "";
        switch (address)
        {
            case IObjectCreationOperation { Type.Name: "Uri" or "UriBuilder", Arguments: [var only] }:
                return Read(only.Value, scope, depth + 1);
            case IObjectCreationOperation { Type.Name: "Uri", Arguments: [var first, var second] }:
                return second.Parameter?.Type.TypeKind == TypeKind.Enum ? Read(first.Value, scope, depth + 1) : Join(Read(first.Value, scope, depth + 1), Read(second.Value, scope, depth + 1));
            case IInvocationOperation { TargetMethod: { Name: "Format", ContainingType.SpecialType: SpecialType.System_String } } format when format.Arguments.FirstOrDefault(a => a.Parameter?.Name == "format") is { Value: { } pattern }:
                return WithHoles(Read(pattern, scope, depth + 1));
            case IInvocationOperation { TargetMethod: { Name: "AddQueryString", ContainingType.Name: "QueryHelpers" }, Arguments: [var uri, ..] }:
                return Read(uri.Value, scope, depth + 1);
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } instance }:
                return Read(instance, scope, depth + 1);
            case IPropertyReferenceOperation { Property: { Name: "Uri" or "AbsoluteUri", ContainingType.Name: "Uri" or "UriBuilder" }, Instance: { } instance }:
                return Read(instance, scope, depth + 1);
            case ICoalesceOperation { Value: var value, WhenNull: var otherwise }:
                // config["Endpoint"] ?? "https://…": what it is unless somebody changes it.
                return Read(value, scope, depth + 1) is { } known && known.IndexOf(Authority, StringComparison.Ordinal) >= 0 ? known : Read(otherwise, scope, depth + 1);
            case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation when scope.Origin(address) is { } origin:
                return Read(origin, scope, depth + 1);
            case IFieldReferenceOperation or IPropertyReferenceOperation when DefaultOf(address, scope.Context) is { } byDefault:
                return Read(byDefault, scope, depth + 1);
            case { Type.SpecialType: SpecialType.System_String }:
                return ComposedText.Of(address, scope).Text;
            default:
                return scope.Origin(address) is { } source && source != address ? Read(source, scope, depth + 1) : ComposedText.Hole.ToString();
        }
    }

    // A setting that starts with an address: string Endpoint { get; set; } = "https://…".
    private static IOperation? DefaultOf(IOperation member, ConsentContext context)
    {
        var symbol = ((IMemberReferenceOperation)member).Member;
        if (!context.Owns(symbol)) return null;
        var value = symbol.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            _ => null,
        };
        return value is null ? null : context.ModelOf(value.SyntaxTree).GetOperation(value);
    }

    private static string Join(string @base, string rest) => rest.IndexOf(Authority, StringComparison.Ordinal) >= 0 ? rest : @base.TrimEnd('/') + "/" + rest.TrimStart('/');

    // string.Format("https://host/{0}", id)
    private static string WithHoles(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '{' && pattern.IndexOf('}', i) is > 0 and var end)
            {
                text.Append(ComposedText.Hole);
                i = end;
            }
            else text.Append(pattern[i]);
        }
        return text.ToString();
    }

    private static ServerAddress Split(string text)
    {
        var scheme = text.IndexOf(Authority, StringComparison.Ordinal);
        if (scheme < 0) return new("", text);
        var rest = text.Substring(scheme + Authority.Length);
        var end = rest.IndexOfAny(['/', '?', '#']);
        var host = end < 0 ? rest : rest.Substring(0, end);
        var path = end < 0 ? "" : rest.Substring(end);
        host = host.Substring(host.LastIndexOf('@') + 1);
        if (host.IndexOf(':') is >= 0 and var port) host = host.Substring(0, port);
        if (host.LastIndexOf(ComposedText.Hole) is >= 0 and var unknown)
        {
            host = host.Substring(unknown + 1);
            if (!host.StartsWith(".", StringComparison.Ordinal)) host = "";
        }
        return new(host.TrimEnd('.').ToLowerInvariant(), path);
    }
}
