using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>One of the contracts' attributes as this project has it: the helper's, or one of its own of that name.</summary>
internal sealed class TeamAttribute
{
    private const string Suffix = "Attribute";

    private readonly INamedTypeSymbol _type;
    private readonly IMethodSymbol _constructor;

    private TeamAttribute(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        _type = type;
        _constructor = constructor;
    }

    /// <returns><see langword="null"/> where the project has none, or one that cannot be repeated on a member.</returns>
    public static TeamAttribute? Find(string name, string helperNamespace, FixRequest request)
    {
        var compilation = request.Consent.Compilation;
        var type = compilation.GetTypeByMetadataName($"{helperNamespace}.{name}")
            ?? compilation.GetSymbolsWithName(name, SymbolFilter.Type, request.CancellationToken).OfType<INamedTypeSymbol>().OrderBy(t => Import.NameOf(t.ContainingNamespace), System.StringComparer.Ordinal).FirstOrDefault();
        var constructor = type?.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public && c.Parameters.Length > 0).OrderByDescending(c => c.Parameters.Length).ThenBy(c => c.Parameters[0].Type.SpecialType == SpecialType.System_String).FirstOrDefault();
        return type is { ContainingType: null } && constructor is not null && AllowsMany(type) ? new(type, constructor) : null;
    }

    public bool Sets(string property) => _type.GetMembers(property).OfType<IPropertySymbol>().Any(p => p.SetMethod is { DeclaredAccessibility: Accessibility.Public } && p.Type.SpecialType == SpecialType.System_String);

    /// <summary>A word as the argument of a parameter: the member of its enum, or a text.</summary>
    public string? Word(int parameter, string word) => _constructor.Parameters.ElementAtOrDefault(parameter) switch
    {
        { IsParams: true, Type: IArrayTypeSymbol array } => Word(array.ElementType, word),
        { Type: { } type } => Word(type, word),
        _ => null,
    };

    private static string? Word(ITypeSymbol parameter, string word) => parameter switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum } type => type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.Name == word) is null ? null : $"{type.Name}.{word}",
        { SpecialType: SpecialType.System_String } => SymbolDisplay.FormatLiteral(word, quote: true),
        _ => null,
    };

    /// <summary>Several words as the first argument or arguments.</summary>
    public string? Words(IReadOnlyList<string> words)
    {
        var written = words.Select(w => Word(0, w)).ToList();
        var isParams = _constructor.Parameters[0].IsParams;
        return written.Any(w => w is null) || (written.Count > 1 && !isParams && _constructor.Parameters[0].Type.TypeKind != TypeKind.Enum) ? null : string.Join(isParams ? ", " : " | ", written);
    }

    public bool TakesTexts(int parameter) => _constructor.Parameters.ElementAtOrDefault(parameter) is { } texts && _constructor.Parameters.Length == parameter + 1
        && (texts.Type.SpecialType == SpecialType.System_String || texts is { IsParams: true, Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } });

    /// <summary>The attribute on the member around a place; of top-level statements and views, which have none, on the assembly where that is possible.</summary>
    public IEnumerable<FixEdit>? PutOnMember(SyntaxNode place, string arguments, FixRequest request)
    {
        var name = _type.Name.Substring(0, _type.Name.Length - Suffix.Length);
        var layout = CodeLayout.Of(place.SyntaxTree, request);
        var member = place.Ancestors().FirstOrDefault(a => a is MemberDeclarationSyntax and not (GlobalStatementSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax) || a is GlobalStatementSyntax);
        switch (member)
        {
            case GlobalStatementSyntax when member.Parent is CompilationUnitSyntax unit && !layout.IsInView && Fits(System.AttributeTargets.Assembly):
                var (at, nl) = (unit.Members[0].SpanStart, layout.NewLine);
                return Import.Add(Imports(), place, request).Append(new FixEdit(place.SyntaxTree.FilePath, at, 0, $"[assembly: {name}({arguments})]{nl}{nl}", 0, 0));
            case BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax when layout.StartsLine(member.SpanStart) && Fits(member is ConstructorDeclarationSyntax ? System.AttributeTargets.Constructor : member is BasePropertyDeclarationSyntax ? System.AttributeTargets.Property : System.AttributeTargets.Method):
                // What is left of the line belongs to the Razor compiler.
                if (RazorViews.IsGenerated(place.SyntaxTree.FilePath) && !layout.IsInView) return null;
                return Import.Add(Imports(), place, request).Append(new FixEdit(place.SyntaxTree.FilePath, member.SpanStart, 0, $"[{name}({arguments})]{layout.NewLine}{layout.Indent(member.SpanStart)}", member.SpanStart, member.Span.End));
            default:
                return null;
        }
    }

    private IEnumerable<Import> Imports() => new[] { _type }.Concat(_constructor.Parameters.Select(p => p.Type).OfType<INamedTypeSymbol>().Where(t => t.TypeKind == TypeKind.Enum))
        .Where(t => !t.ContainingNamespace.IsGlobalNamespace && t.ContainingType is null).Select(t => new Import(Import.NameOf(t.ContainingNamespace), t.Name));

    private bool Fits(System.AttributeTargets target) => Usage(_type) is not { ConstructorArguments: [{ Value: int targets }, ..] } || (targets & (int)target) != 0;

    private static bool AllowsMany(INamedTypeSymbol type) => Usage(type)?.NamedArguments.Any(a => a is { Key: "AllowMultiple", Value.Value: true }) == true;

    private static AttributeData? Usage(INamedTypeSymbol type) => type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == nameof(System.AttributeUsageAttribute));
}
