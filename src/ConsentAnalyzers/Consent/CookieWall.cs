using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Consent;

/// <summary>Recognises what keeps every page from visitors who have not consented. Any doubt is no wall.</summary>
internal sealed class CookieWall(ConsentContext context)
{
    private static readonly string[] Branches = ["Map", "MapWhen", "UseWhen"];
    private static readonly string[] Results = ["RedirectResult", "LocalRedirectResult", "RedirectToActionResult", "RedirectToPageResult", "RedirectToRouteResult", "ForbidResult", "UnauthorizedResult"];
    private static readonly string[] Bodies = ["RenderBody", "Body"];

    /// <summary>Told from names alone: a redirect or a status that turns somebody away.</summary>
    public static bool MayTurnAway(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => call.Expression.LastName() == "Redirect",
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => assignment.Left.LastName() is "StatusCode" or "Result",
        _ => false,
    };

    /// <summary>Whether a redirect or status in a middleware, or the result of a filter for all pages, turns away every visitor without consent.</summary>
    public bool TurnsEveryoneAway(SyntaxNode node, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<IfStatementSyntax>() is not { } refusal || !refusal.Statement.Span.Contains(node.Span)) return false;
        var isFilter = IsResultOfFilter(node, model);
        if (!isFilter && !IsOfResponse(node, model) || (isFilter ? FilterBody(node, model) : MiddlewareBody(node)) is not { } body) return false;
        // Under another condition it concerns some pages; what follows must not be shown after all. A filter's result ends the request.
        if (refusal.Parent is not BlockSyntax || refusal.Parent != body || (!isFilter && refusal.Else is null && !EndsThere(refusal)) || IsLeftBefore(refusal, body)) return false;
        return Offers(body) is false && Conjuncts(refusal.Condition).ToList() is var conditions && conditions.Exists(c => IsWithoutConsent(c, model)) && conditions.TrueForAll(c => IsWithoutConsent(c, model) || IsOtherPath(c));
    }

    /// <summary>Where a layout shows its pages only with consent; <see langword="null"/> when it shows them to others, or offers them another way in.</summary>
    public TextSpan? WallIn(MarkupDocument document, BannerReader reader, CancellationToken cancellationToken)
    {
        if (document.View is not { } view || reader.Controls(cancellationToken).Any(c => BannerWords.Default.Has("alternative", c.Folded))) return null;
        var shown = view.Tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(n => Bodies.Contains(n.Identifier.ValueText) && IsBody(n, view.Tree)).ToList();
        if (shown.Count == 0) return null;
        foreach (var name in shown)
        {
            var model = context.ModelOf(view.Tree);
            // Behind the branch of those who have consented, and nowhere else.
            if (context.Flow.At(name, model, cancellationToken) is not { } consented || (consented & (ConsentPurposes.Each | ConsentPurposes.Any)) == ConsentPurposes.None || consented == ConsentValue.Vacuous) return null;
        }
        if (shown[0].GetLocation().GetMappedLineSpan() is not { HasMappedPath: true } mapped) return null;
        return document.FindWord(shown[0].Identifier.ValueText, mapped.StartLinePosition.Line);
    }

    // A mail has a body too.
    private bool IsBody(SimpleNameSyntax name, SyntaxTree tree) => name.Identifier.ValueText == "RenderBody"
        ? name.Parent is InvocationExpressionSyntax && context.ModelOf(tree).GetSymbolInfo(name).Symbol is IMethodSymbol { ContainingType.Name: "RazorPage" }
        : context.ModelOf(tree).GetSymbolInfo(name).Symbol is IPropertySymbol { ContainingType.Name: "LayoutComponentBase" };

    private static bool IsOfResponse(SyntaxNode node, SemanticModel model) => node switch
    {
        InvocationExpressionSyntax call => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.Name: "HttpResponse" },
        AssignmentExpressionSyntax { Left: var left, Right: var right } => model.GetSymbolInfo(left).Symbol is IPropertySymbol { ContainingType.Name: "HttpResponse" } && model.GetConstantValue(right) is { HasValue: true, Value: 401 or 403 or 451 },
        _ => false,
    };

    // context.Result = new RedirectResult("/consent"): a filter that sets a result twice decides later.
    private static bool IsResultOfFilter(SyntaxNode node, SemanticModel model) => node is AssignmentExpressionSyntax { Left: var left, Right: BaseObjectCreationExpressionSyntax created }
        && model.GetSymbolInfo(left).Symbol is IPropertySymbol { Name: "Result", ContainingType.Name: "ActionExecutingContext" or "AuthorizationFilterContext" or "PageHandlerExecutingContext" or "ResourceExecutingContext" }
        && model.GetTypeInfo(created).Type is { Name: var result }
        && (Results.Contains(result) || (result is "StatusCodeResult" or "ObjectResult" or "ContentResult" && created.DescendantNodes().OfType<ExpressionSyntax>().Any(e => model.GetConstantValue(e) is { HasValue: true, Value: 401 or 403 or 451 })));

    /// <summary>The body of a filter that is put before all pages: <c>options.Filters.Add&lt;ConsentFilter&gt;()</c>.</summary>
    private BlockSyntax? FilterBody(SyntaxNode node, SemanticModel model) =>
        node.FirstAncestorOrSelf<SyntaxNode>(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax) is MethodDeclarationSyntax { Body: { } body, Parent: ClassDeclarationSyntax type } method
        && model.GetDeclaredSymbol(method) is { } symbol && RequestActs.IsFilterEvent(symbol.Name) && symbol.ContainingType.AllInterfaces.Any(i => i.Name == "IFilterMetadata")
        && body.DescendantNodes().OfType<AssignmentExpressionSyntax>().Count(a => a.Left.LastName() == "Result") == 1
        && NamesInTree.Find(context.Compilation, type.Identifier.ValueText).Any(IsForAllPages) ? body : null;

    private static bool IsForAllPages(SimpleNameSyntax name) => name.Ancestors().TakeWhile(a => a is not StatementSyntax).OfType<InvocationExpressionSyntax>().FirstOrDefault() is { Expression: MemberAccessExpressionSyntax add }
        && (add.Name.Identifier.ValueText is "Add" or "AddService" or "Insert" && add.Expression.LastName() == "Filters" || add.Name.Identifier.ValueText == "ConfigureFilter");

    // Who leaves before the question is asked is let in; the page that asks must be reached.
    private static bool IsLeftBefore(IfStatementSyntax refusal, BlockSyntax body) => body.Statements.TakeWhile(s => s != refusal).SelectMany(s => s.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax)).OfType<ReturnStatementSyntax>()
        .Any(r => r.FirstAncestorOrSelf<IfStatementSyntax>() is not { } way || way.Parent != body || !IsPageThatAsks(way.Condition));

    // path == "/consent", path.StartsWithSegments("/consent"), and no "not".
    private static bool IsPageThatAsks(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax nested => IsPageThatAsks(nested.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or => IsPageThatAsks(or.Left) && IsPageThatAsks(or.Right),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } or InvocationExpressionSyntax => MentionsPath(condition),
        IsPatternExpressionSyntax { Pattern: not UnaryPatternSyntax, Expression: var what } => MentionsPath(what) || IsPage(what),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression, Left: var what } => IsPage(what),
        _ => false,
    };

    // context.Controller is ConsentController
    private static bool IsPage(ExpressionSyntax what) => what.LastName() is "Controller" or "HandlerInstance";

    private static bool EndsThere(IfStatementSyntax refusal) => refusal.Statement is ReturnStatementSyntax || (refusal.Statement is BlockSyntax block && block.Statements.LastOrDefault() is ReturnStatementSyntax);

    /// <summary>The body of a middleware of the whole application, that goes on to the next one.</summary>
    private static BlockSyntax? MiddlewareBody(SyntaxNode node)
    {
        foreach (var around in node.Ancestors())
        {
            switch (around)
            {
                case LambdaExpressionSyntax { Body: BlockSyntax lambda, Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax use } }:
                    return use.Expression.LastName() == "Use" && GoesOn(lambda) && !use.Ancestors().OfType<InvocationExpressionSyntax>().Any(i => i.Expression.LastName() is { } name && Branches.Contains(name)) ? lambda : null;
                case MethodDeclarationSyntax { Identifier.ValueText: "Invoke" or "InvokeAsync", Body: { } method } declaration:
                    return declaration.ParameterList.Parameters.Any(p => p.Type?.LastName() == "HttpContext") && GoesOn(method) ? method : null;
                case LambdaExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax:
                    return null;
            }
        }
        return null;
    }

    private static bool GoesOn(BlockSyntax body) => body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => i.Expression.LastName() is "next" or "_next"
        || (i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Expression: var target } && target.LastName() is "next" or "_next"));

    // A subscription, a paid way in: its words stand in names and addresses.
    private static bool Offers(BlockSyntax body) => BannerWords.Default.Has("alternative", FoldedText.OfNames(body.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken) || t.IsKind(SyntaxKind.StringLiteralToken)).Select(t => t.ValueText)));

    private static IEnumerable<ExpressionSyntax> Conjuncts(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax nested => Conjuncts(nested.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and => Conjuncts(and.Left).Concat(Conjuncts(and.Right)),
        _ => [condition],
    };

    // "!path.StartsWithSegments("/consent")": the page that asks must be reached.
    private static bool IsOtherPath(ExpressionSyntax condition) => condition switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => MentionsPath(not.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } different => MentionsPath(different),
        IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax, Expression: var what } => IsPage(what),
        _ => false,
    };

    private static bool MentionsPath(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => NameTokens.Contains(n.Identifier.ValueText.AsSpan(), "path"));

    private bool IsWithoutConsent(ExpressionSyntax condition, SemanticModel model) => condition switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var asked } => IsConsent(asked, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Left: var asked, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } } => IsConsent(asked, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: var asked, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } } => IsConsent(asked, model),
        IsPatternExpressionSyntax { Expression: var asked, Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } } } } => IsConsent(asked, model),
        IsPatternExpressionSyntax { Expression: var asked, Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } } } => IsConsent(asked, model),
        _ => false,
    };

    // Whether the visitor has chosen at all is another question than what.
    private bool IsConsent(ExpressionSyntax asked, SemanticModel model) => model.GetOperation(asked is ParenthesizedExpressionSyntax nested ? nested.Expression : asked) is { } operation
        && operation.DescendantsAndSelf().Any(o => IsGuard(o) || (o is ILocalReferenceOperation && context.Origin(o) is { } origin && origin.DescendantsAndSelf().Any(IsGuard)));

    private bool IsGuard(IOperation operation)
    {
        var value = operation switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: false } property => context.Flow.Guards.Of(property),
            IInvocationOperation { TargetMethod.Name: not ("ContainsKey" or "TryGetValue") } call => context.Flow.Guards.Of(call),
            _ => ConsentValue.Unknown,
        };
        return value.WhenTrue != ConsentValue.Vacuous && (value.WhenTrue & (ConsentPurposes.Each | ConsentPurposes.Any)) != ConsentPurposes.None && (value.WhenFalse & ConsentPurposes.Each) == ConsentPurposes.None;
    }
}
