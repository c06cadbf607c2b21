using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

/// <summary>The purposes that a project tells apart: those that its checks, contracts and configuration name.</summary>
/// <remarks>
/// Told from syntax alone, since it only decides whether CNS1010 speaks at all. An enum of purposes counts when a check takes it;
/// one that nothing asks about tells nothing apart.
/// </remarks>
internal sealed class NamedPurposes
{
    // Kept by tree, across compilations: one edit looks at one file again.
    private static readonly ConditionalWeakTable<SyntaxTree, TreeFacts> Facts = new();

    private readonly Lazy<ConsentPurposes> _all;

    public NamedPurposes(ConsentContext context) => _all = new(() => Find(context));

    /// <summary>Every purpose that is named somewhere.</summary>
    public ConsentPurposes All => _all.Value;

    /// <summary>Whether a yes that names no purpose leaves open which one is meant.</summary>
    public bool AreSeveral => All.Split().Skip(1).Any();

    // The one place where purposes come together.
    private static ConsentPurposes Find(ConsentContext context)
    {
        var settings = context.Options.Global;
        var all = settings.Guards.Select(g => g.Purposes).Append(settings.GuardNames.Purposes).Aggregate(ConsentPurposes.None, Add);
        var trees = context.Compilation.SyntaxTrees.Select(t => Facts.GetValue(t, TreeFacts.Read)).ToList();
        var asked = new HashSet<string>(trees.SelectMany(t => t.AskedTypes), StringComparer.Ordinal);
        foreach (var tree in trees)
        {
            all |= tree.Named;
            foreach (var (name, purposes) in tree.Enums) if (asked.Contains(name)) all |= purposes;
        }
        return (all | context.Register.Purposes) & ConsentPurposes.Each;
    }

    // A yes/no consent names nothing.
    private static ConsentPurposes Add(ConsentPurposes all, ConsentPurposes purposes) => (purposes & ConsentPurposes.Yes) != 0 ? all : all | purposes;

    /// <param name="Named">By checks, declared or asked, and by contracts.</param>
    /// <param name="Enums">Enums whose members name purposes.</param>
    /// <param name="AskedTypes">The types of what checks are asked for.</param>
    private sealed record TreeFacts(ConsentPurposes Named, ImmutableArray<(string Name, ConsentPurposes Purposes)> Enums, ImmutableArray<string> AskedTypes)
    {
        public static TreeFacts Read(SyntaxTree tree)
        {
            var named = ConsentPurposes.None;
            var enums = ImmutableArray.CreateBuilder<(string, ConsentPurposes)>();
            var asked = ImmutableArray.CreateBuilder<string>();
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                switch (node)
                {
                    case AttributeSyntax attribute when IsContract(attribute):
                        named = attribute.ArgumentList?.Arguments.SelectMany(a => Words(a.Expression)).Aggregate(named, (all, word) => all | ConsentWords.ParsePurposes(word, out _)) ?? named;
                        break;
                    case InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } call when Says(call.Expression.LastName(), ReceiverOf(call.Expression)) is { } said:
                        named = Add(named, said);
                        foreach (var word in call.ArgumentList.Arguments.SelectMany(a => Words(a.Expression))) named |= GuardNames.Default.PurposesOf(word) ?? ConsentPurposes.None;
                        break;
                    case MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax } access when GuardNames.Default.IsConsentType(access.Expression.LastName() ?? ""):
                        named = Add(named, Says(access.Name.Identifier.ValueText, access.Expression.LastName()) ?? ConsentPurposes.None);
                        break;
                    case PropertyDeclarationSyntax property when IsAnswer(property.Type):
                        named = Add(named, Says(property.Identifier.ValueText, TypeAround(property)) ?? ConsentPurposes.None);
                        break;
                    case ParameterSyntax { Type: { } type } parameter when IsAnswer(type):
                        var record = parameter.Parent?.Parent is TypeDeclarationSyntax declaring ? declaring.Identifier.ValueText : null;
                        named = Add(named, Says(parameter.Identifier.ValueText, record) ?? ConsentPurposes.None);
                        break;
                    case MethodDeclarationSyntax method when IsCheck(method):
                        named = Add(named, Says(method.Identifier.ValueText, TypeAround(method)) ?? ConsentPurposes.None);
                        asked.AddRange(method.ParameterList.Parameters.SelectMany(p => p.Type?.DescendantNodesAndSelf() ?? []).OfType<SimpleNameSyntax>().Select(n => n.Identifier.ValueText));
                        break;
                    case EnumDeclarationSyntax declared:
                        var purposes = declared.Members.Aggregate(ConsentPurposes.None, (all, member) => all | (GuardNames.Default.PurposesOf(member.Identifier.ValueText) ?? ConsentPurposes.None));
                        if (purposes != ConsentPurposes.None) enums.Add((declared.Identifier.ValueText, purposes));
                        break;
                }
            }
            return new(named, enums.ToImmutable(), asked.ToImmutable());
        }

        // A check by its name or attribute, or a question that a consent type answers with a state.
        private static bool IsCheck(MethodDeclarationSyntax method) => IsAnswer(method.ReturnType)
            && (method.AttributeLists.SelectMany(l => l.Attributes).Any(IsContract)
                || Says(method.Identifier.ValueText, TypeAround(method)) is not null
                || (method.ReturnType is SimpleNameSyntax && GuardNames.Default.IsConsentType(TypeAround(method) ?? "")));

        private static bool IsContract(AttributeSyntax attribute) => attribute.Name.LastName() is "RequiresConsent" or "ConsentGuard" or ConsentAttributes.RequiresName or ConsentAttributes.GuardName;

        // What a name says as a check; null when it is none.
        private static ConsentPurposes? Says(string? name, string? type) =>
            name is not null && GuardNames.Default.Classify(name, type) is { WhenTrue: not (ConsentPurposes.None or ConsentValue.Vacuous) } value ? value.Hint : null;

        private static bool IsAnswer(TypeSyntax type) => type switch
        {
            PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.BoolKeyword),
            NullableTypeSyntax nullable => IsAnswer(nullable.ElementType),
            GenericNameSyntax { Identifier.ValueText: "Task" or "ValueTask", TypeArgumentList.Arguments: [var result] } => IsAnswer(result),
            SimpleNameSyntax name => GuardNames.Default.IsConsentType(name.Identifier.ValueText),
            _ => false,
        };

        private static string? TypeAround(SyntaxNode member) => (member.Parent as BaseTypeDeclarationSyntax)?.Identifier.ValueText;

        private static string? ReceiverOf(ExpressionSyntax called) => called switch
        {
            MemberAccessExpressionSyntax access => access.Expression.LastName() ?? "",
            MemberBindingExpressionSyntax { Parent.Parent: ConditionalAccessExpressionSyntax conditional } => conditional.Expression.LastName() ?? "",
            _ => called.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "",
        };

        private static IEnumerable<string> Words(ExpressionSyntax expression) => expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => [text],
            MemberAccessExpressionSyntax access => [access.Name.Identifier.ValueText],
            BinaryExpressionSyntax flags => Words(flags.Left).Concat(Words(flags.Right)),
            CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().SelectMany(e => Words(e.Expression)),
            BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax => expression.DescendantNodes().OfType<InitializerExpressionSyntax>().SelectMany(i => i.Expressions).SelectMany(Words),
            _ => [],
        };
    }
}
