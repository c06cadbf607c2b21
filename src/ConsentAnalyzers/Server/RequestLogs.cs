using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>The framework's own logs of requests, as they are configured: W3C logging writes the visitor's address unless it is told not to, HTTP logging the headers that are added.</summary>
internal static class RequestLogs
{
    private const string Fields = "LoggingFields";
    private const string W3COptions = "W3CLoggerOptions";
    private const string W3CField = "ClientIpAddress";

    /// <summary>What a call makes the framework write; <see langword="null"/> for nothing of the visitor's address.</summary>
    public static string? LoggedBy(IInvocationOperation call, ConsentContext context) => call.TargetMethod switch
    {
        { Name: "AddW3CLogging" } => IsUsed(context) && !AssignsW3CFields(context) ? W3CField : null,
        { Name: "WithClientIp" } enricher when RootOf(enricher.ContainingNamespace) == "Serilog" => "ClientIp",
        { Name: "Add" } => HeaderAdded(call, context),
        _ => null,
    };

    /// <summary>Whether an assignment switches the address on in the W3C log.</summary>
    public static bool SwitchesOn(ISimpleAssignmentOperation assignment) =>
        IsFields(assignment.Target, W3COptions) && assignment.Value is { ConstantValue: { HasValue: true, Value: { } value }, Type: INamedTypeSymbol type } && HasFlag(value, type, W3CField);

    // Registered and never used, it writes nothing; a library may be used by anybody.
    private static bool IsUsed(ConsentContext context) => context.Compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary || NamesInTree.Find(context.Compilation, "UseW3CLogging").Any();

    private static bool AssignsW3CFields(ConsentContext context) => NamesInTree.Find(context.Compilation, Fields)
        .Any(n => n.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && assignment.Left.Span.Contains(n.Span) && context.ModelOf(n.SyntaxTree).GetSymbolInfo(n).Symbol is IPropertySymbol { ContainingType.Name: W3COptions });

    private static string? HeaderAdded(IInvocationOperation call, ConsentContext context)
    {
        if (call.Instance?.WithoutConversions() is not IPropertyReferenceOperation { Property: { Name: "RequestHeaders" or "AdditionalRequestHeaders", ContainingType.Name: "HttpLoggingOptions" or W3COptions } headers }) return null;
        if (call.Arguments is not [{ Value: { } argument }] || context.Text(argument) is not { IsComplete: true, Value: var name } || !ClientAddressNames.IsHeader(name)) return null;
        return headers.ContainingType.Name == W3COptions || !LeavesHeadersOut(call) ? name : null;
    }

    // logging.LoggingFields = HttpLoggingFields.RequestPath: no header is written, whatever is added.
    private static bool LeavesHeadersOut(IOperation call)
    {
        var body = call;
        while (body.Parent is not null and not IAnonymousFunctionOperation) body = body.Parent;
        return body.Descendants().OfType<ISimpleAssignmentOperation>().Any(a => IsFields(a.Target, "HttpLoggingOptions") && a.Value is { ConstantValue: { HasValue: true, Value: { } value }, Type: INamedTypeSymbol type } && !HasFlag(value, type, "RequestHeaders"));
    }

    private static bool IsFields(IOperation target, string options) => target is IPropertyReferenceOperation { Property: { Name: Fields, ContainingType.Name: var type } } && type == options;

    private static bool HasFlag(object value, INamedTypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is { } flag && ToInt64(value) is var bits && (bits & ToInt64(flag)) == ToInt64(flag);

    private static long ToInt64(object value) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private static string RootOf(INamespaceSymbol? ns)
    {
        while (ns?.ContainingNamespace is { IsGlobalNamespace: false } parent) ns = parent;
        return ns?.Name ?? "";
    }
}
