using System;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>A <c>Set-Cookie</c> header written by hand on ASP.NET Core's response, in every spelling.</summary>
internal static class RawSetCookie
{
    private const string HeaderName = "Set-Cookie";

    /// <summary>Whether an operation is worth a look, told from names alone.</summary>
    public static bool IsCandidate(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => IsCandidate(invocation.TargetMethod.Name),
        IAssignmentOperation { Target: IPropertyReferenceOperation target } => target.Property.IsIndexer || target.Property.Name == "SetCookie",
        _ => false,
    };

    /// <summary>Whether a method of this name may write a header.</summary>
    public static bool IsCandidate(string method) => method is "Append" or "Add" or "TryAdd" or "AppendList" or "AppendCommaSeparatedValues" or "Set" or "SetCommaSeparatedValues";

    /// <returns><see langword="null"/> for reading, other headers, requests, and the responses of an outgoing HTTP client.</returns>
    public static CookieWrite? Of(IOperation operation, ConsentContext context)
    {
        if (!context.Symbols.HasHeaders || !IsCandidate(operation)) return null;
        return operation switch
        {
            IInvocationOperation invocation => OfCall(invocation, context),
            IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment when IsSetCookie(target, context) => Write(assignment, assignment.Value, context),
            _ => null,
        };
    }

    private static CookieWrite? OfCall(IInvocationOperation call, ConsentContext context)
    {
        // Extension methods have their receiver as the first argument.
        var receiver = call.Instance ?? call.Arguments.FirstOrDefault()?.Value;
        if (receiver is null) return null;
        var arguments = call.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Skip(call.Instance is null ? 1 : 0).Select(a => a.Value).ToList();
        // Response.GetTypedHeaders().SetCookie.Add(new SetCookieHeaderValue(…))
        if (receiver.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "SetCookie" } list) return call.TargetMethod.Name == "Add" && IsSetCookie(list, context) && arguments is [var added] ? Write(call, added, context) : null;
        if (!IsResponseHeaders(receiver, context) || arguments.Count == 0) return null;
        if (arguments is [var pair]) arguments = [.. pair.DescendantsAndSelf().OfType<IObjectCreationOperation>().FirstOrDefault(c => c.Type?.Name == "KeyValuePair")?.Arguments.Select(a => a.Value) ?? []];
        return arguments is [var name, var value, ..] && Names(name, context) ? Write(call, value, context) : null;
    }

    private static bool IsSetCookie(IPropertyReferenceOperation target, ConsentContext context) =>
        target.Instance is { } headers && IsResponseHeaders(headers, context)
        && (target.Property.IsIndexer ? target.Arguments is [{ Value: { } name }, ..] && Names(name, context) : target.Property.Name == "SetCookie");

    private static bool Names(IOperation name, ConsentContext context) =>
        context.Text(name) is { IsComplete: true } text ? text.Value.Equals(HeaderName, StringComparison.OrdinalIgnoreCase)
            : name.WithoutConversions() is IFieldReferenceOperation { Field: { Name: "SetCookie", ContainingType.Name: "HeaderNames" } };

    private static bool IsResponseHeaders(IOperation headers, ConsentContext context)
    {
        if (!context.Symbols.IsHeaders(headers.WithoutConversions().Type)) return false;
        // What is set on a request goes to no visitor.
        return (context.Origin(headers) ?? headers).WithoutConversions() is not IPropertyReferenceOperation { Property: { Name: "Headers", ContainingType.Name: "HttpRequest" } };
    }

    private static CookieWrite Write(IOperation operation, IOperation value, ConsentContext context)
    {
        var scope = context.Values;
        var header = HeaderValue(value, scope);
        if (header is not null)
        {
            var name = header.Arguments.FirstOrDefault(a => a.Parameter?.Name == "name")?.Value ?? value;
            // The local that holds it may be given more after its creation.
            return new(operation, name, KnownText.Of(name, scope), CookieSettingsFound.Of(WithoutToString(value), scope), Door: CookieDoor.Header);
        }
        var composed = ComposedText.Of(value, scope);
        var parsed = SetCookieText.Parse(composed, scope);
        var settings = CookieSettingsFound.None with { Written = new LifetimeFound(parsed.Lifetime, Written: value.Syntax) };
        return new(operation, parsed.NameHole ?? value, parsed.Name, settings, Door: CookieDoor.Header);
    }

    private static IObjectCreationOperation? HeaderValue(IOperation value, ValueScope scope)
    {
        value = WithoutToString(value);
        if (value is ILocalReferenceOperation) value = scope.Origin(value)?.WithoutConversions() ?? value;
        return value.DescendantsAndSelf().OfType<IObjectCreationOperation>().FirstOrDefault(c => c.Type?.Name == "SetCookieHeaderValue");
    }

    private static IOperation WithoutToString(IOperation value) =>
        value.WithoutConversions() is IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } instance } ? instance.WithoutConversions() : value.WithoutConversions();
}
