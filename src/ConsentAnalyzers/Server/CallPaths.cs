using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Server;

/// <summary>How a place in the code is reached: for a visitor's request or beside it, and with what consent. Followed over the calls of one compilation.</summary>
internal sealed class CallPaths
{
    private const int DepthLimit = 4;

    private readonly ConsentContext _context;
    private readonly MediatedCalls _mediated;
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<SimpleNameSyntax>> _mentions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ConsentPurposes>[] _guaranteed = ByDepth<ConsentPurposes>();
    private readonly ConcurrentDictionary<IMethodSymbol, bool>[] _background = ByDepth<bool>();
    private readonly Lazy<bool> _servesRequests;

    public CallPaths(ConsentContext context)
    {
        _context = context;
        _mediated = new(context);
        _servesRequests = new(() => IsLibrary || RequestPathNames.OfWeb.Any(name => NamesInTree.Find(context.Compilation, name).Any()));
    }

    private bool IsLibrary => _context.Compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule;

    /// <summary>The purposes consented to at a place: what is checked in its own method, and what every caller that can be seen guarantees.</summary>
    public ConsentPurposes? ConsentAt(SyntaxNode place, CancellationToken cancellationToken) =>
        _context.Flow.At(place, _context.ModelOf(place.SyntaxTree), cancellationToken) is { } here ? here | Guaranteed(MethodAround(place, cancellationToken), 0, cancellationToken) : null;

    /// <summary>Whether a visitor's request may lead to a place. A library is used by whoever likes.</summary>
    public bool ServesRequests(SyntaxNode place, CancellationToken cancellationToken) => _servesRequests.Value && !IsBackground(place, 0, cancellationToken);

    /// <summary>Every place of the compilation that calls a method, or makes a delegate of it, under its own name or that of what it implements.</summary>
    public ImmutableArray<SimpleNameSyntax> Mentions(IMethodSymbol method, CancellationToken cancellationToken)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return _mentions.TryGetValue(method, out var known) ? known : _mentions.GetOrAdd(method, FindMentions(method, cancellationToken));
    }

    /// <summary>The method, accessor or constructor whose body a place stands in; lambdas and local functions belong to the one around them.</summary>
    public IMethodSymbol? MethodAround(SyntaxNode place, CancellationToken cancellationToken)
    {
        var symbol = _context.ModelOf(place.SyntaxTree).GetEnclosingSymbol(place.SpanStart, cancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }) symbol = symbol.ContainingSymbol;
        return symbol as IMethodSymbol;
    }

    // What hands a handler its message runs it.
    private ImmutableArray<SimpleNameSyntax> Callers(IMethodSymbol method, CancellationToken cancellationToken) => Mentions(method, cancellationToken).AddRange(_mediated.SendsTo(method));

    // What is known of a method depends on how many calls may still be followed.
    private static ConcurrentDictionary<IMethodSymbol, T>[] ByDepth<T>() => [.. Enumerable.Range(0, DepthLimit).Select(_ => new ConcurrentDictionary<IMethodSymbol, T>(SymbolEqualityComparer.Default))];

    private ConsentPurposes Guaranteed(IMethodSymbol? method, int depth, CancellationToken cancellationToken)
    {
        if (method is null || depth >= DepthLimit || (_mediated.SendsTo(method).IsEmpty && IsReachedFromOutside(method))) return ConsentPurposes.None;
        return _guaranteed[depth].TryGetValue(method, out var known) ? known : _guaranteed[depth].GetOrAdd(method, AtEveryCall(method, depth, cancellationToken));
    }

    private ConsentPurposes AtEveryCall(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        var guaranteed = ConsentValue.Vacuous;
        foreach (var mention in Callers(method, cancellationToken))
        {
            guaranteed &= (_context.Flow.At(mention, _context.ModelOf(mention.SyntaxTree), cancellationToken) ?? ConsentValue.Vacuous) | Guaranteed(MethodAround(mention, cancellationToken), depth + 1, cancellationToken);
            if (guaranteed == ConsentPurposes.None) break;
        }
        return guaranteed == ConsentValue.Vacuous ? ConsentPurposes.None : guaranteed;
    }

    private bool IsBackground(SyntaxNode place, int depth, CancellationToken cancellationToken)
    {
        if (IsHandedToJob(place)) return true;
        if (MethodAround(place, cancellationToken) is not { } method) return false;
        if (RunsBeside(method.ContainingType)) return true;
        // What the program itself does before it serves anybody; its lambdas are endpoints and middleware.
        if (IsEntryPoint(method)) return !place.Ancestors().Any(a => a is AnonymousFunctionExpressionSyntax);
        if (depth >= DepthLimit || (_mediated.SendsTo(method).IsEmpty && IsReachedFromOutside(method))) return false;
        return _background[depth].TryGetValue(method, out var known) ? known : _background[depth].GetOrAdd(method, Callers(method, cancellationToken) is { IsEmpty: false } mentions && mentions.All(m => IsBackground(m, depth + 1, cancellationToken)));
    }

    private static bool IsEntryPoint(IMethodSymbol method) => method is { IsStatic: true, Name: "Main" or "<Main>$" or "<Main>" };

    private static bool RunsBeside(INamedTypeSymbol? type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.AllInterfaces.Any(i => RequestPathNames.IsBackground(i.Name))) return true;
            for (var ancestor = outer.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            {
                if (RequestPathNames.IsBackground(ancestor.Name)) return true;
            }
        }
        return false;
    }

    // RecurringJob.AddOrUpdate<Sync>("sync", s => s.Run(), Cron.Daily)
    private bool IsHandedToJob(SyntaxNode place)
    {
        foreach (var lambda in place.Ancestors().OfType<AnonymousFunctionExpressionSyntax>())
        {
            if (lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && _context.ModelOf(call.SyntaxTree).GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.Name: var type } && RequestPathNames.IsJob(type)) return true;
        }
        return false;
    }

    // The framework calls actions, handlers and what overrides or implements its own; other projects call what a library shows.
    private bool IsReachedFromOutside(IMethodSymbol method) =>
        ConsentContracts.IsReachedByRequests(method)
        || (IsLibrary && IsVisible(method))
        || (method.OverriddenMethod is { } overridden && !_context.Owns(overridden))
        || Implemented(method).Any(i => !_context.Owns(i))
        || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation);

    private static bool IsVisible(ISymbol symbol)
    {
        for (var outer = symbol; outer is not (null or INamespaceSymbol); outer = outer.ContainingSymbol)
        {
            if (outer.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal) return false;
        }
        return true;
    }

    private static IEnumerable<ISymbol> Implemented(IMethodSymbol method) => method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type || method.IsStatic
        ? []
        : method.ExplicitInterfaceImplementations.Concat(type.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).Where(m => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m), method)));

    private ImmutableArray<SimpleNameSyntax> FindMentions(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var names = new HashSet<ISymbol>(Implemented(method).Select(i => i.OriginalDefinition), SymbolEqualityComparer.Default) { method };
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod) names.Add(overridden.OriginalDefinition);
        var bodies = new HashSet<SyntaxNode>(method.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)));
        return [.. NamesInTree.Find(_context.Compilation, method.Name.Substring(method.Name.LastIndexOf('.') + 1))
            .Where(n => !n.Ancestors().Any(bodies.Contains) && IsOneOf(n))];

        bool IsOneOf(SimpleNameSyntax name) => _context.ModelOf(name.SyntaxTree).GetSymbolInfo(name, cancellationToken).Symbol is IMethodSymbol mentioned && names.Contains((mentioned.ReducedFrom ?? mentioned).OriginalDefinition);
    }
}
