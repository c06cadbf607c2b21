using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>What code keeps of a decision beside the visitor's cookie: proofs, entities, messages. Methods of the compilation are opened; of any other the doubt is the code's.</summary>
internal sealed class ConsentRecords(ConsentContext context)
{
    private const int DepthLimit = 6;
    private const int MostFunctions = 64;

    private readonly ConcurrentDictionary<SyntaxNode, bool> _records = new();
    private readonly ConcurrentDictionary<SyntaxNode, bool> _stores = new();

    /// <summary>Whether a proof is kept where a decision is taken: in its function, in what that calls, or in a function on the way there.</summary>
    public bool IsProved(ConsentDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Door == DecisionDoor.Helper) return true;
        var pending = new Queue<SyntaxNode>();
        var seen = new HashSet<SyntaxNode>();
        if (FunctionAround(decision.Syntax) is { } first) pending.Enqueue(first);
        while (pending.Count > 0 && seen.Count < MostFunctions)
        {
            var function = pending.Dequeue();
            if (!seen.Add(function)) continue;
            if (Records(function, [], cancellationToken)) return true;
            if (function is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax) || context.ModelOf(function.SyntaxTree).GetDeclaredSymbol(function, cancellationToken) is not IMethodSymbol method) continue;
            foreach (var caller in context.Acts.Mentions(method, cancellationToken).Select(FunctionAround).OfType<SyntaxNode>()) pending.Enqueue(caller);
        }
        return seen.Count >= MostFunctions;
    }

    /// <summary>Whether running a function may leave anything behind: a cookie, a session's entry, a record.</summary>
    public bool MayStore(SyntaxNode function, CancellationToken cancellationToken) => _stores.GetOrAdd(function, f => Any(f, [], (call, around) => Stores(call, around, cancellationToken)) || f.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(StoresEntry));

    private bool Records(SyntaxNode function, ImmutableHashSet<SyntaxNode> around, CancellationToken cancellationToken) =>
        _records.TryGetValue(function, out var known) ? known : around.Count >= DepthLimit || around.Contains(function) ? false
        : Remember(function, around, Any(function, around.Add(function), (call, inside) => IsRecord(call, inside, cancellationToken)));

    // What was answered from inside another question may have been cut short.
    private bool Remember(SyntaxNode function, ImmutableHashSet<SyntaxNode> around, bool records)
    {
        if (around.IsEmpty) _records.TryAdd(function, records);
        return records;
    }

    private static bool Any(SyntaxNode function, ImmutableHashSet<SyntaxNode> around, Func<InvocationExpressionSyntax, ImmutableHashSet<SyntaxNode>, bool> condition) =>
        function.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => condition(call, around));

    private bool IsRecord(InvocationExpressionSyntax call, ImmutableHashSet<SyntaxNode> around, CancellationToken cancellationToken)
    {
        if (call.Expression.LastName() is not { } name) return false;
        var method = MethodOf(call, cancellationToken);
        // Code that does not compile: the name alone.
        if (method is null) return DecisionWords.Default.MayRecord(name) && !SpeaksOfLogs(call);
        if (IsProofStore(method) || IsSave(method)) return true;
        if (IsFramework(method)) return Keeps(method);
        var bodies = Bodies(method);
        return bodies.Count > 0 ? bodies.Exists(b => Records(b, around, cancellationToken)) : DecisionWords.Default.MayRecord(name) && !IsLog(method);
    }

    private bool Stores(InvocationExpressionSyntax call, ImmutableHashSet<SyntaxNode> around, CancellationToken cancellationToken)
    {
        if (MethodOf(call, cancellationToken) is not { } method) return call.Expression.LastName() is not "nameof";
        if (context.Decisions.IsCandidateName(method.Name) && context.ModelOf(call.SyntaxTree).GetOperation(call, cancellationToken) is { } operation && !CookieWrite.Of(operation, context).IsEmpty) return true;
        if (IsLog(method)) return false;
        if (IsFramework(method)) return Keeps(method) || method.ContainingType.AllInterfaces.Append(method.ContainingType).Any(t => t.Name is "ISession" or "SessionExtensions" or "ITempDataDictionary" or "IMemoryCache" or "IDistributedCache");
        var bodies = Bodies(method);
        return bodies.Count == 0 || around.Count >= DepthLimit || bodies.Exists(b => !around.Contains(b) && (Any(b, around.Add(b), (inner, inside) => Stores(inner, inside, cancellationToken)) || b.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(StoresEntry)));
    }

    // TempData["refused"] = true, an entity's property, a header.
    private static bool StoresEntry(AssignmentExpressionSyntax assignment) => assignment.Left is ElementAccessExpressionSyntax or MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax };

    private IMethodSymbol? MethodOf(InvocationExpressionSyntax call, CancellationToken cancellationToken) => context.ModelOf(call.SyntaxTree).GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method ? method.ReducedFrom ?? method : null;

    private static bool IsProofStore(IMethodSymbol method) => IsMarked(method) || method.ContainingType is { } type && type.AllInterfaces.Append(type).Any(t => t.Name == "IConsentProofStore" || IsMarked(t));

    private static bool IsMarked(ISymbol symbol) => symbol.GetAttributes().Any(a => a.AttributeClass?.Name == "ConsentProofAttribute");

    // Whatever context of Entity Framework's it is: an entity is saved.
    private static bool IsSave(IMethodSymbol method) => method.Name is "SaveChanges" or "SaveChangesAsync";

    // Of the framework: databases, users' data, files and messages are kept; a log line is no proof.
    private static bool Keeps(IMethodSymbol method) => method.ContainingType?.Name is { } type
        && (IsSave(method) || (method.Name.StartsWith("Execute", StringComparison.Ordinal) && Namespaces(method).Exists(ns => ns is "Data" or "EntityFrameworkCore"))
            || type is "File" or "StreamWriter" or "UserManager" or "HttpClient" or "HttpClientJsonExtensions" or "ChannelWriter" or "ConcurrentQueue" or "IDistributedCache");

    private static bool IsLog(IMethodSymbol method) => method.ContainingType is { } type && (type.Name.EndsWith("Logger", StringComparison.Ordinal) || type.Name is "LoggerExtensions" or "Log" || type.AllInterfaces.Any(i => i.Name == "ILogger") || method.GetAttributes().Any(a => a.AttributeClass?.Name == "LoggerMessageAttribute"));

    private static bool SpeaksOfLogs(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && receiver.LastName() is { } name && name.IndexOf("log", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsFramework(IMethodSymbol method) => Namespaces(method) is var names && (names.FirstOrDefault() == "System" || (names.FirstOrDefault() == "Microsoft" && names.ElementAtOrDefault(1) is "AspNetCore" or "Extensions" or "EntityFrameworkCore" or "JSInterop" or "Net"));

    // From the outermost to the innermost.
    private static List<string> Namespaces(ISymbol symbol)
    {
        var names = new List<string>();
        for (var ns = symbol.ContainingNamespace; ns is { IsGlobalNamespace: false }; ns = ns.ContainingNamespace) names.Insert(0, ns.Name);
        return names;
    }

    /// <summary>The method's body; of an interface's or an abstract member, those of this compilation that implement it.</summary>
    public List<SyntaxNode> Bodies(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (!context.Owns(method)) return [];
        if (method.ContainingType is { TypeKind: not TypeKind.Interface } && !method.IsAbstract) return [.. method.DeclaringSyntaxReferences.Select(r => r.GetSyntax())];
        return [.. context.Compilation.GetSymbolsWithName(method.Name, SymbolFilter.Member).OfType<IMethodSymbol>().Where(m => !m.IsAbstract && Implements(m, method)).SelectMany(m => m.DeclaringSyntaxReferences).Select(r => r.GetSyntax())];
    }

    private static bool Implements(IMethodSymbol candidate, IMethodSymbol declared) =>
        candidate.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct } type
        && (SymbolEqualityComparer.Default.Equals(candidate.OverriddenMethod?.OriginalDefinition, declared)
            || type.AllInterfaces.SelectMany(i => i.GetMembers(declared.Name)).Any(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, declared) && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m), candidate)));

    // The whole endpoint, or the member: lambdas inside run with it.
    private static SyntaxNode? FunctionAround(SyntaxNode place)
    {
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } when call.Expression.LastName() is { } called && (called.StartsWith("Map", StringComparison.Ordinal) || called is "Use" or "Run"):
                case LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    return node;
            }
        }
        return null;
    }
}
