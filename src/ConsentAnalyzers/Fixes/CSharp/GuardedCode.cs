using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>Statements, or the expression that is all a member or lambda does, as they can be put under an <c>if</c>.</summary>
/// <remarks>Only what hands on nothing: no value that is needed, no variable that is used or must be assigned later.</remarks>
internal sealed class GuardedCode
{
    private readonly SyntaxNode _first;
    private readonly SyntaxNode _last;
    private readonly CodeLayout _layout;

    private GuardedCode(SyntaxNode first, SyntaxNode last, CodeLayout layout)
    {
        _first = first;
        _last = last;
        _layout = layout;
    }

    private TextSpan Span => TextSpan.FromBounds(_first.SpanStart, _last.Span.End);

    /// <summary>The code that runs a call, an assignment or a part of one.</summary>
    /// <param name="isNeighbour">Whether a statement right before or behind needs the same: then it comes under the same <c>if</c>.</param>
    /// <returns><see langword="null"/> where it cannot be skipped.</returns>
    public static GuardedCode? Around(SyntaxNode node, FixRequest request, System.Func<ExpressionStatementSyntax, bool>? isNeighbour = null)
    {
        var model = request.Consent.ModelOf(node.SyntaxTree);
        var layout = CodeLayout.Of(node.SyntaxTree, request);
        foreach (var around in node.AncestorsAndSelf())
        {
            switch (around)
            {
                case ExpressionStatementSyntax statement:
                    if (statement.Parent is LabeledStatementSyntax || HasDirective(statement) || !IsSkippable(statement, model)) return null;
                    var run = isNeighbour is null ? [statement] : Run(statement, s => isNeighbour(s) && !HasDirective(s) && IsSkippable(s, model));
                    return new(run[0], run[run.Count - 1], layout);
                case AnonymousFunctionExpressionSyntax { ExpressionBody: { } body } lambda:
                    return !HasDirective(lambda) && IsVoid(lambda, body, model) ? new(body, body, layout) : null;
                case ArrowExpressionClauseSyntax arrow:
                    return !HasDirective(arrow) && IsVoid(arrow, model) ? new(arrow.Expression, arrow.Expression, layout) : null;
                case StatementSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax or EqualsValueClauseSyntax or SwitchExpressionArmSyntax:
                    return null;
            }
        }
        return null;
    }

    /// <summary>Whether nothing is run behind it in a method that gives no value back.</summary>
    public bool CanReturnBefore(FixRequest request) => _last is StatementSyntax { Parent: BlockSyntax block } && block.Statements.Last() == _last && _layout.StartsLine(_first.SpanStart) && !_layout.IsInView && block.Parent switch
    {
        AnonymousFunctionExpressionSyntax lambda => request.Consent.ModelOf(lambda.SyntaxTree).GetSymbolInfo(lambda).Symbol is IMethodSymbol method && GivesNothing(method),
        BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax => request.Consent.ModelOf(block.SyntaxTree).GetDeclaredSymbol(block.Parent!) is IMethodSymbol method && GivesNothing(method) && !block.DescendantNodes().OfType<YieldStatementSyntax>().Any(),
        _ => false,
    };

    /// <summary><c>if (!condition) return;</c> before it.</summary>
    public ImmutableArray<FixEdit> ReturnBefore(ConsentCondition condition)
    {
        var (indent, unit, nl) = (_layout.Indent(_first.SpanStart), _layout.UnitAt(_first), _layout.NewLine);
        return [Insert(_first.SpanStart, $"if ({condition.Negated}){nl}{indent}{{{nl}{indent}{unit}return;{nl}{indent}}}{nl}{nl}{indent}")];
    }

    /// <summary><c>if (condition) { … }</c> around it.</summary>
    public ImmutableArray<FixEdit>? Under(ConsentCondition condition) => _first switch
    {
        StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } => InList(condition.Text),
        StatementSyntax { Parent: ElseClauseSyntax { Parent: IfStatementSyntax } otherwise } when !IsFollowedByElse(otherwise) => AfterElse(otherwise, condition.Text),
        StatementSyntax => Embedded(condition.Text),
        { Parent: LambdaExpressionSyntax { ArrowToken: var arrow } } => AsBody(arrow, arrow, null, condition.Text),
        { Parent: ArrowExpressionClauseSyntax arrow } => AsBody(arrow.ArrowToken.GetPreviousToken(), arrow.ArrowToken, arrow.Parent!.ChildTokens().LastOrDefault(t => t.IsKind(SyntaxKind.SemicolonToken)), condition.Text),
        _ => null,
    };

    private ImmutableArray<FixEdit> InList(string condition)
    {
        if (!StandsAlone()) return [Insert(Span.Start, $"if ({condition}) {{ "), Insert(Span.End, " }")];
        var (indent, unit, nl) = (_layout.Indent(Span.Start), _layout.UnitAt(_first), _layout.NewLine);
        return [Insert(Span.Start, $"if ({condition}){nl}{indent}{{{nl}{indent}{unit}"), .. _layout.Shift(Span, unit), Insert(_layout.EndOfLine(Span.End), $"{nl}{indent}}}")];
    }

    private ImmutableArray<FixEdit> AfterElse(ElseClauseSyntax otherwise, string condition)
    {
        if (!StandsAlone() || !_layout.EndsLine(otherwise.ElseKeyword.Span.End) || _layout.After(otherwise.ElseKeyword.Span.End).Trim().Length > 0) return [Insert(Span.Start, $"if ({condition}) {{ "), Insert(Span.End, " }")];
        var (indent, nl) = (_layout.Indent(otherwise.ElseKeyword.SpanStart), _layout.NewLine);
        return [Insert(otherwise.ElseKeyword.Span.End, $" if ({condition}){nl}{indent}{{"), Insert(_layout.EndOfLine(Span.End), $"{nl}{indent}}}")];
    }

    // With braces around the new if as well, so that no else finds the wrong one.
    private ImmutableArray<FixEdit> Embedded(string condition)
    {
        var before = _first.GetFirstToken().GetPreviousToken();
        if (!StandsAlone() || !_layout.EndsLine(before.Span.End)) return [Insert(Span.Start, $"{{ if ({condition}) {{ "), Insert(Span.End, " } }")];
        var (indent, outer, nl) = (_layout.Indent(Span.Start), _layout.Indent(_first.Parent!.SpanStart), _layout.NewLine);
        var unit = _layout.UnitAt(_first);
        return
        [
            Insert(_layout.EndOfLine(before.Span.End), $"{nl}{outer}{{"),
            Insert(Span.Start, $"if ({condition}){nl}{indent}{{{nl}{indent}{unit}"),
            .. _layout.Shift(Span, unit),
            Insert(_layout.EndOfLine(Span.End), $"{nl}{indent}}}{nl}{outer}}}"),
        ];
    }

    // => expression becomes a block.
    private ImmutableArray<FixEdit>? AsBody(SyntaxToken before, SyntaxToken arrow, SyntaxToken? semicolon, string condition)
    {
        if (HasComment(TextSpan.FromBounds(before.Span.End, arrow.SpanStart > before.Span.End ? arrow.SpanStart : before.Span.End)) || HasComment(TextSpan.FromBounds(arrow.Span.End, Span.Start))) return null;
        var from = TextSpan.FromBounds(before.Span.End, Span.Start);
        var owner = semicolon is null ? (SyntaxNode)_first.Parent! : _first.Parent!.Parent!;
        var start = semicolon is null ? before.SpanStart : owner.SpanStart;
        var end = semicolon?.Span.End ?? Span.End;
        var close = semicolon is null ? ";" : "";
        // In an attribute of markup there is one line only.
        if (_layout.IsInView && semicolon is null || semicolon is not null && !(_layout.StartsLine(start) && _layout.EndsLine(end))) return [Replace(from, $" {{ if ({condition}) {{ "), Insert(end, close + " } }")];
        var (indent, nl) = (_layout.Indent(start), _layout.NewLine);
        var unit = semicolon is null ? _layout.UnitAt(owner.FirstAncestorOrSelf<StatementSyntax>() ?? owner) : _layout.UnitAt(owner);
        var isOnOwnLine = _layout.StartsLine(Span.Start);
        return
        [
            Replace(from, $"{nl}{indent}{{{nl}{indent}{unit}if ({condition}){nl}{indent}{unit}{{{nl}{indent}{unit}{unit}"),
            .. _layout.Shift(Span, isOnOwnLine ? unit : unit + unit),
            Insert(semicolon is null ? end : _layout.EndOfLine(end), $"{close}{nl}{indent}{unit}}}{nl}{indent}}}"),
        ];
    }

    private bool StandsAlone() => _layout.StartsLine(Span.Start) && _layout.EndsLine(Span.End);

    private bool HasComment(TextSpan span) => _first.SyntaxTree.GetText().ToString(span).Trim().Length > 0;

    private FixEdit Insert(int position, string text) => Replace(new TextSpan(position, 0), text);

    private FixEdit Replace(TextSpan span, string text) => new(_layout.Tree.FilePath, span.Start, span.Length, text, Span.Start, Span.End);

    private static List<ExpressionStatementSyntax> Run(ExpressionStatementSyntax statement, System.Func<ExpressionStatementSyntax, bool> isSame)
    {
        var (siblings, at) = Siblings(statement);
        var (first, last) = (at, at);
        while (first > 0 && siblings[first - 1] is ExpressionStatementSyntax before && !HasDirectiveBefore(siblings[first]) && isSame(before)) first--;
        while (last < siblings.Count - 1 && siblings[last + 1] is ExpressionStatementSyntax behind && !HasDirectiveBefore(behind) && isSame(behind)) last++;
        return [.. siblings.Skip(first).Take(last - first + 1).Cast<ExpressionStatementSyntax>()];
    }

    private static (IReadOnlyList<StatementSyntax> Siblings, int At) Siblings(StatementSyntax statement)
    {
        IEnumerable<StatementSyntax> siblings = statement.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement),
            _ => new[] { statement },
        };
        return (siblings.ToList(), siblings.TakeWhile(s => s != statement).Count());
    }

    private static bool IsSkippable(ExpressionStatementSyntax statement, SemanticModel model)
    {
        if (model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow) return false;
        return flow.AlwaysAssigned.All(v => flow.DefinitelyAssignedOnEntry.Contains(v, SymbolEqualityComparer.Default) || !flow.ReadOutside.Contains(v, SymbolEqualityComparer.Default))
            && flow.VariablesDeclared.All(v => !flow.ReadOutside.Contains(v, SymbolEqualityComparer.Default) && !flow.WrittenOutside.Contains(v, SymbolEqualityComparer.Default));
    }

    private static bool IsVoid(AnonymousFunctionExpressionSyntax lambda, ExpressionSyntax body, SemanticModel model) =>
        model.GetSymbolInfo(lambda).Symbol is IMethodSymbol method && GivesNothing(method) && (method.ReturnsVoid || body is AwaitExpressionSyntax) && IsStatement(body);

    private static bool IsVoid(ArrowExpressionClauseSyntax arrow, SemanticModel model) => IsStatement(arrow.Expression) && arrow.Parent switch
    {
        AccessorDeclarationSyntax accessor => accessor.Keyword.RawKind is (int)SyntaxKind.SetKeyword or (int)SyntaxKind.InitKeyword or (int)SyntaxKind.AddKeyword or (int)SyntaxKind.RemoveKeyword,
        BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax => model.GetDeclaredSymbol(arrow.Parent) is IMethodSymbol method && GivesNothing(method) && (method.ReturnsVoid || arrow.Expression is AwaitExpressionSyntax),
        _ => false,
    };

    private static bool GivesNothing(IMethodSymbol method) => method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.IsEmpty: true });

    private static bool IsStatement(ExpressionSyntax expression) => expression is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax or ObjectCreationExpressionSyntax or ConditionalAccessExpressionSyntax;

    private static bool IsFollowedByElse(ElseClauseSyntax otherwise) => otherwise.GetLastToken().GetNextToken().IsKind(SyntaxKind.ElseKeyword);

    // Code that another configuration compiles would lose a brace.
    private static bool HasDirective(SyntaxNode node) => node.DescendantTrivia(descendIntoTrivia: false).Any(t => t.IsDirective && node.Span.Contains(t.Span));

    private static bool HasDirectiveBefore(SyntaxNode node) => node.GetLeadingTrivia().Any(t => t.IsDirective);
}
