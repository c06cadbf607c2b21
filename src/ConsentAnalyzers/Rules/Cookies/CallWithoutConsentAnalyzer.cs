using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1012: a member marked <c>[RequiresConsent]</c> is used where nothing guards it for its purposes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallWithoutConsentAnalyzer : ConsentAnalyzer
{
    /// <summary>Creates the analyzer.</summary>
    public CallWithoutConsentAnalyzer()
        : base(Descriptors.CNS1012_CallWithoutConsent)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Options.SkipsTests || !consent.Contracts.Exist) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.MethodReference);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        var use = context.Operation;
        var (name, required) = Required(use, consent.Contracts);
        if (required == ConsentPurposes.None || IsNoUse(use, consent.Contracts) || CookieJudge.IsNeverRun(use)) return;
        var place = PlaceOf(use);
        if (context.IsGeneratedCode && !IsInView(place)) return;
        if (Covers(consent.Flow.At(use.Syntax, consent.ModelOf(use.Syntax.SyntaxTree), context.CancellationToken), required)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1012_CallWithoutConsent, place, name, required.ToText()));
    }

    // What is used, and the purposes that it is marked with.
    private static (string Name, ConsentPurposes Required) Required(IOperation use, ConsentContracts contracts)
    {
        if (use.IsImplicit) return default;
        switch (use)
        {
            case IInvocationOperation { TargetMethod: { Name: "OpenComponent", ContainingType.Name: "RenderTreeBuilder", TypeArguments: [INamedTypeSymbol component] } }:
                return (component.Name, contracts.RequiredByComponent(component));
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
        IObjectCreationOperation => Around(use).Any(call => call.Parameters.FirstOrDefault()?.Type.Name == "IServiceCollection"),
        _ => false,
    };

    // app.MapGet("/", Handler): the mark tells what the endpoint needs, the request is no call.
    private static bool IsEndpointHandler(IOperation reference) => Around(reference).Any(call => call.Name.StartsWith("Map", StringComparison.Ordinal) && call.Parameters.FirstOrDefault()?.Type.Name is "IEndpointRouteBuilder" or "IApplicationBuilder");

    // The methods that an operation is an argument of, with what they extend as their first parameter.
    private static IEnumerable<IMethodSymbol> Around(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var called } }) yield return called.ReducedFrom ?? called;
        }
    }

    // A component's tag stands in the view where the Razor compiler maps its type's name.
    private static Location PlaceOf(IOperation use) =>
        use is IInvocationOperation { TargetMethod.Name: "OpenComponent", Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: [var component] } } } }
            ? (component is QualifiedNameSyntax qualified ? qualified.Right : component).GetLocation()
            : use.Syntax.PlaceOfUse();

    private static bool IsInView(Location place) => RazorViews.IsGenerated(place.SourceTree?.FilePath ?? "") && place.GetMappedLineSpan().HasMappedPath;
}
