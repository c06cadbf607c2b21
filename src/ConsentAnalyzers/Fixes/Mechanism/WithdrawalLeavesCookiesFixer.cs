using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3008: the withdrawal deletes the cookies that the register knows.</summary>
internal sealed class WithdrawalLeavesCookiesFixer() : Fixer(Descriptors.CNS3008_WithdrawalLeavesCookies)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Node?.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: BlockSyntax } statement || Request(statement, request) is not { } context) yield break;
        var left = new CookieLeftovers(request.Consent, request.CancellationToken).Find();
        // What a name begins with cannot be deleted by it.
        if (left.Count == 0 || left.Exists(r => r.Name.EndsWith("*", System.StringComparison.Ordinal))) yield break;
        var layout = new TextLayout(statement.SyntaxTree.GetText().ToString());
        var line = layout.NewLine + layout.Indent(statement.SpanStart);
        yield return new("delete", Messages.Localizable("Fix_DeleteCookies"), [request.Insert(statement.Span.End, string.Concat(left.Select(r => $"{line}{context}.Response.Cookies.Delete({Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(r.Name, quote: true)});")))]);
    }

    private static string? Request(StatementSyntax statement, FixRequest request) => RequestExpression.At(statement, request) is { MayBeNull: false } context ? context.Text : null;
}
