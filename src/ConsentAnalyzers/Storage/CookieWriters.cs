using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>Methods that pass their own parameter on as a cookie's name. What they write is decided where they are called.</summary>
internal sealed class CookieWriters
{
    private const int DepthLimit = 2;

    // Which methods hand a text parameter to which call: syntax only, kept by tree across compilations.
    private static readonly ConditionalWeakTable<SyntaxTree, HandoverList> Handovers = new();

    private readonly ConsentContext _context;
    private readonly Lazy<HashSet<string>> _candidates;
    private readonly Lazy<Dictionary<INamedTypeSymbol, INamedTypeSymbol?>> _implementations;
    private readonly ConcurrentDictionary<IMethodSymbol, Writer?> _writers = new(SymbolEqualityComparer.Default);

    public CookieWriters(ConsentContext context)
    {
        _context = context;
        _candidates = new(FindCandidates);
        _implementations = new(FindImplementations);
    }

    /// <param name="Method">The method whose body is read: of an interface's call, the implementation.</param>
    /// <param name="NameParameter">The ordinal of the parameter that becomes the cookie's name.</param>
    /// <param name="Call">The call in the body that hands it on; <see langword="null"/> for a writer that the configuration names.</param>
    /// <param name="Next">What that call is, when it is a wrapper again.</param>
    private sealed record Writer(IMethodSymbol Method, int NameParameter, IInvocationOperation? Call, CookieWrite? Inner, Writer? Next);

    private sealed class HandoverList(ImmutableArray<(string Method, string Called)> pairs)
    {
        public ImmutableArray<(string Method, string Called)> Pairs { get; } = pairs;
    }

    /// <summary>Whether a method of this name may be a wrapper. Asked of every call: it costs a look-up.</summary>
    public bool IsCandidate(string called) => _candidates.Value.Contains(called);

    /// <summary>The cookie that a call of a wrapper writes; <see langword="null"/> when it is no wrapper, or deletes.</summary>
    public CookieWrite? Write(IInvocationOperation invocation)
    {
        if (!IsCandidate(invocation.TargetMethod.Name) || Find(invocation.TargetMethod, 0) is not { } writer) return null;
        if (invocation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == writer.NameParameter)?.Value is not { } name || Deletes(invocation)) return null;
        return new(invocation, name, NameOf(writer, invocation, _context.Values), SettingsOf(writer, invocation, _context.Values), null, writer.Inner, writer.Inner?.Door ?? CookieDoor.Append);
    }

    // A wrapper may put a prefix before the name that it is given.
    private static KnownText? NameOf(Writer writer, IInvocationOperation invocation, ValueScope scope)
    {
        var inside = scope.Inside(writer.Method, invocation.Arguments);
        if (writer.Next is { } next && writer.Call is { } call) return NameOf(next, call, inside);
        return writer.Inner is { } inner ? KnownText.Of(inner.NameArgument, inside) : KnownText.Of(invocation.Arguments.First(a => a.Parameter?.Ordinal == writer.NameParameter).Value, scope);
    }

    private CookieSettingsFound SettingsOf(Writer writer, IInvocationOperation invocation, ValueScope scope)
    {
        var inside = scope.Inside(writer.Method, invocation.Arguments);
        if (writer.Call is not { } call) return OptionsOf(invocation) is { } handed ? CookieSettingsFound.Of(handed, scope) : CookieSettingsFound.Unknown;
        if (writer.Next is { } next) return SettingsOf(next, call, inside);
        return OptionsOf(call) is { } options ? CookieSettingsFound.Of(options, inside) : writer.Inner?.Settings ?? CookieSettingsFound.Unknown;
    }

    private IOperation? OptionsOf(IInvocationOperation call) => call.Arguments.FirstOrDefault(a => _context.Symbols.IsCookieOptions(a.Parameter?.Type))?.Value;

    // SetCookie(name, "", -1): the number becomes the lifetime.
    private static bool Deletes(IInvocationOperation invocation) =>
        invocation.Arguments.Any(a => a.Value.WithoutConversions().ConstantValue is { HasValue: true, Value: IConvertible number and not (string or bool or char) } && number.ToDouble(System.Globalization.CultureInfo.InvariantCulture) < 0);

    private Writer? Find(IMethodSymbol method, int depth)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (depth > DepthLimit) return null;
        if (_writers.TryGetValue(method, out var known)) return known;
        var found = Configured(method) ?? Open(method, depth);
        if (depth == 0) _writers.TryAdd(method, found);
        return found;
    }

    // A wrapper in another assembly is named by consent_analyzers.cookie_writers.
    private Writer? Configured(IMethodSymbol method)
    {
        var path = method.ContainingType?.Name + "." + method.Name;
        if (!_context.Options.Global.CookieWriters.Any(w => w == path || w.EndsWith("." + path, StringComparison.Ordinal))) return null;
        var texts = method.Parameters.Where(p => p.Type.SpecialType == SpecialType.System_String).ToList();
        var name = texts.FirstOrDefault(p => CookieWrite.NameParameters.Contains(p.Name)) ?? texts.FirstOrDefault();
        return name is null ? null : new(method, name.Ordinal, null, null, null);
    }

    private Writer? Open(IMethodSymbol method, int depth)
    {
        if (method.ContainingType is { TypeKind: TypeKind.Interface } declaring)
        {
            return _implementations.Value.TryGetValue(declaring.OriginalDefinition, out var type) && type?.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation ? Find(implementation, depth + 1) : null;
        }
        if (!_context.Owns(method)) return null;
        var declaration = method.DeclaringSyntaxReferences[0].GetSyntax();
        var model = _context.ModelOf(declaration.SyntaxTree);
        foreach (var call in declaration.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression.LastName() is not { } called || (!IsRoot(called) && !IsCandidate(called)) || model.GetOperation(call) is not IInvocationOperation operation) continue;
            var root = Root(operation);
            var next = root is null ? Find(operation.TargetMethod, depth + 1) : null;
            var inner = root ?? (next is null ? null : Through(operation, next));
            if (inner?.NamingParameter is not { } name || !SymbolEqualityComparer.Default.Equals(name.ContainingSymbol, method)) continue;
            if (inner.Settings.Lifetime.Lifetime.Kind == LifetimeKind.Past) continue;
            return new(method, name.Ordinal, operation, inner, next);
        }
        return null;
    }

    // The calls that store a cookie themselves: the framework's, and JavaScript.
    private CookieWrite? Root(IInvocationOperation call) =>
        CookieWrite.IsAppend(call, _context) ? CookieWrite.Of(call, _context).FirstOrDefault() : InteropCookie.Of(call, _context);

    /// <summary>Whether a method of this name may store a cookie itself, and not through another.</summary>
    public static bool IsRoot(string method) => method is "Append" or "AppendResponseCookie" || InteropCookie.IsCandidate(method);

    private static CookieWrite? Through(IInvocationOperation call, Writer next) =>
        call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == next.NameParameter)?.Value is { } name ? new(call, name, null, next.Inner?.Settings ?? CookieSettingsFound.Unknown, null, next.Inner, next.Inner?.Door ?? CookieDoor.Append) : null;

    private HashSet<string> FindCandidates()
    {
        var candidates = new HashSet<string>(_context.Options.Global.CookieWriters.Select(w => w.Substring(w.LastIndexOf('.') + 1)), StringComparer.Ordinal);
        // Most compilations hold no wrapper: then only the files that append a cookie at all are walked.
        foreach (var tree in _context.Compilation.SyntaxTrees.Where(t => t.GetText().ToString().Contains("ookie")))
        {
            foreach (var (method, called) in Handovers.GetValue(tree, Read).Pairs) if (IsRoot(called)) candidates.Add(method);
        }
        if (candidates.Count == 0) return candidates;
        var handovers = _context.Compilation.SyntaxTrees.SelectMany(t => Handovers.GetValue(t, Read).Pairs).ToList();
        for (var level = 1; level < DepthLimit; level++)
        {
            foreach (var method in handovers.Where(h => candidates.Contains(h.Called)).Select(h => h.Method).ToList()) candidates.Add(method);
        }
        return candidates;
    }

    private static HandoverList Read(SyntaxTree tree)
    {
        var pairs = new HashSet<(string, string)>();
        foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression.LastName() is not { } called || called is "nameof" || (called is "Append" && !IsOnCookies(call))) continue;
            foreach (var argument in call.ArgumentList.Arguments)
            {
                // name, Prefix + name, $"{Prefix}{name}"
                if (argument.Expression is not (IdentifierNameSyntax or BinaryExpressionSyntax or InterpolatedStringExpressionSyntax)) continue;
                foreach (var identifier in argument.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                {
                    if (DeclaringMethod(call, identifier.Identifier.ValueText) is { } method) pairs.Add((method, called));
                }
            }
        }
        return new([.. pairs]);
    }

    private static string? DeclaringMethod(SyntaxNode call, string parameter)
    {
        for (var node = call.Parent; node is not null; node = node.Parent)
        {
            var (name, parameters) = node switch
            {
                MethodDeclarationSyntax method => (method.Identifier.ValueText, method.ParameterList),
                LocalFunctionStatementSyntax local => (local.Identifier.ValueText, local.ParameterList),
                _ => ("", null),
            };
            if (parameters?.Parameters.Any(p => p.Identifier.ValueText == parameter && p.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword }) == true) return name;
        }
        return null;
    }

    private static bool IsOnCookies(InvocationExpressionSyntax call)
    {
        var receiver = call.Expression is MemberAccessExpressionSyntax access ? access.Expression.ToString() : call.Parent?.ToString() ?? "";
        return receiver.IndexOf("cookie", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    // The one class that implements an interface of this compilation; null where there are several.
    private Dictionary<INamedTypeSymbol, INamedTypeSymbol?> FindImplementations()
    {
        var implementations = new Dictionary<INamedTypeSymbol, INamedTypeSymbol?>(SymbolEqualityComparer.Default);
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(_context.Compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                pending.Push(member);
                if (member is not INamedTypeSymbol { TypeKind: TypeKind.Class } type) continue;
                foreach (var implemented in type.AllInterfaces) implementations[implemented.OriginalDefinition] = implementations.ContainsKey(implemented.OriginalDefinition) ? null : type;
            }
        }
        return implementations;
    }
}
