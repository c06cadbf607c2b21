using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>Whether a value holds what a visitor filled in: a form or request model that is bound, and whose members speak of a person.</summary>
internal sealed class PersonalData(ConsentContext context)
{
    private const int DepthLimit = 32;
    private const int ModelDepth = 2;

    // What a value goes through and still is itself.
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal) { "Serialize", "SerializeToUtf8Bytes", "SerializeToElement", "SerializeObject", "FromObject", "ToJson", "Create", "ToString", "Format", "Join", "Concat", "Trim", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "GetBytes", "UrlEncode", "EscapeDataString", "ToDictionary", "ToList", "ToArray", "Map", "First", "FirstOrDefault", "Select", "ReadFormAsync" };

    private readonly ConcurrentDictionary<ITypeSymbol, bool> _models = new(SymbolEqualityComparer.Default);

    /// <summary>The name of the model or member that a value is made of; <see langword="null"/> when nothing a visitor filled in is seen in it.</summary>
    public string? In(IOperation value, CancellationToken cancellationToken) => Of(value, new(SymbolEqualityComparer.Default), 0, cancellationToken);

    private string? Of(IOperation? value, HashSet<ISymbol> opened, int depth, CancellationToken cancellationToken)
    {
        if (value is null || ++depth > DepthLimit) return null;
        value = value.WithoutConversions();
        return value switch
        {
            IAwaitOperation awaited => Next(awaited.Operation),
            IConditionalAccessOperation access => OfConditional(access, opened, depth, cancellationToken),
            ICoalesceOperation either => Next(either.Value) ?? Next(either.WhenNull),
            IConditionalOperation choice => Next(choice.WhenTrue) ?? Next(choice.WhenFalse),
            IInterpolatedStringOperation text => Any(text.Parts.OfType<IInterpolationOperation>().Select(p => p.Expression)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => Next(sum.LeftOperand) ?? Next(sum.RightOperand),
            IArrayCreationOperation { Initializer: { } elements } => Any(elements.ElementValues),
            ICollectionExpressionOperation collection => Any(collection.Elements),
            ITupleOperation tuple => Any(tuple.Elements),
            IAnonymousObjectCreationOperation created => Any(created.Initializers.OfType<ISimpleAssignmentOperation>().Select(a => a.Value)),
            IObjectCreationOperation created => Any(created.Arguments.Select(a => a.Value)) ?? Any(Assigned(created.Initializer)),
            IParameterReferenceOperation { Parameter: var parameter } => OfParameter(parameter, opened, depth, cancellationToken),
            IPropertyReferenceOperation property => OfProperty(property, opened, depth, cancellationToken),
            ILocalReferenceOperation { Local: var local } => opened.Add(local) ? Any(LocalValues.Of(local).Concat(LocalValues.AddedTo(local)).Select(Read).OfType<IOperation>()) : null,
            IInvocationOperation call when Passing.Contains(call.TargetMethod.Name) || IsOwnHelper(call.TargetMethod) => Any(call.Arguments.Select(a => a.Value)) ?? Next(call.Instance),
            _ => null,
        };

        string? Next(IOperation? operation) => Of(operation, opened, depth, cancellationToken);

        string? Any(IEnumerable<IOperation> operations) => operations.Select(Next).FirstOrDefault(s => s is not null);
    }

    private static IEnumerable<IOperation> Assigned(IObjectOrCollectionInitializerOperation? initializer) => initializer is null ? [] : initializer.Initializers.SelectMany(i => i switch
    {
        ISimpleAssignmentOperation { Value: IObjectOrCollectionInitializerOperation inner } => Assigned(inner),
        IMemberInitializerOperation { Initializer: var inner } => Assigned(inner),
        ISimpleAssignmentOperation assignment => [assignment.Value],
        IInvocationOperation add => add.Arguments.Select(a => a.Value),
        _ => Enumerable.Empty<IOperation>(),
    });

    // A private or static method that puts the message together.
    private bool IsOwnHelper(IMethodSymbol method) => (method.IsStatic || method.DeclaredAccessibility == Accessibility.Private) && context.Owns(method);

    // model?.Email
    private string? OfConditional(IConditionalAccessOperation access, HashSet<ISymbol> opened, int depth, CancellationToken cancellationToken) =>
        access.WhenNotNull.WithoutConversions() is IPropertyReferenceOperation { Property: var member } && !MayBePersonal(member) ? null : Of(access.Operation, opened, depth, cancellationToken);

    private string? OfProperty(IPropertyReferenceOperation property, HashSet<ISymbol> opened, int depth, CancellationToken cancellationToken)
    {
        if (IsForm(property.Property)) return property.Property.Name;
        if (property.Property.IsIndexer)
        {
            // Request.Form["email"]
            return property.Arguments is [{ Value: { } key }] && context.Text(key) is { IsComplete: true, Value: var name } && !PersonalWords.Speak(name) ? null : Of(property.Instance, opened, depth, cancellationToken);
        }
        if (IsBound(property.Property)) return MayBePersonal(property.Property) ? property.Property.Name : null;
        return property.Instance is { } holder && MayBePersonal(property.Property) ? Of(holder, opened, depth, cancellationToken) : null;
    }

    private string? OfParameter(IParameterSymbol parameter, HashSet<ISymbol> opened, int depth, CancellationToken cancellationToken)
    {
        if (parameter.Type.Name == "IFormCollection") return IsHandler(parameter) ? parameter.Name : null;
        if (IsHandler(parameter)) return IsModel(parameter.Type, 0) && !IsService(parameter) ? parameter.Type.Name : null;
        // A service's parameter holds what an action gave it.
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || !context.Owns(method) || !opened.Add(parameter)) return null;
        foreach (var mention in context.CallPaths.Mentions(method, cancellationToken))
        {
            if (mention.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(i => i.Expression.Span.Contains(mention.Span)) is not { } call || Read(call) is not IInvocationOperation operation) continue;
            if (Of(operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value, opened, depth, cancellationToken) is { } source) return source;
        }
        return null;
    }

    private IOperation? Read(ExpressionSyntax expression) => context.ModelOf(expression.SyntaxTree).GetOperation(expression);

    private static bool IsForm(IPropertySymbol property) => property is { Name: "Form", ContainingType.Name: "HttpRequest" };

    private static bool IsBound(IPropertySymbol property) => property.GetAttributes().Any(IsBinding) || property.ContainingType?.GetAttributes().Any(a => a.AttributeClass?.Name == "BindPropertiesAttribute") == true;

    private static bool IsBinding(AttributeData attribute) => attribute.AttributeClass?.Name is "BindPropertyAttribute" or "SupplyParameterFromFormAttribute";

    private static bool IsService(IParameterSymbol parameter) => parameter.GetAttributes().Any(a => a.AttributeClass?.Name is "FromServicesAttribute" or "FromKeyedServicesAttribute" or "FromRouteAttribute" or "FromHeaderAttribute");

    // An action, a page's handler, a lambda or method that is mapped to a route.
    private bool IsHandler(IParameterSymbol parameter) => parameter.ContainingSymbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction, DeclaringSyntaxReferences: [var reference] } function => IsMapped(reference.GetSyntax()) || IsMapped(function),
        IMethodSymbol method => ConsentContracts.IsReachedByRequests(method) || IsMapped(method),
        _ => false,
    };

    private static bool IsMapped(SyntaxNode handler) => handler.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var mapped } } && mapped.LastName()?.StartsWith("Map", StringComparison.Ordinal) == true;

    private bool IsMapped(IMethodSymbol method) => method.MethodKind == MethodKind.Ordinary && context.Owns(method) && context.CallPaths.Mentions(method, default).Any(m => IsMapped(m.Parent is MemberAccessExpressionSyntax access && access.Name == m ? access : m));

    private bool MayBePersonal(IPropertySymbol member) => PersonalWords.Speak(member.Name) || IsModel(member.Type, 0);

    private bool IsModel(ITypeSymbol type, int depth)
    {
        if (depth > ModelDepth || type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } || IsFrameworks(type)) return false;
        if (depth > 0) return HasPersonalMember(type, depth);
        return _models.TryGetValue(type, out var known) ? known : _models.GetOrAdd(type, HasPersonalMember(type, 0));
    }

    private bool HasPersonalMember(ITypeSymbol type, int depth)
    {
        for (var ancestor = type; ancestor is not null && !IsFrameworks(ancestor); ancestor = ancestor.BaseType)
        {
            if (ancestor.GetMembers().OfType<IPropertySymbol>().Any(p => p is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false } && (PersonalWords.Speak(p.Name) ? IsData(p.Type) : IsModel(p.Type, depth + 1)))) return true;
        }
        return false;
    }

    // "bool SendEmail" and "IEmailSender Email" hold nobody's address.
    private static bool IsData(ITypeSymbol type) => type.SpecialType != SpecialType.System_Boolean && type.TypeKind is not (TypeKind.Interface or TypeKind.Delegate or TypeKind.Enum);

    private static bool IsFrameworks(ITypeSymbol type)
    {
        var ns = type.ContainingNamespace;
        while (ns?.ContainingNamespace is { IsGlobalNamespace: false } parent) ns = parent;
        return ns?.Name is "System" or "Microsoft";
    }
}
