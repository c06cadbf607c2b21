using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3016: the refusal goes into the cookie that keeps the yes. A person has to say so, because what reads the cookie must know the no.</summary>
internal sealed class RefusalNotRememberedFixer() : Fixer(Descriptors.CNS3016_RefusalNotRemembered)
{
    // What stands for a no beside a yes.
    private static readonly Dictionary<string, string> Opposites = new() { ["yes"] = "no", ["true"] = "false", ["1"] = "0", ["accepted"] = "refused", ["granted"] = "denied" };

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (Handler(request) is not { Statements: [var first, ..] } block || RequestExpression.At(first, request) is not { MayBeNull: false } context) yield break;
        if (request.Consent.Decisions.All(request.CancellationToken).FirstOrDefault(d => d is { Kind: DecisionKind.Grant, Door: DecisionDoor.Cookie } && d.Cookie != ConsentDecision.AnyCookie) is not { Operation: IInvocationOperation grant } decision) yield break;
        if (decision.Value is not { } yes || request.Consent.Text(yes) is not { IsComplete: true, Value: var written } || !Opposites.TryGetValue(written, out var no)) yield break;
        var layout = CodeLayout.Of(block.SyntaxTree, request);
        if (!layout.StartsLine(first.SpanStart)) yield break;
        var imports = Import.Add([new("System", "TimeSpan"), new("Microsoft.AspNetCore.Http", "CookieOptions")], first, request);
        var write = $"{context.Text}.Response.Cookies.Append({SymbolDisplay.FormatLiteral(decision.Cookie, quote: true)}, {SymbolDisplay.FormatLiteral(no, quote: true)}, {Options(grant)});";
        yield return new("act:remember", Messages.Localizable("Fix_RememberRefusal"), [.. imports, request.Insert(first.SpanStart, write + layout.NewLine + layout.Indent(first.SpanStart))], Messages.Localizable("Fix_RememberRefusal"));
    }

    // As the yes is kept, where that is written in place and means the same here.
    private static string Options(IInvocationOperation grant) =>
        grant.Arguments.Select(a => a.Value.WithoutConversions()).OfType<IObjectCreationOperation>().FirstOrDefault(o => o.Type?.Name == "CookieOptions") is { Syntax: ObjectCreationExpressionSyntax written } creation
            && !written.ToString().Contains("\n") && !creation.Descendants().Any(o => o is ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            ? written.ToString()
            : "new CookieOptions { MaxAge = TimeSpan.FromDays(180) }";

    // The method that is named, or the lambda behind the route.
    private static BlockSyntax? Handler(FixRequest request) => request.Node switch
    {
        MethodDeclarationSyntax method => method.Body,
        { } node when node.FirstAncestorOrSelf<ArgumentSyntax>() is { Parent: ArgumentListSyntax { Arguments: [_, { Expression: AnonymousFunctionExpressionSyntax { Block: { } block } }, ..] } } => block,
        _ => null,
    };
}
