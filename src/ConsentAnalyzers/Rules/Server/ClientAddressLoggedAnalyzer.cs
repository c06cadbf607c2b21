using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Server;

/// <summary>CNS4002: the visitor's IP address goes to a log as it is.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClientAddressLoggedAnalyzer() : ConsentAnalyzer(Descriptors.CNS4002_ClientAddressLogged)
{
    private const string LoggerMessage = "LoggerMessage";

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Options.SkipsTests) return;
        if (ServerMentions.In(consent.Compilation, ServerMention.RequestLog))
        {
            context.RegisterOperationAction(operation => AnalyzeRequestLog(operation, consent), OperationKind.Invocation);
            context.RegisterOperationAction(AnalyzeFields, OperationKind.SimpleAssignment);
        }
        if (!ServerMentions.In(consent.Compilation, ServerMention.ClientAddress)) return;
        var generated = new Lazy<HashSet<string>>(() => GeneratedLogMethods(consent.Compilation));
        context.RegisterOperationAction(operation => AnalyzeCall(operation, consent, generated), OperationKind.Invocation);
        context.RegisterOperationAction(operation => AnalyzeCreation(operation, consent), OperationKind.ObjectCreation);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, ConsentContext consent, Lazy<HashSet<string>> generated)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsLog(call.TargetMethod, generated)) Report(context, consent, call.Arguments.Select(a => a.Value), call.Syntax.PlaceOfUse());
    }

    private static void AnalyzeCreation(OperationAnalysisContext context, ConsentContext consent)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Constructor is { } constructor && KnownLogCalls.IsLog(constructor)) Report(context, consent, creation.Arguments.Select(a => a.Value), creation.Syntax.GetLocation());
    }

    private static void AnalyzeRequestLog(OperationAnalysisContext context, ConsentContext consent)
    {
        var call = (IInvocationOperation)context.Operation;
        if (RequestLogs.LoggedBy(call, consent) is { } source && IsReportable(call.Syntax, context.IsGeneratedCode)) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS4002_ClientAddressLogged, call.Syntax.PlaceOfUse(), source));
    }

    private static void AnalyzeFields(OperationAnalysisContext context)
    {
        if (RequestLogs.SwitchesOn((ISimpleAssignmentOperation)context.Operation) && IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS4002_ClientAddressLogged, context.Operation.Syntax.GetLocation(), "ClientIpAddress"));
    }

    private static void Report(OperationAnalysisContext context, ConsentContext consent, IEnumerable<IOperation> logged, Location place)
    {
        if (!IsReportable(context.Operation.Syntax, context.IsGeneratedCode) || CookieJudge.IsNeverRun(context.Operation)) return;
        if (logged.Select(consent.ClientAddresses.SourceOf).FirstOrDefault(s => s is not null) is { } source) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS4002_ClientAddressLogged, place, source));
    }

    private static bool IsLog(IMethodSymbol method, Lazy<HashSet<string>> generated) =>
        (KnownLogCalls.IsCandidate(method.Name) && KnownLogCalls.IsLog(method))
        || (method.MethodKind == MethodKind.DelegateInvoke && method.Parameters is [{ Type.Name: "ILogger" }, ..])
        || (generated.Value.Contains(method.Name) && method.GetAttributes().Any(a => a.AttributeClass?.Name == LoggerMessage + nameof(Attribute)));

    // Told by syntax: the attribute's name on a method.
    private static HashSet<string> GeneratedLogMethods(Compilation compilation) => new(
        compilation.SyntaxTrees.Where(t => (ServerMentions.Of(t) & ServerMention.LoggerMessage) != 0)
            .SelectMany(t => t.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.LastName() is LoggerMessage or LoggerMessage + nameof(Attribute)))
            .Select(m => m.Identifier.ValueText),
        StringComparer.Ordinal);
}
