using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>The requests of RestSharp: <c>client.ExecuteAsync(new RestRequest("/collect", Method.Post))</c>, with the address in the client, the request or both.</summary>
internal sealed class RestSharpCalls(ConsentContext context)
{
    // https://restsharp.dev, versions 106 to 112. An empty verb stands in the request.
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["Execute"] = "",
        ["ExecuteTask"] = "",
        ["ExecutePost"] = "POST",
        ["ExecutePut"] = "PUT",
        ["ExecuteGet"] = "GET",
        ["Post"] = "POST",
        ["PostJson"] = "POST",
        ["Put"] = "PUT",
        ["PutJson"] = "PUT",
        ["Patch"] = "PATCH",
        ["Get"] = "GET",
        ["GetJson"] = "GET",
    };

    /// <summary>Whether a method of this name may send a request.</summary>
    public static bool IsCandidate(string method) => Verbs.ContainsKey(WithoutAsync(method));

    /// <returns><see langword="null"/> for what is no request of RestSharp's.</returns>
    public OutgoingCall? Of(IInvocationOperation call)
    {
        if (!Verbs.TryGetValue(WithoutAsync(call.TargetMethod.Name), out var verb)) return null;
        var isExtension = call.Instance is null && call.TargetMethod.IsExtensionMethod;
        var client = (call.Instance ?? (isExtension ? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value : null))?.WithoutConversions();
        if (client?.Type is not { Name: "RestClient" or "IRestClient", ContainingNamespace: { Name: "RestSharp", ContainingNamespace.IsGlobalNamespace: true } }) return null;
        // A request, or the address itself: PostJsonAsync("/collect", body).
        var sent = call.Arguments.Where(a => a.Parameter is { } parameter && !(isExtension && parameter.Ordinal == 0)).OrderBy(a => a.Parameter!.Ordinal).FirstOrDefault()?.Value.WithoutConversions();
        var request = sent is null || sent.Type?.SpecialType == SpecialType.System_String ? null : (context.Origin(sent) ?? sent).WithoutConversions() as IObjectCreationOperation;
        if (request is null && sent?.Type?.SpecialType != SpecialType.System_String) return null;
        var address = request is null ? sent : Given(request, "Resource", IsAddress);
        if (verb.Length == 0 && request is not null) verb = Given(request, "Method", t => t is { TypeKind: TypeKind.Enum, Name: "Method" })?.WithoutConversions() is IMemberReferenceOperation { Member.Name: var name } ? name.ToUpperInvariant() : "GET";
        return new(call, ServerAddress.Of(address, context.Values, () => BaseOf(client, call.Syntax)), verb, null, IsRestSharp: true);
    }

    // new RestClient("https://…"), new RestClient(new RestClientOptions("https://…")), { BaseUrl = … }: of the client itself, else the only one that the type creates.
    private string? BaseOf(IOperation client, SyntaxNode call)
    {
        if ((context.Origin(client) ?? client).WithoutConversions() is IObjectCreationOperation created) return AddressIn(created);
        var model = context.ModelOf(call.SyntaxTree);
        return call.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
            .Select(c => model.GetOperation(c)).OfType<IObjectCreationOperation>().Where(c => c.Type is { Name: "RestClient", ContainingNamespace.Name: "RestSharp" }).Select(AddressIn).Distinct().ToList() is [var only] ? only : null;
    }

    private string? AddressIn(IObjectCreationOperation client)
    {
        var address = Given(client, "BaseUrl", IsAddress);
        if (address is null && Given(client, "Options", t => t.Name == "RestClientOptions") is { } options && (context.Origin(options) ?? options).WithoutConversions() is IObjectCreationOperation set) address = Given(set, "BaseUrl", IsAddress);
        return address is not null && ServerAddress.Read(address, context.Values) is { } text && text.IndexOf("://", StringComparison.Ordinal) > 0 ? text : null;
    }

    private static bool IsAddress(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type is { Name: "Uri", ContainingNamespace.Name: "System" };

    // Set in the initializer, else handed to the constructor.
    private static IOperation? Given(IObjectCreationOperation created, string property, Func<ITypeSymbol, bool> isOfType) =>
        created.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(a => a.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property)?.Value
        ?? created.Arguments.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.Explicit && a.Parameter is { } parameter && isOfType(parameter.Type))?.Value;

    private static string WithoutAsync(string method) => method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - 5) : method;
}
