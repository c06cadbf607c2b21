using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>What an attribute on a member or type reaches: the writes inside it, and whether there can be others that are not seen as such.</summary>
internal sealed class ExemptionReach(ConsentContext context)
{
    private const int DepthLimit = 3;
    private const int MostMethods = 64;
    private const int ShortestBeginning = 3;

    // Cookies can be set in ways that are no write to the rules: a builder, a raw header, a script, the framework's own.
    private static readonly string[] OtherWays = ["Cookie", "Session", "SignIn", "TempData", "Antiforgery", "InvokeAsync", "InvokeVoidAsync"];
    private static readonly HashSet<string> PlainWays = ["Cookies", "CookieOptions"];

    /// <summary>The writes whose code stands inside a member or type, in every part of it.</summary>
    public IEnumerable<CookieWrite> WritesIn(ISymbol symbol) => DeclarationsOf(symbol).SelectMany(Calls).SelectMany(c => WritesOf(c));

    /// <summary>The text that a constant, field or property holds.</summary>
    public KnownText? ValueOf(ISymbol symbol)
    {
        if (symbol is IFieldSymbol { HasConstantValue: true, ConstantValue: string constant }) return new(constant, true);
        var value = DeclarationsOf(symbol).Select(d => d switch
        {
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        }).FirstOrDefault(v => v is not null);
        return value is not null && context.ModelOf(value.SyntaxTree).GetOperation(value) is { Type.SpecialType: SpecialType.System_String } operation ? context.Text(operation) : null;
    }

    /// <summary>Whether nothing that an exemption names is written in a method or type, nor in what it calls. Any doubt is no.</summary>
    public bool IsProvablyIdle(DeclaredExemption exemption, ISymbol symbol)
    {
        if (symbol is not (IMethodSymbol { IsAbstract: false, IsExtern: false } or INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct })) return false;
        var pending = new Queue<(ISymbol Symbol, int Depth)>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { symbol };
        pending.Enqueue((symbol, 0));
        while (pending.Count > 0)
        {
            var (next, depth) = pending.Dequeue();
            var declarations = DeclarationsOf(next).ToList();
            if (declarations.Count == 0 || declarations.Any(d => d.ContainsDiagnostics || MayStore(exemption, d))) return false;
            if (next is INamedTypeSymbol { BaseType.OriginalDefinition: { } inherited } && context.Owns(inherited) && seen.Add(inherited)) pending.Enqueue((inherited, depth));
            foreach (var call in declarations.SelectMany(d => d.DescendantNodes().OfType<InvocationExpressionSyntax>()).Where(c => c.Expression.LastName() != "nameof"))
            {
                if (context.ModelOf(call.SyntaxTree).GetSymbolInfo(call).Symbol is not IMethodSymbol called) return false;
                called = (called.ReducedFrom ?? called).OriginalDefinition;
                if (called.MethodKind == MethodKind.DelegateInvoke || !seen.Add(called) || IsFrameworks(called)) continue;
                if (!context.Owns(called)) return false;
                if (called.IsAbstract || called.IsVirtual || called.IsOverride || depth == DepthLimit || seen.Count > MostMethods) return false;
                pending.Enqueue((called, depth + 1));
            }
        }
        return true;
    }

    private bool MayStore(DeclaredExemption exemption, SyntaxNode declaration)
    {
        if (Calls(declaration).SelectMany(c => WritesOf(c)).Any(w => w.Name is null || exemption.Covers(w.Name?.ToString()) || exemption.Names.Any(n => Touches(n, w.Name!.Value.Value)))) return true;
        var model = context.ModelOf(declaration.SyntaxTree);
        foreach (var node in declaration.DescendantNodes(n => n is not AttributeListSyntax))
        {
            switch (node)
            {
                case LiteralExpressionSyntax { Token.Value: string text } when Mentions(exemption, text):
                case InterpolatedStringTextSyntax { TextToken.ValueText: var part } when Mentions(exemption, part):
                case IdentifierNameSyntax identifier when IsOtherWay(identifier.Identifier.ValueText) || (model.GetConstantValue(identifier) is { HasValue: true, Value: string constant } && Mentions(exemption, constant)):
                    return true;
            }
        }
        return false;
    }

    private static bool IsFrameworks(IMethodSymbol method) => method.ContainingAssembly?.Name.Split('.')[0] is "System" or "Microsoft" or "netstandard" or "mscorlib";

    private static bool IsOtherWay(string name) => !PlainWays.Contains(name) && OtherWays.Any(w => name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool Mentions(DeclaredExemption exemption, string text) => text.IndexOf("cookie", StringComparison.OrdinalIgnoreCase) >= 0 || exemption.Names.Any(n => Touches(n, text));

    // "wizard_" may become the "wizard_step" that is meant.
    private static bool Touches(string name, string text)
    {
        var beginning = name.TrimEnd('*');
        return text.StartsWith(beginning, StringComparison.Ordinal) || (text.Length >= ShortestBeginning && beginning.StartsWith(text, StringComparison.Ordinal));
    }

    private IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode declaration) =>
        declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(c => c.Expression.LastName() is { } name && context.Cookies.MayWrite(name));

    private ImmutableArray<CookieWrite> WritesOf(InvocationExpressionSyntax call) =>
        context.ModelOf(call.SyntaxTree).GetOperation(call) is IInvocationOperation operation ? CookieWrite.Of(operation, context) : [];

    private IEnumerable<SyntaxNode> DeclarationsOf(ISymbol symbol) =>
        PartsOf(symbol).SelectMany(s => s.DeclaringSyntaxReferences).Where(r => context.Compilation.ContainsSyntaxTree(r.SyntaxTree)).Select(r => r.GetSyntax());

    private static IEnumerable<ISymbol> PartsOf(ISymbol symbol)
    {
        yield return symbol;
        if (symbol is not IMethodSymbol method) yield break;
        if (method.PartialDefinitionPart is { } definition) yield return definition;
        if (method.PartialImplementationPart is { } implementation) yield return implementation;
    }
}
