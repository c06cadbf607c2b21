using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1012: a member or component marked <c>[RequiresConsent]</c> is used where nothing guards it for its purposes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallWithoutConsentAnalyzer() : ConsentAnalyzer(Descriptors.CNS1012_CallWithoutConsent)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Options.SkipsTests || !consent.Contracts.Exist) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.MethodReference);
        context.RegisterAdditionalFileAction(file => AnalyzeTags(file, consent));
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        var use = context.Operation;
        var (name, required) = Required(use, consent.Contracts);
        if (required == ConsentPurposes.None || IsNoUse(use, consent.Contracts) || CookieJudge.IsNeverRun(use)) return;
        if (!IsReportable(use.Syntax, context.IsGeneratedCode)) return;
        if (Covers(consent.Flow.At(use.Syntax, consent.ModelOf(use.Syntax.SyntaxTree), context.CancellationToken), required)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1012_CallWithoutConsent, use.Syntax.PlaceOfUse(), PropertiesOf(required), name, required.ToText()));
    }

    // <Tracker />: the generated code opens the component, and the view shows the tag.
    private static void AnalyzeTags(AdditionalFileAnalysisContext context, ConsentContext consent)
    {
        var file = context.AdditionalFile;
        if (!MarkupFiles.IsComponent(file.Path) || consent.Views.TreeOf(file.Path) is not { } tree) return;
        var marked = new Dictionary<SyntaxNode, (string Name, ConsentPurposes Required)>();
        foreach (var opened in tree.GetRoot(context.CancellationToken).DescendantNodes().OfType<GenericNameSyntax>())
        {
            if (opened is not { Identifier.ValueText: "OpenComponent", TypeArgumentList.Arguments: [var component], Parent.Parent: InvocationExpressionSyntax call }) continue;
            if (consent.Contracts.RequiredByComponent(component, context.CancellationToken) is var required and not ConsentPurposes.None) marked[call] = (component.LastName()!, required);
        }
        if (marked.Count == 0 || MarkupDocument.Read(file, [.. marked.Values.Select(m => "<" + m.Name)], consent, context.CancellationToken) is not { } document) return;
        foreach (var element in document.Elements)
        {
            if (!marked.Values.Any(m => string.Equals(m.Name, element.Name, StringComparison.OrdinalIgnoreCase)) || document.StatementOf(element) is not { } statement || !marked.TryGetValue(statement, out var used)) continue;
            if (ExemptionComment.Before(element, document) is { IsUsable: true } comment && comment.Rules.Contains(Descriptors.CNS1012_CallWithoutConsent.Id)) continue;
            if (Covers(consent.Flow.At(statement, consent.ModelOf(tree), context.CancellationToken), used.Required)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1012_CallWithoutConsent, document.LocationOf(element.StartTag), PropertiesOf(used.Required), used.Name, used.Required.ToText()));
        }
    }

    // Named as the verdicts name it (docs/guides/inventory.md).
    private static ImmutableDictionary<string, string?> PropertiesOf(ConsentPurposes required) => ImmutableDictionary<string, string?>.Empty.Add("purpose", string.Join(",", required.OnlyNamed().Split()));

    // What is used, and the purposes that it is marked with.
    private static (string Name, ConsentPurposes Required) Required(IOperation use, ConsentContracts contracts)
    {
        if (use.IsImplicit) return default;
        switch (use)
        {
            case IInvocationOperation { TargetMethod: var method }:
                return (method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name, contracts.RequiredBy(method));
            case IMethodReferenceOperation { Method: var method }:
                return (method.Name, contracts.RequiredBy(method));
            case IPropertyReferenceOperation { Property: var property }:
                return (property.Name, contracts.RequiredBy(property));
            case IObjectCreationOperation { Constructor: { } constructor }:
                return (constructor.ContainingType.Name, contracts.RequiredBy(constructor));
            default:
                return default;
        }
    }

    // A purpose that the mark names must be consented to; where it names none, any consent will do.
    private static bool Covers(ConsentPurposes? consented, ConsentPurposes required) =>
        CookieJudge.Covers(consented, required.OnlyNamed() is var named and not ConsentPurposes.None ? named : ConsentPurposes.None);

    private static bool IsNoUse(IOperation use, ConsentContracts contracts) => use switch
    {
        // new Tracker().Start(), where Tracker is marked: the object is the use, once.
        IInvocationOperation { Instance: { } instance } => instance.WithoutConversions() is IObjectCreationOperation creation && Required(creation, contracts).Required != ConsentPurposes.None,
        IMethodReferenceOperation => IsEndpointHandler(use) || use.Parent?.Parent is IEventAssignmentOperation { Adds: false },
        // What the container hands out is made once, for nobody in particular.
        IObjectCreationOperation => Around(use, throughLambdas: true).Any(call => call.Parameters.FirstOrDefault()?.Type.Name == "IServiceCollection"),
        _ => false,
    };

    // app.MapGet("/", Handler): the mark tells what the endpoint needs, the request is no call.
    private static bool IsEndpointHandler(IOperation reference) => Around(reference, throughLambdas: false).Any(call => call.Name.StartsWith("Map", StringComparison.Ordinal) && call.Parameters.FirstOrDefault()?.Type.Name is "IEndpointRouteBuilder" or "IApplicationBuilder");

    // The methods that an operation is an argument of, with what they extend as their first parameter.
    private static IEnumerable<IMethodSymbol> Around(IOperation operation, bool throughLambdas)
    {
        for (var parent = operation.Parent; parent is not null && (throughLambdas || parent is not IAnonymousFunctionOperation); parent = parent.Parent)
        {
            if (parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var called } }) yield return called.ReducedFrom ?? called;
        }
    }
}
