using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>What is wrong with a toy.</summary>
public enum Fault
{
    None,
    Throws,
    ReportsTheFirstFileOnly,
    IgnoresPragmas,
    ReportsInGeneratedCode,
    ForgetsMessageArguments,
    DoesNotSpeakFrench,
    LosesAFurtherPlace,
    LosesALine,
    NamesAFileThatIsNotThere,
}

/// <summary>TOY001: every call of a method named <c>Bad</c>, in sources and in the C# of views, from the name to the closing parenthesis.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CallToy(Fault fault) : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("TOY001", "Bad call", "Call of '{0}' with {1} arguments", "Toys", DiagnosticSeverity.Warning, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor Untranslated = new("TOY001", "Bad call", new WrongInFrench(), "Toys", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private readonly DiagnosticDescriptor rule = fault == Fault.DoesNotSpeakFrench ? Untranslated : Rule;

    public CallToy()
        : this(Fault.None)
    {
    }

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (fault == Fault.ReportsTheFirstFileOnly && start.Compilation.SyntaxTrees.First(t => !t.FilePath.EndsWith(".g.cs")) is var first)
                start.RegisterSyntaxNodeAction(c => { if (c.Node.SyntaxTree == first) Analyze(c); }, SyntaxKind.InvocationExpression);
            else
                start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression);
        });
    }

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.Expression is not (IdentifierNameSyntax { Identifier.Text: "Bad" } or MemberAccessExpressionSyntax { Name.Identifier.Text: "Bad" })) return;
        if (fault == Fault.Throws) throw new InvalidOperationException("the toy broke");
        var tree = call.SyntaxTree;
        if (context.IsGeneratedCode && !tree.FilePath.EndsWith("html.g.cs") && !tree.FilePath.EndsWith("razor.g.cs") && fault != Fault.ReportsInGeneratedCode) return;

        var name = (call.Expression as MemberAccessExpressionSyntax)?.Name ?? call.Expression;
        var location = Location.Create(tree, TextSpan.FromBounds(name.SpanStart, call.Span.End));
        if (fault == Fault.IgnoresPragmas) location = Location.Create(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span);
        var count = call.ArgumentList.Arguments.Count;
        var further = fault == Fault.LosesAFurtherPlace ? [Location.Create("elsewhere.cs", default, default)] : call.ArgumentList.Arguments.Select(a => a.GetLocation());
        var properties = ImmutableDictionary<string, string?>.Empty.Add("count", count.ToString());
        context.ReportDiagnostic(fault == Fault.ForgetsMessageArguments
            ? Diagnostic.Create(rule, location, properties, "Bad")
            : Diagnostic.Create(rule, location, further, properties, "Bad", count));
    }

    private sealed class WrongInFrench : LocalizableString
    {
        protected override string GetText(IFormatProvider? formatProvider) => formatProvider is CultureInfo { Name: "fr" } ? "Appel de '{0}' : {1} et {2}" : "Call of '{0}' with {1} arguments";

        protected override int GetHash() => 0;

        protected override bool AreEqual(object? other) => other is WrongInFrench;
    }
}

/// <summary>TOY002: every <c>&lt;toy …&gt;</c> tag of an additional file; TOY003, off by default: every toy whose key <c>toys</c> is not <c>allowed</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TagToy(Fault fault) : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("TOY002", "Toy", "A toy in {0}", "Toys", DiagnosticSeverity.Info, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor Unasked = new("TOY003", "Toy", "Nobody asked for a toy", "Toys", DiagnosticSeverity.Warning, isEnabledByDefault: false);

    public TagToy()
        : this(Fault.None)
    {
    }

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule, Unasked];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(Analyze);
    }

    private void Analyze(AdditionalFileAnalysisContext context)
    {
        if (context.AdditionalFile.GetText(context.CancellationToken) is not { } text) return;
        var allowed = context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.AdditionalFile).TryGetValue("toys", out var value) && value == "allowed";
        foreach (Match match in Regex.Matches(text.ToString(), "<toy[^>]*>"))
        {
            var span = new TextSpan(match.Index, match.Length);
            var lines = text.Lines.GetLinePositionSpan(span);
            if (fault == Fault.LosesALine) lines = new LinePositionSpan(new(lines.Start.Line - 1, lines.Start.Character), new(lines.End.Line - 1, lines.End.Character));
            var location = Location.Create(fault == Fault.NamesAFileThatIsNotThere ? "elsewhere.html" : context.AdditionalFile.Path, span, lines);
            context.ReportDiagnostic(Diagnostic.Create(Rule, location, Path.GetFileName(context.AdditionalFile.Path)));
            if (!allowed) context.ReportDiagnostic(Diagnostic.Create(Unasked, location));
        }
    }
}

/// <summary>TOY004: reported once, without a place, when the compilation knows ASP.NET Core, is an executable or has the build property <c>Toys</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ProjectToy : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("TOY004", "Project", "{0}", "Toys", DiagnosticSeverity.Warning, isEnabledByDefault: true, customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(c => c.ReportDiagnostic(Diagnostic.Create(Rule, Location.None, string.Join(
            ", ",
            c.Compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.HttpContext") is null ? "no HttpContext" : "HttpContext",
            c.Compilation.Options.OutputKind,
            c.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.Toys", out var toys) ? toys : "no property"))));
    }
}
