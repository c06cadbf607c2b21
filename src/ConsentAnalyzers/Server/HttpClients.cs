using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>A client that the program registers: <c>AddHttpClient("name", c =&gt; c.BaseAddress = …)</c>.</summary>
/// <param name="Name">Given as text; <see langword="null"/> for a typed client.</param>
/// <param name="Types">The types that are given the client.</param>
internal sealed record RegisteredClient(InvocationExpressionSyntax Call, string? Name, ImmutableArray<INamedTypeSymbol> Types, string BaseAddress);

/// <summary>The base addresses of HTTP clients: set where they are created, where they are registered, or in the type that uses them.</summary>
internal sealed class HttpClients
{
    private const string AddHttpClient = "AddHttpClient";
    private const string CreateClient = "CreateClient";
    private const string BaseAddress = "BaseAddress";

    private readonly ConsentContext _context;
    private readonly Lazy<ImmutableArray<RegisteredClient>> _registered;
    private readonly ConcurrentDictionary<SyntaxNode, string?> _addressOfType = new();

    public HttpClients(ConsentContext context)
    {
        _context = context;
        _registered = new(() => [.. NamesInTree.Find(context.Compilation, AddHttpClient).Select(Registration).OfType<RegisteredClient>()]);
    }

    /// <summary>Whether a method of this name may register a client.</summary>
    public static bool MayRegister(string method) => method == AddHttpClient;

    /// <summary>The registration that a call makes; <see langword="null"/> for one without a base address in the code.</summary>
    public RegisteredClient? RegisteredAt(SyntaxNode call) => _registered.Value.FirstOrDefault(r => r.Call == call);

    /// <summary>The base address of the client that a request is sent with.</summary>
    public string? BaseOf(IOperation? client, SyntaxNode call)
    {
        client = client?.WithoutConversions();
        if (client is ILocalReferenceOperation local && OfLocal(local.Local) is { } set) return set;
        var origin = client is null ? null : _context.Origin(client)?.WithoutConversions() ?? client;
        if (origin is IAwaitOperation { Operation: var awaited }) origin = awaited;
        return origin switch
        {
            IObjectCreationOperation created => OfInitializer(created),
            IInvocationOperation { TargetMethod.Name: CreateClient } create => OfName(create),
            _ => call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? _addressOfType.GetOrAdd(type, t => OfType((TypeDeclarationSyntax)t)) : null,
        };
    }

    /// <summary>Whether the code shows a request that a registered client may send.</summary>
    public bool HasVisibleCall(RegisteredClient client) =>
        client.Types.SelectMany(t => t.DeclaringSyntaxReferences).Select(r => r.GetSyntax()).Any(Sends)
        || (client.Name is { } name && NamesInTree.Find(_context.Compilation, CreateClient).Any(n => NameGiven(n) == name && n.FirstAncestorOrSelf<TypeDeclarationSyntax>() is var type && Sends((SyntaxNode?)type ?? n.SyntaxTree.GetRoot())));

    private string? NameGiven(SimpleNameSyntax create) => InvocationOf(create) is { } call && _context.ModelOf(call.SyntaxTree).GetOperation(call) is IInvocationOperation operation ? NameGiven(operation) : null;

    private string? NameGiven(IInvocationOperation create) => create.Arguments.FirstOrDefault(a => a.Parameter?.Type.SpecialType == SpecialType.System_String)?.Value is { } name && _context.Text(name) is { IsComplete: true, Value: var text } ? text : null;

    private string? OfName(IInvocationOperation create) => NameGiven(create) is { } name ? _registered.Value.FirstOrDefault(r => r.Name == name)?.BaseAddress : null;

    private string? OfInitializer(IObjectCreationOperation client) =>
        client.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(a => a.Target is IPropertyReferenceOperation { Property.Name: BaseAddress })?.Value is { } value ? Known(value) : null;

    private string? OfLocal(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences is not [var reference]) return null;
        var scope = reference.GetSyntax().FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or CompilationUnitSyntax);
        return scope is null ? null : ScopeAssignments.In(scope).OfProperties(local.Name).Where(IsBaseAddress).Select(Known).LastOrDefault(t => t is not null);
    }

    // The type sets the address of its field or of what it is given, asks a factory for a named client, or is registered itself.
    private string? OfType(TypeDeclarationSyntax type)
    {
        var set = type.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(IsBaseAddress).Select(Known).OfType<string>().Distinct().ToList();
        if (set.Count > 0) return set.Count == 1 ? set[0] : null;
        var model = _context.ModelOf(type.SyntaxTree);
        var named = type.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => i.Expression.LastName() == CreateClient).Select(i => model.GetOperation(i)).OfType<IInvocationOperation>().Select(OfName).OfType<string>().Distinct().ToList();
        if (named.Count > 0) return named.Count == 1 ? named[0] : null;
        return model.GetDeclaredSymbol(type) is { } symbol ? _registered.Value.FirstOrDefault(r => r.Types.Contains(symbol, SymbolEqualityComparer.Default))?.BaseAddress : null;
    }

    private static bool IsBaseAddress(AssignmentExpressionSyntax assignment) => assignment.Left.LastName() == BaseAddress;

    private string? Known(AssignmentExpressionSyntax assignment) => _context.ModelOf(assignment.SyntaxTree).GetOperation(assignment.Right) is { } value ? Known(value) : null;

    private string? Known(IOperation value) => ServerAddress.Read(value, _context.Values) is { } text && text.IndexOf("://", StringComparison.Ordinal) > 0 ? text : null;

    private static bool Sends(SyntaxNode node) => node.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => i.Expression.LastName() is { } name && OutgoingCalls.IsCandidate(name));

    private RegisteredClient? Registration(SimpleNameSyntax name)
    {
        if (InvocationOf(name) is not { } call) return null;
        var chain = call;
        while (chain.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next }) chain = next;
        var address = chain.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(IsBaseAddress).Select(Known).FirstOrDefault(t => t is not null);
        if (address is null || _context.ModelOf(call.SyntaxTree).GetOperation(call) is not IInvocationOperation operation) return null;
        return new(call, NameGiven(operation), [.. operation.TargetMethod.TypeArguments.OfType<INamedTypeSymbol>()], address);
    }

    private static InvocationExpressionSyntax? InvocationOf(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Name == name ? call
        : name.Parent is MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax conditional } ? conditional
        : null;
}
