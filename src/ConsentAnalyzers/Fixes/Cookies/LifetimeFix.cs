using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>What CNS1004 and CNS1005 share: the assignment, the argument or the text that says too long.</summary>
internal static class LifetimeFix
{
    public const string Key = "shorten";

    public static IEnumerable<Fix> Of(FixRequest request, LifetimeLimit limit)
    {
        var shorter = new ShorterLifetime(limit, request);
        var node = request.Node;
        var edits = node switch
        {
            AssignmentExpressionSyntax assignment => shorter.Of(assignment.Right),
            ArgumentSyntax argument => OfArgument(argument, shorter, request),
            _ when node?.FirstAncestorOrSelf<ArgumentSyntax>() is { } argument && argument.Span == request.Span && OfArgument(argument, shorter, request) is { } handed => handed,
            not null => shorter.OfHeader(node),
            null => null,
        };
        if (edits?.ToList() is { Count: > 0 } made) yield return Shorten(limit, made);
    }

    public static Fix Shorten(LifetimeLimit limit, IEnumerable<FixEdit> edits) => new(Key, new LocalizableResourceString("Fix_Shorten", Messages.ResourceManager, typeof(Messages), limit.ToString()), [.. edits]);

    private static IEnumerable<FixEdit>? OfArgument(ArgumentSyntax argument, ShorterLifetime shorter, FixRequest request) =>
        argument.Parent?.Parent is InvocationExpressionSyntax call && request.Model?.GetOperation(call) is IInvocationOperation operation
            && CookieWrite.Of(operation, request.Consent).Select(w => w.Settings.Lifetime).FirstOrDefault(l => l.CallersArgument == argument) is { CallersArgument: not null } found
            ? shorter.OfArgument(argument.Expression, found.Lifetime)
            : null;
}
