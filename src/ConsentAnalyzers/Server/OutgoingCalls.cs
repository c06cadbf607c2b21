using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>A request that the program sends to a server.</summary>
/// <param name="Verb">Empty when it is not known.</param>
/// <param name="Body">What is sent; <see langword="null"/> when nothing is, or it is not seen.</param>
internal sealed record OutgoingCall(IInvocationOperation Call, ServerAddress Address, string Verb, IOperation? Body, bool IsRestSharp = false);

/// <summary>Recognises the requests that <c>HttpClient</c> and its like send, RestSharp's too, and where they go.</summary>
internal sealed class OutgoingCalls(ConsentContext context)
{
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["PostAsync"] = "POST",
        ["PostAsJsonAsync"] = "POST",
        ["PostJsonAsync"] = "POST",
        ["PostStringAsync"] = "POST",
        ["PostUrlEncodedAsync"] = "POST",
        ["UploadString"] = "POST",
        ["UploadStringTaskAsync"] = "POST",
        ["UploadValues"] = "POST",
        ["UploadValuesTaskAsync"] = "POST",
        ["PutAsync"] = "PUT",
        ["PutAsJsonAsync"] = "PUT",
        ["PatchAsync"] = "PATCH",
        ["PatchAsJsonAsync"] = "PATCH",
        ["GetAsync"] = "GET",
        ["GetStringAsync"] = "GET",
        ["GetStreamAsync"] = "GET",
        ["GetByteArrayAsync"] = "GET",
        ["GetFromJsonAsync"] = "GET",
        ["DownloadString"] = "GET",
        ["DownloadStringTaskAsync"] = "GET",
        ["SendAsync"] = "",
        ["Send"] = "",
    };

    private readonly RestSharpCalls _restSharp = new(context);

    /// <summary>Whether a method of this name may send a request.</summary>
    public static bool IsCandidate(string method) => Verbs.ContainsKey(method);

    /// <returns><see langword="null"/> for what sends no request.</returns>
    public OutgoingCall? Of(IInvocationOperation call) => OfClient(call) ?? _restSharp.Of(call);

    private OutgoingCall? OfClient(IInvocationOperation call)
    {
        if (!Verbs.TryGetValue(call.TargetMethod.Name, out var verb)) return null;
        var isExtension = call.Instance is null && call.TargetMethod.IsExtensionMethod;
        var client = call.Instance ?? (isExtension ? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value : null);
        // "https://…".PostJsonAsync(…)
        if (isExtension && client is not null && IsFlurl(call.TargetMethod.ContainingNamespace)) return new(call, ServerAddress.Of(client, context.Values, () => null), verb, BodyOf(call, 1));
        if (client?.WithoutConversions() is not { Type: { } type } receiver || !IsClient(type)) return null;
        var rest = call.Arguments.Where(a => a.Parameter is { } parameter && !(isExtension && parameter.Ordinal == 0)).OrderBy(a => a.Parameter!.Ordinal).ToList();
        if (rest.Count == 0) return null;
        if (rest[0].Parameter!.Type.Name == "HttpRequestMessage") return OfMessage(call, rest[0].Value, receiver);
        return new(call, AddressOf(rest[0].Value, receiver, call), verb, verb is "GET" ? null : BodyOf(call, rest[0].Parameter!.Ordinal + 1));
    }

    private ServerAddress AddressOf(IOperation? address, IOperation client, IOperation call) => ServerAddress.Of(address, context.Values, () => context.HttpClients.BaseOf(client, call.Syntax));

    private OutgoingCall OfMessage(IInvocationOperation call, IOperation message, IOperation client)
    {
        var set = SetOn(message).ToList();
        var created = ((context.Origin(message) ?? message).WithoutConversions() as IObjectCreationOperation)?.Arguments ?? [];
        var address = Last("RequestUri") ?? created.FirstOrDefault(a => a.Parameter?.Name == "requestUri")?.Value;
        var verb = Last("Method") ?? created.FirstOrDefault(a => a.Parameter?.Name == "method")?.Value;
        return new(call, AddressOf(address, client, call), verb?.WithoutConversions() is IMemberReferenceOperation { Member.Name: var name } ? name.ToUpperInvariant() : "", Last("Content"));

        IOperation? Last(string property) => set.LastOrDefault(s => s.Property == property).Value;
    }

    // What an initializer and later statements assign to a message's properties.
    private IEnumerable<(string Property, IOperation Value)> SetOn(IOperation message)
    {
        if ((context.Origin(message) ?? message).WithoutConversions() is IObjectCreationOperation { Initializer.Initializers: var initializers })
        {
            foreach (var assignment in initializers.OfType<ISimpleAssignmentOperation>())
            {
                if (assignment.Target is IPropertyReferenceOperation target) yield return (target.Property.Name, assignment.Value);
            }
        }
        if (message.WithoutConversions() is not ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: [var reference] } local }) yield break;
        if (reference.GetSyntax().FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or CompilationUnitSyntax) is not { } scope) yield break;
        foreach (var assignment in ScopeAssignments.In(scope).OfProperties(local.Name))
        {
            if (assignment.Left.LastName() is { } name && context.ModelOf(assignment.SyntaxTree).GetOperation(assignment.Right) is { } value) yield return (name, value);
        }
    }

    private static IOperation? BodyOf(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(a => a.Parameter is { } parameter && parameter.Ordinal >= ordinal && parameter.Type.Name is not ("CancellationToken" or "JsonSerializerOptions" or "String") && !(parameter.IsOptional && a.ArgumentKind == ArgumentKind.DefaultValue))?.Value;

    private static bool IsFlurl(INamespaceSymbol? ns) => ns is { Name: "Http", ContainingNamespace.Name: "Flurl" };

    private static bool IsClient(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor is { Name: "HttpClient" or "HttpMessageInvoker", ContainingNamespace: { Name: "Http", ContainingNamespace.Name: "Net" } } or { Name: "WebClient", ContainingNamespace.Name: "Net" }) return true;
        }
        return false;
    }
}
