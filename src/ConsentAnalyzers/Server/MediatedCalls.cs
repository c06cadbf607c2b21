using System;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Server;

/// <summary>Who runs a handler that a mediator calls: <c>mediator.Send(new Paid())</c> runs <c>IRequestHandler&lt;Paid&gt;.Handle</c>.</summary>
internal sealed class MediatedCalls
{
    private readonly ConsentContext _context;
    private readonly Lazy<ILookup<ISymbol?, SimpleNameSyntax>> _sends;

    public MediatedCalls(ConsentContext context)
    {
        _context = context;
        _sends = new(() => RequestPathNames.OfSends.SelectMany(name => NamesInTree.Find(context.Compilation, name)).Select(n => (Name: n, Message: MessageOf(n))).Where(s => s.Message is not null)
            .ToLookup(s => (ISymbol?)s.Message, s => s.Name, SymbolEqualityComparer.Default));
    }

    /// <summary>The calls that send a handler its message; empty for what is no such handler, and where nothing in sight sends it.</summary>
    public ImmutableArray<SimpleNameSyntax> SendsTo(IMethodSymbol method) => MessageHandled(method) is { } message ? [.. _sends.Value[message]] : [];

    // The interface is a library's: what implements one of the project's own is found by its calls.
    private ITypeSymbol? MessageHandled(IMethodSymbol method) => method.ContainingType is { TypeKind: TypeKind.Class } type && !method.IsStatic
        ? type.AllInterfaces.Where(i => i.TypeArguments.Length > 0 && RequestPathNames.IsHandler(i.Name) && !_context.Owns(i)
            && i.GetMembers().Any(m => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m), method))).Select(i => i.TypeArguments[0]).FirstOrDefault()
        : null;

    private ITypeSymbol? MessageOf(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var message }, ..] } call } && call.Expression == name.Parent
            ? _context.ModelOf(name.SyntaxTree).GetTypeInfo(message).Type
            : null;
}
