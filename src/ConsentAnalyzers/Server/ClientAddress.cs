using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>Whether a value is, or holds, the address of the visitor: read from the connection or from a proxy's header, and not masked on the way.</summary>
internal sealed class ClientAddress(ConsentContext context)
{
    private const int DepthLimit = 32;

    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal) { "ToString", "MapToIPv4", "MapToIPv6", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt", "ElementAtOrDefault", "Split", "ToArray", "ToList", "Select", "AsSpan" };
    private static readonly HashSet<string> Joining = new(StringComparer.Ordinal) { "Format", "Concat", "Join", "Parse" };

    /// <summary>The member or header that the address was read from; <see langword="null"/> for any other value.</summary>
    public string? SourceOf(IOperation value) => Of(value, new Search(context), 0);

    /// <summary>One question: every variable and member is opened once.</summary>
    private sealed class Search(ConsentContext context)
    {
        private readonly HashSet<ISymbol> _opened = new(SymbolEqualityComparer.Default);

        public bool Opens(ISymbol symbol) => _opened.Add(symbol);

        public IOperation? Read(ExpressionSyntax expression) => context.ModelOf(expression.SyntaxTree).GetOperation(expression);
    }

    private string? Of(IOperation? value, Search search, int depth)
    {
        if (value is null || ++depth > DepthLimit) return null;
        value = value.WithoutConversions();
        return value switch
        {
            IAwaitOperation awaited => Of(awaited.Operation, search, depth),
            IConditionalAccessOperation access => Of(access.WhenNotNull, search, depth),
            IConditionalAccessInstanceOperation => Of(ReceiverOf(value), search, depth),
            ICoalesceOperation either => Of(either.Value, search, depth) ?? Of(either.WhenNull, search, depth),
            IConditionalOperation choice => Of(choice.WhenTrue, search, depth) ?? Of(choice.WhenFalse, search, depth),
            ISwitchExpressionOperation choice => Any(choice.Arms.Select(a => a.Value), search, depth),
            IInterpolatedStringOperation text => Any(text.Parts.OfType<IInterpolationOperation>().Select(p => p.Expression), search, depth),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => Any([sum.LeftOperand, sum.RightOperand], search, depth),
            IArrayCreationOperation { Initializer: { } elements } => Any(elements.ElementValues, search, depth),
            ICollectionExpressionOperation collection => Any(collection.Elements, search, depth),
            IArrayElementReferenceOperation element => Of(element.ArrayReference, search, depth),
            ITupleOperation tuple => Any(tuple.Elements, search, depth),
            IAnonymousObjectCreationOperation created => Any(Assigned(created.Initializers), search, depth),
            IObjectCreationOperation created when !ClientAddressNames.IsMask(created.Type?.Name ?? "") => Any(created.Arguments.Select(a => a.Value).Concat(Assigned(created.Initializer?.Initializers ?? [])), search, depth),
            IPropertyReferenceOperation property => OfProperty(property, search, depth),
            IInvocationOperation call => OfCall(call, search, depth),
            ILocalReferenceOperation { Local: var local } => search.Opens(local) ? OfLocal(local, search, depth) : null,
            IParameterReferenceOperation { Parameter: var parameter } => ClientAddressNames.MayName(parameter.Name) && search.Opens(parameter) ? OfParameter(parameter, search, depth) : null,
            IFieldReferenceOperation field => search.Opens(field.Field) ? Of(context.Origin(field), search, depth) : null,
            _ => null,
        };
    }

    private string? Any(IEnumerable<IOperation> values, Search search, int depth) => values.Select(v => Of(v, search, depth)).FirstOrDefault(s => s is not null);

    private static IEnumerable<IOperation> Assigned(IEnumerable<IOperation> initializers) => initializers.SelectMany(i => i switch
    {
        ISimpleAssignmentOperation assignment => [assignment.Value],
        IInvocationOperation add => add.Arguments.Select(a => a.Value),
        _ => Enumerable.Empty<IOperation>(),
    });

    // Roslyn gives the instance the syntax of the receiver.
    private static IOperation? ReceiverOf(IOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && access.Operation.Syntax == instance.Syntax) return access.Operation;
        }
        return null;
    }

    private string? OfProperty(IPropertyReferenceOperation property, Search search, int depth)
    {
        if (ClientAddressNames.IsMember(property.Property)) return property.Property.Name;
        if (property.Property.IsIndexer) return property.Arguments.Select(a => HeaderIn(a.Value)).FirstOrDefault(h => h is not null) ?? Of(property.Instance, search, depth);
        if (property.Property is { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }) return Of(property.Instance, search, depth);
        return OfMember(property.Property, search, depth);
    }

    private string? OfCall(IInvocationOperation call, Search search, int depth)
    {
        var method = call.TargetMethod;
        if (IsMask(call)) return null;
        if (method.ReturnType.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32) return null;
        if (call.Arguments.Select(a => HeaderIn(a.Value)).FirstOrDefault(h => h is not null) is { } header) return header;
        if (Joining.Contains(method.Name)) return Any(call.Arguments.Select(a => a.Value), search, depth);
        if (Passing.Contains(method.Name)) return Of(call.Instance ?? call.Arguments.FirstOrDefault()?.Value, search, depth);
        return OfMember(method, search, depth);
    }

    private static bool IsMask(IInvocationOperation call) => ClientAddressNames.IsMask(call.TargetMethod.Name) || ClientAddressNames.IsMask(call.TargetMethod.ContainingType?.Name ?? "");

    private string? HeaderIn(IOperation argument) => argument.Type?.SpecialType == SpecialType.System_String && context.Text(argument) is { IsComplete: true, Value: var name } && ClientAddressNames.IsHeader(name) ? name : null;

    // A member of the project: what its body returns, and that of whatever implements it.
    private string? OfMember(ISymbol member, Search search, int depth)
    {
        member = (member is IMethodSymbol { ReducedFrom: { } unreduced } ? unreduced : member).OriginalDefinition;
        if (!ClientAddressNames.MayName(member.Name) || !context.Owns(member) || !search.Opens(member)) return null;
        foreach (var body in Bodies(member))
        {
            var returned = Returned(body).Select(search.Read).ToList();
            if (Any(returned.OfType<IOperation>(), search, depth) is { } source) return source;
            // A name that says it, in a type that reads the address, by ways that are too long to follow; but one that masks anything masks it.
            if (NameTokens.Contains(member.Name.AsSpan(), "ip") && body.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && ReadsAddress(type) is { } mentioned && !type.DescendantNodes().OfType<SimpleNameSyntax>().Any(n => ClientAddressNames.IsMask(n.Identifier.ValueText))) return mentioned;
        }
        return null;
    }

    private IEnumerable<SyntaxNode> Bodies(ISymbol member)
    {
        IEnumerable<ISymbol> members = member.IsAbstract || member.IsVirtual
            ? context.Compilation.GetSymbolsWithName(member.Name, SymbolFilter.Member).Where(m => SymbolEqualityComparer.Default.Equals(m, member) || Implements(m, member))
            : [member];
        return members.SelectMany(m => m.DeclaringSyntaxReferences).Select(r => r.GetSyntax()).OrderBy(s => s.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(s => s.SpanStart);
    }

    private static bool Implements(ISymbol member, ISymbol declared) =>
        SymbolEqualityComparer.Default.Equals((member as IMethodSymbol)?.OverriddenMethod?.OriginalDefinition ?? (ISymbol?)(member as IPropertySymbol)?.OverriddenProperty?.OriginalDefinition, declared)
        || (declared.ContainingType.TypeKind == TypeKind.Interface && member.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct } type && type.FindImplementationForInterfaceMember(declared) is { } found && SymbolEqualityComparer.Default.Equals(found, member));

    private static IEnumerable<ExpressionSyntax> Returned(SyntaxNode member) => member.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) || n == member).SelectMany(n => n switch
    {
        ReturnStatementSyntax { Expression: { } returned } => [returned],
        ArrowExpressionClauseSyntax { Expression: var returned } => [returned],
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax, Value: var value } => [value],
        _ => Enumerable.Empty<ExpressionSyntax>(),
    });

    private static string? ReadsAddress(TypeDeclarationSyntax type) => (ServerMentions.Of(type.SyntaxTree) & ServerMention.ClientAddress) == 0 ? null : type.DescendantTokens()
        .Where(t => t.RawKind is (int)SyntaxKind.IdentifierToken or (int)SyntaxKind.StringLiteralToken)
        .Select(t => t.ValueText)
        .FirstOrDefault(t => ClientAddressNames.Words.Contains(t));

    private string? OfLocal(ILocalSymbol local, Search search, int depth)
    {
        if (local.DeclaringSyntaxReferences is not [var reference]) return null;
        var declaration = reference.GetSyntax();
        if (PatternNames(declaration).FirstOrDefault(ClientAddressNames.Words.Contains) is { } named) return named;
        var values = LocalValues.Of(local).Select(search.Read).OfType<IOperation>().ToList();
        // ip = Mask(ip): whatever was in it before.
        return values.Any(v => v.WithoutConversions() is IInvocationOperation call && IsMask(call)) ? null : Any(values, search, depth) ?? OfOut(declaration, search, depth);
    }

    // connection is { RemoteIpAddress: { } address }
    private static IEnumerable<string> PatternNames(SyntaxNode declaration) => declaration is SingleVariableDesignationSyntax && declaration.FirstAncestorOrSelf<SubpatternSyntax>() is { ExpressionColon.Expression: var name } && name.LastName() is { } last ? [last] : [];

    // headers.TryGetValue("X-Forwarded-For", out var address), IPAddress.TryParse(text, out var address)
    private string? OfOut(SyntaxNode declaration, Search search, int depth)
    {
        if (declaration is not SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { RefOrOutKeyword.RawKind: (int)SyntaxKind.OutKeyword, Parent.Parent: InvocationExpressionSyntax call } } } || search.Read(call) is not IInvocationOperation operation || IsMask(operation)) return null;
        return operation.Arguments.Select(a => HeaderIn(a.Value)).FirstOrDefault(h => h is not null) ?? (operation.TargetMethod.Name == "TryParse" ? Any(operation.Arguments.Where(a => a.Parameter?.RefKind != RefKind.Out).Select(a => a.Value), search, depth) : null);
    }

    // A parameter that is called so, and that a call of this compilation gives the address to.
    private string? OfParameter(IParameterSymbol parameter, Search search, int depth)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || !context.Owns(method)) return null;
        foreach (var mention in context.CallPaths.Mentions(method, default))
        {
            if (mention.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(i => i.Expression.Span.Contains(mention.Span)) is not { } call || search.Read(call) is not IInvocationOperation operation) continue;
            if (Of(operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value, search, depth) is { } source) return source;
        }
        return null;
    }
}
