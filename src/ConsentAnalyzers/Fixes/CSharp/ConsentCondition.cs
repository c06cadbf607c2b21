using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>A consent check as code can write it at a place.</summary>
internal sealed record ConsentCondition(string Text, ImmutableArray<Import> Imports)
{
    private const string HelperNamespace = "ConsentAnalyzers.AspNetCore";
    private static readonly Import HelperPurpose = new(HelperNamespace, "ConsentPurpose");

    /// <summary>The opposite, for an early return.</summary>
    public string Negated => Text.Contains(" ") ? $"!({Text})" : "!" + Text;

    /// <summary>What the team already has in scope; else the helper's; else the framework's, where that asks for consent.</summary>
    /// <param name="purposes">What consent is needed for; none for any.</param>
    public static ConsentCondition? At(SyntaxNode place, ConsentPurposes purposes, FixRequest request)
    {
        var model = request.Consent.ModelOf(place.SyntaxTree);
        return InScope(place, purposes, model, request) ?? (RequestExpression.At(place, request) is { } context ? OfHelper(context, place, purposes, request) ?? OfFramework(context, purposes, request) : null);
    }

    /// <summary>The helper's purposes as an argument; <see langword="null"/> where it is not referenced, or there is no purpose.</summary>
    public static ConsentCondition? HelperPurposes(ConsentPurposes purposes, SyntaxNode place, FixRequest request)
    {
        if (!HasHelper(request) || (purposes & ConsentPurposes.Each) == ConsentPurposes.None) return null;
        var isTaken = HelperPurpose.IsTaken(place.SpanStart, request.Consent.ModelOf(place.SyntaxTree));
        var type = isTaken ? $"{HelperNamespace}.{HelperPurpose.Type}" : HelperPurpose.Type;
        return new(string.Join(" | ", purposes.Split().Select(p => $"{type}.{p}")), isTaken ? [] : [HelperPurpose]);
    }

    private static bool HasHelper(FixRequest request) => request.Consent.Compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.ConsentHttpContextExtensions") is not null;

    private static ConsentCondition? OfHelper(RequestExpression context, SyntaxNode place, ConsentPurposes purposes, FixRequest request)
    {
        if (HelperPurposes(purposes, place, request) is not { } asked) return null;
        var text = $"{context.Text}{context.Dot}Consent().Allows({asked.Text})";
        return new(context.MayBeNull ? text + " ?? false" : text, asked.Imports.Add(new("Microsoft.AspNetCore.Http", "ConsentHttpContextExtensions")));
    }

    // A yes that names no purpose is too little where several are told apart (CNS1010), and no gate at all where nobody is asked (CNS3001).
    private static ConsentCondition? OfFramework(RequestExpression context, ConsentPurposes purposes, FixRequest request)
    {
        var consent = request.Consent;
        if (consent.Symbols.TrackingConsentFeature is null || IsTooGeneral(purposes, consent)) return null;
        var isLibrary = consent.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication);
        if (!isLibrary && !consent.Policy.ClosesGate && !consent.ExternalCmp.IsPresent) return null;
        return new($"{context.Text}{context.Dot}Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false", [new("Microsoft.AspNetCore.Http.Features", "ITrackingConsentFeature")]);
    }

    private static bool IsTooGeneral(ConsentPurposes purposes, ConsentContext consent) => (purposes & ConsentPurposes.Each) != ConsentPurposes.None && consent.Purposes.AreSeveral;

    private static ConsentCondition? InScope(SyntaxNode place, ConsentPurposes purposes, SemanticModel model, FixRequest request)
    {
        (string Text, bool IsNamed)? best = null;
        foreach (var (symbol, type) in ScopeSymbols.At(place, model))
        {
            foreach (var text in Checks(symbol, type, place, purposes, model, request))
            {
                if (Guarantees(text, symbol, place, model, request) is not { } consented || !CookieJudge.Covers(consented, purposes)) continue;
                var isNamed = (consented.OnlyNamed() & purposes) == (purposes & ConsentPurposes.Each) && consented.OnlyNamed() != ConsentPurposes.None;
                if (!isNamed && IsTooGeneral(purposes, request.Consent)) continue;
                if (isNamed) return new(text, []);
                best ??= (text, false);
            }
        }
        return best is { } general ? new(general.Text, []) : null;
    }

    // The ways to ask a variable or member: itself, or a member of the object that it holds.
    private static IEnumerable<string> Checks(ISymbol symbol, ITypeSymbol type, SyntaxNode place, ConsentPurposes purposes, SemanticModel model, FixRequest request)
    {
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type.SpecialType == SpecialType.System_Boolean)
        {
            // What may change between its reading and the write is no check.
            if (symbol is not (IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: not null })) yield return symbol.Name;
            yield break;
        }
        if (!IsAsked(type, request.Consent)) yield break;
        foreach (var member in Members(type).Where(m => !m.IsStatic && m.CanBeReferencedByName && model.IsAccessible(place.SpanStart, m)))
        {
            var (call, result) = member switch
            {
                IPropertySymbol { GetMethod: not null, IsIndexer: false } property => (property.Name, property.Type),
                IMethodSymbol { MethodKind: MethodKind.Ordinary, IsGenericMethod: false } method when Arguments(method, place, purposes, request) is { } arguments => ($"{method.Name}({arguments})", method.ReturnType),
                _ => ("", null),
            };
            if (result is null || !IsBoolean(result, out var isAsync, out var isUnsure) || (isAsync && (isNullable || isUnsure || !IsInAsync(place)))) continue;
            var text = symbol.Name + (isNullable ? "?." : ".") + call;
            yield return (isAsync ? "await " : "") + text + (isNullable || isUnsure ? " ?? false" : "");
        }
    }

    private static bool IsAsked(ITypeSymbol type, ConsentContext consent) => consent.Flow.Guards.IsConsentObject(type) || Members(type).Any(m => ConsentAttributes.Guard(m) is not null);

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Struct)) yield break;
        foreach (var member in type.AllInterfaces.Where(_ => type.TypeKind == TypeKind.Interface).SelectMany(i => i.GetMembers())) yield return member;
        for (ITypeSymbol? declaring = type; declaring is not null && declaring.SpecialType != SpecialType.System_Object; declaring = declaring.BaseType)
        {
            foreach (var member in declaring.GetMembers()) yield return member;
        }
    }

    // Nothing, the purpose as a member of an enum, the request.
    private static string? Arguments(IMethodSymbol method, SyntaxNode place, ConsentPurposes purposes, FixRequest request)
    {
        var arguments = new List<string>();
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None) return null;
            if (parameter.Type.TypeKind == TypeKind.Enum && PurposesIn((INamedTypeSymbol)parameter.Type, purposes) is { } named) arguments.Add(named);
            else if (parameter.Type.Name == "HttpContext" && RequestExpression.At(place, request) is { MayBeNull: false } context) arguments.Add(context.Text);
            else if (!parameter.IsOptional) return null;
        }
        return string.Join(", ", arguments);

        string? PurposesIn(INamedTypeSymbol type, ConsentPurposes wanted)
        {
            var members = wanted.Split().Select(p => type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => ConsentWords.PurposeNamed(f.Name) == p)).ToList();
            if (members.Count == 0 || members.Any(m => m is null) || (members.Count > 1 && type.GetAttributes().All(a => a.AttributeClass?.Name != "FlagsAttribute"))) return null;
            var name = type.ToMinimalDisplayString(request.Consent.ModelOf(place.SyntaxTree), place.SpanStart);
            return string.Join(" | ", members.Select(m => $"{name}.{m!.Name}"));
        }
    }

    // By what the analyzers themselves say of the check, at this place.
    private static ConsentPurposes? Guarantees(string text, ISymbol symbol, SyntaxNode place, SemanticModel model, FixRequest request)
    {
        if (symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } local)
        {
            var origin = local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator && !IsAssignedAgain(declarator) ? model.GetOperation(value) : null;
            return origin is null ? null : Yes(request.Consent.Flow.ValueOf(origin));
        }
        if (SyntaxFactory.ParseStatement($"if ({text}) {{ }}") is not IfStatementSyntax check || !model.TryGetSpeculativeSemanticModel(place.SpanStart, check, out var speculated)) return null;
        return speculated!.GetTypeInfo(check.Condition).Type?.SpecialType == SpecialType.System_Boolean && speculated.GetOperation(check.Condition) is { } operation ? Yes(request.Consent.Flow.ValueOf(operation)) : null;

        static ConsentPurposes? Yes(ConsentValue value) => value.WhenTrue is ConsentPurposes.None or ConsentValue.Vacuous ? null : value.WhenTrue;
    }

    private static bool IsAssignedAgain(VariableDeclaratorSyntax declarator) =>
        declarator.FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax) is { } scope && Storage.ScopeAssignments.In(scope).AssignsAgain(declarator.Identifier.ValueText);

    private static bool IsBoolean(ITypeSymbol type, out bool isAsync, out bool isUnsure)
    {
        isAsync = type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 };
        if (isAsync) type = ((INamedTypeSymbol)type).TypeArguments[0];
        isUnsure = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        if (isUnsure) type = ((INamedTypeSymbol)type).TypeArguments[0];
        return type.SpecialType == SpecialType.System_Boolean;
    }

    private static bool IsInAsync(SyntaxNode place) => place.Ancestors().Select(a => a switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.RawKind != 0,
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        GlobalStatementSyntax => true,
        MemberDeclarationSyntax => false,
        _ => (bool?)null,
    }).FirstOrDefault(a => a is not null) == true;
}
