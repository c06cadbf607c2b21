using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

/// <summary>Which members <c>[RequiresConsent]</c> marks, found by name first, so that a compilation without the attribute asks nothing.</summary>
internal sealed class ConsentContracts
{
    private const string ShortName = "RequiresConsent";

    // The names that marks stand on, kept by tree across compilations.
    private static readonly ConditionalWeakTable<SyntaxTree, NameList> Names = new();

    private readonly ConsentContext _context;
    private readonly Lazy<HashSet<string>> _marked;
    private readonly Lazy<bool> _comeFromOutside;
    private readonly ConcurrentDictionary<ISymbol, ConsentPurposes> _required = new(SymbolEqualityComparer.Default);

    public ConsentContracts(ConsentContext context)
    {
        _context = context;
        _comeFromOutside = new(() => context.Compilation.SourceModule.ReferencedAssemblySymbols.Any(a => !IsFramework(a) && a.TypeNames.Contains(ConsentAttributes.RequiresName)));
        _marked = new(() => new(context.Compilation.SyntaxTrees.SelectMany(t => Names.GetValue(t, Read).Values), StringComparer.Ordinal));
    }

    private sealed class NameList(ImmutableArray<string> values)
    {
        public static readonly NameList Empty = new([]);

        public ImmutableArray<string> Values { get; } = values;
    }

    /// <summary>Whether a mark can stand on anything that this compilation uses.</summary>
    public bool Exist => _comeFromOutside.Value || (_context.Compilation.ContainsSymbolsWithName(ConsentAttributes.RequiresName, SymbolFilter.Type) && _marked.Value.Count > 0);

    /// <summary>The purposes that a use of the member needs; none when nothing marks it, or when ASP.NET Core alone uses it.</summary>
    /// <param name="member">A method, constructor or property.</param>
    public ConsentPurposes RequiredBy(ISymbol member)
    {
        member = (member is IMethodSymbol { ReducedFrom: { } unreduced } ? unreduced : member).OriginalDefinition;
        return _required.TryGetValue(member, out var known) ? known : _required.GetOrAdd(member, Find(member));
    }

    /// <summary>The purposes that a component's tag needs.</summary>
    /// <param name="opened">The type that generated code opens.</param>
    public ConsentPurposes RequiredByComponent(TypeSyntax opened, CancellationToken cancellationToken) =>
        (_comeFromOutside.Value || _marked.Value.Contains(opened.LastName() ?? "")) && _context.ModelOf(opened.SyntaxTree).GetSymbolInfo(opened, cancellationToken).Symbol is INamedTypeSymbol component
            ? ConsentAttributes.RequiredByType(component.OriginalDefinition)
            : ConsentPurposes.None;

    /// <summary>Whether requests reach a member: actions, page handlers and the like, whose mark guards the body, and which nobody calls.</summary>
    public static bool IsReachedByRequests(ISymbol member)
    {
        if (member.ContainingType is not { } type) return false;
        var isMarked = ConsentAttributes.RequiredByType(type) != ConsentPurposes.None;
        if (type.GetMembers().Any(IsMiddlewareEntry)) return isMarked || IsMiddlewareEntry(member);
        for (var @base = type; @base is not null; @base = @base.BaseType)
        {
            switch (@base.Name)
            {
                case "ComponentBase" or "PageBase" or "RazorPageBase": return isMarked;
                case "PageModel": return isMarked || (member.DeclaredAccessibility == Accessibility.Public && member.Name.StartsWith("On", StringComparison.Ordinal));
                case "ControllerBase" or "ViewComponent" or "Hub": return isMarked || IsAction(member);
            }
            if (@base.GetAttributes().Any(a => a.AttributeClass?.Name is "ControllerAttribute" or "ApiControllerAttribute" or "ViewComponentAttribute")) return isMarked || IsAction(member);
        }
        return type.AllInterfaces.Any(i => i.Name is "IMiddleware" or "IEndpointFilter" or "IFilterMetadata") && (isMarked || IsAction(member));
    }

    // Marks inside this compilation are inherited by overrides and implementations of the same name. A library's may be inherited by any of ours.
    private bool MayBeMarked(ISymbol member) =>
        _comeFromOutside.Value ? !IsFramework(member.ContainingAssembly)
        : _marked.Value.Contains(member.Name) || _marked.Value.Contains(member.ContainingType?.Name ?? "") || HasMarkedAncestor(member);

    // An explicit implementation carries its interface's name in its own; members of marked types are marked under any name.
    private bool HasMarkedAncestor(ISymbol member)
    {
        if (member.Name.LastIndexOf('.') is > 0 and var dot && _marked.Value.Contains(member.Name.Substring(dot + 1))) return true;
        for (var outer = member.ContainingType?.ContainingType; outer is not null; outer = outer.ContainingType) if (_marked.Value.Contains(outer.Name)) return true;
        if (member.ContainingType is not { } type || member.IsStatic) return false;
        for (var @base = type.BaseType; @base is not null; @base = @base.BaseType) if (_marked.Value.Contains(@base.Name)) return true;
        return type.AllInterfaces.Any(i => _marked.Value.Contains(i.Name));
    }

    private ConsentPurposes Find(ISymbol member) => !MayBeMarked(member) || IsReachedByRequests(member) ? ConsentPurposes.None : ConsentAttributes.Required(member);

    private static bool IsAction(ISymbol member) => member.DeclaredAccessibility == Accessibility.Public && !member.GetAttributes().Any(a => a.AttributeClass?.Name == "NonActionAttribute");

    // A middleware by convention: Invoke or InvokeAsync, which takes the request's context first.
    private static bool IsMiddlewareEntry(ISymbol member) => member is IMethodSymbol { Name: "Invoke" or "InvokeAsync", Parameters: [{ Type.Name: "HttpContext" }, ..] };

    private static bool IsFramework(IAssemblySymbol? assembly) =>
        assembly?.Name is { } name && (name is "mscorlib" or "netstandard" or "System" || new[] { "System.", "Microsoft.AspNetCore", "Microsoft.Extensions.", "Microsoft.EntityFrameworkCore" }.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    private static NameList Read(SyntaxTree tree)
    {
        if (!tree.GetText().ToString().Contains(ShortName)) return NameList.Empty;
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var attribute in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>())
        {
            if (attribute.Name.LastName() is not (ShortName or ConsentAttributes.RequiresName)) continue;
            var name = attribute.Parent?.Parent switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                ConstructorDeclarationSyntax => ".ctor",
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                IndexerDeclarationSyntax => "this[]",
                _ => null,
            };
            if (name is not null) names.Add(name);
        }
        return names.Count == 0 ? NameList.Empty : new(names.ToImmutable());
    }
}
