using System.Collections.Generic;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3004: the assignment of <c>IssueCookie</c> goes away, and with it an event that does nothing else.</summary>
internal sealed class PolicyForcesCookiesFixer() : Fixer(Descriptors.CNS3004_PolicyForcesCookies)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Node is AssignmentExpressionSyntax assignment && Removal.Of(Whole(assignment)) is { } span) yield return new("remove", Messages.Localizable("Fix_RemoveIssueCookie"), [request.Replace(span, "")]);
    }

    // options.OnAppendCookie = context => context.IssueCookie = true;
    private static AssignmentExpressionSyntax Whole(AssignmentExpressionSyntax assignment) => assignment.Parent switch
    {
        LambdaExpressionSyntax { Parent: AssignmentExpressionSyntax handler } => handler,
        ExpressionStatementSyntax { Parent: BlockSyntax { Statements.Count: 1, Parent: LambdaExpressionSyntax { Parent: AssignmentExpressionSyntax handler } } } => handler,
        _ => assignment,
    };
}
