using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

/// <summary>In which order the start-up code puts its middleware: top-level statements, <c>Startup.Configure</c>, and the project's own methods that are given the application, read in their callers' place.</summary>
internal sealed class RequestPipeline
{
    private const int DepthLimit = 6;

    private readonly ConsentContext _context;
    private readonly Lazy<ImmutableArray<Order>> _orders;

    /// <param name="uses">The calls of <c>UseCookiePolicy</c>: only the start-up code around them is read.</param>
    public RequestPipeline(ConsentContext context, Func<IEnumerable<InvocationExpressionSyntax>> uses)
    {
        _context = context;
        _orders = new(() => [.. uses().SelectMany(u => Roots(Body(u), DepthLimit)).Distinct().Select(root => new Order(Calls(root, [])))]);
    }

    /// <summary>The first <c>UseCookiePolicy()</c> that comes after a registration; <see langword="null"/> where one comes before it, or the two never meet.</summary>
    public InvocationExpressionSyntax? PolicyAfter(InvocationExpressionSyntax registration) => _orders.Value.Select(o => o.PolicyAfter(registration)).FirstOrDefault(u => u is not null);

    /// <summary>The registrations that come before a call of <c>UseCookiePolicy()</c>, in their order.</summary>
    public IEnumerable<InvocationExpressionSyntax> Before(InvocationExpressionSyntax use) => _orders.Value.SelectMany(o => o.Before(use));

    private sealed class Order
    {
        private readonly ImmutableArray<InvocationExpressionSyntax> _calls;
        private readonly Dictionary<InvocationExpressionSyntax, int> _first = [];
        private readonly int _policy;

        public Order(IEnumerable<InvocationExpressionSyntax> calls)
        {
            _calls = [.. calls];
            for (var i = 0; i < _calls.Length; i++) if (!_first.ContainsKey(_calls[i])) _first.Add(_calls[i], i);
            _policy = _calls.Select((c, i) => c.Expression.LastName() == "UseCookiePolicy" ? i : int.MaxValue).DefaultIfEmpty(int.MaxValue).Min();
        }

        public InvocationExpressionSyntax? PolicyAfter(InvocationExpressionSyntax registration) => _policy < _calls.Length && _first.TryGetValue(registration, out var at) && at < _policy ? _calls[_policy] : null;

        public IEnumerable<InvocationExpressionSyntax> Before(InvocationExpressionSyntax use) => _policy < _calls.Length && _calls[_policy] == use ? _calls.Take(_policy) : [];
    }

    // Whoever calls the method that uses the policy decides what comes before it.
    private IEnumerable<SyntaxNode> Roots(SyntaxNode? body, int depth)
    {
        if (body is null) return [];
        if (depth == 0 || body is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax) || _context.ModelOf(body.SyntaxTree).GetDeclaredSymbol(body) is not IMethodSymbol method || !TakesApplication(method)) return [body];
        var callers = _context.Acts.Mentions(method, CancellationToken.None).Select(Body).OfType<SyntaxNode>().Where(b => b != body).Distinct().ToList();
        return callers.Count == 0 ? [body] : callers.SelectMany(b => Roots(b, depth - 1));
    }

    // In the order in which they run: an inner call of a chain, and what an argument holds, end before the outer one.
    private IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode body, ImmutableHashSet<SyntaxNode> around)
    {
        foreach (var call in body.DescendantNodes().OfType<InvocationExpressionSyntax>().OrderBy(c => c.Span.End))
        {
            if (around.Count < DepthLimit && Called(call) is { } method && method != body && !around.Contains(method))
            {
                foreach (var inner in Calls(method, around.Add(body))) yield return inner;
            }
            yield return call;
        }
    }

    // A method of the project's own that is given the application: its body is read where it is called.
    private SyntaxNode? Called(InvocationExpressionSyntax call)
    {
        if (call.Expression.LastName() is not { } name || !_context.Compilation.ContainsSymbolsWithName(name, SymbolFilter.Member) && call.Expression is MemberAccessExpressionSyntax) return null;
        return _context.ModelOf(call.SyntaxTree).GetSymbolInfo(call).Symbol is IMethodSymbol method && TakesApplication(method.ReducedFrom ?? method) && _context.Owns(method) ? (method.ReducedFrom ?? method).DeclaringSyntaxReferences[0].GetSyntax() : null;
    }

    private static bool TakesApplication(IMethodSymbol method) => method.Parameters.Any(p => p.Type.Name is "IApplicationBuilder" or "WebApplication" or "IEndpointRouteBuilder");

    private static SyntaxNode? Body(SyntaxNode node) => node.Ancestors().FirstOrDefault(a => a is LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or CompilationUnitSyntax);
}
