using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Server;

/// <summary>CNS4002: what is logged of the address is masked by the helper; the framework's logs leave it out.</summary>
internal sealed class ClientAddressLoggedFixer() : Fixer(Descriptors.CNS4002_ClientAddressLogged)
{
    private const string Field = "ClientIpAddress";
    private const string Fields = "W3CLoggingFields";

    private static readonly Import Mask = new("ConsentAnalyzers.AspNetCore", "IpAddressMask");

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request is not { Model: { } model, Node: { } node }) yield break;
        if (node is AssignmentExpressionSyntax assignment)
        {
            yield return new("clear", Messages.Localizable("Fix_ClearField"), [Cleared(assignment.Right, request)]);
            yield break;
        }
        var call = node.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(e => e is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax && e.Span.End == request.Span.End);
        if (call is InvocationExpressionSyntax { Expression: var called } own && called.LastName() == "AddW3CLogging")
        {
            if (Configure(own, request) is { } configured) yield return new("clear", Messages.Localizable("Fix_ClearField"), [.. configured]);
            yield break;
        }
        var arguments = call switch { InvocationExpressionSyntax invocation => invocation.ArgumentList.Arguments, BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => list.Arguments, _ => default };
        if (request.Consent.Compilation.GetTypeByMetadataName($"{Mask.Namespace}.{Mask.Type}") is null || Mask.IsTaken(node.SpanStart, model)) yield break;
        var edits = arguments.SelectMany(a => Masked(a.Expression, model, request)).ToList();
        if (edits.Count > 0) yield return new("mask", Messages.Localizable("Fix_Mask"), [.. edits, .. Import.Add([Mask], node, request)]);
    }

    // The outermost expression that is the address and nothing else.
    private static IEnumerable<FixEdit> Masked(ExpressionSyntax value, SemanticModel model, FixRequest request)
    {
        if (model.GetOperation(value) is not { } operation || request.Consent.ClientAddresses.SourceOf(operation) is null) return [];
        if (IsMaskable(value, model))
        {
            var span = value.Span;
            return [request.Insert(span.Start, "IpAddressMask.Mask(", span), request.Insert(span.End, ")", span)];
        }
        return Parts(value).SelectMany(part => Masked(part, model, request));
    }

    private static bool IsMaskable(ExpressionSyntax value, SemanticModel model) =>
        value is not (InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }) && !IsJoined(value)
        && model.GetTypeInfo(value).Type is { } type && (type.SpecialType == SpecialType.System_String || type.Name is "IPAddress" or "StringValues");

    // string.Format("{0} …", address)
    private static bool IsJoined(ExpressionSyntax value) => value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Format" or "Concat" or "Join" } };

    private static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax value) => value switch
    {
        InterpolatedStringExpressionSyntax text => text.Contents.OfType<InterpolationSyntax>().Select(i => i.Expression),
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Select(a => a.Expression),
        BinaryExpressionSyntax or CastExpressionSyntax or ParenthesizedExpressionSyntax or ConditionalExpressionSyntax or TupleExpressionSyntax or CollectionExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax or BaseObjectCreationExpressionSyntax =>
            value.DescendantNodes(n => n == value || n is not ExpressionSyntax || n is InitializerExpressionSyntax).OfType<ExpressionSyntax>().Where(e => e is not (InitializerExpressionSyntax or TypeSyntax { Parent: not ArgumentSyntax and not AnonymousObjectMemberDeclaratorSyntax and not InitializerExpressionSyntax and not BinaryExpressionSyntax }))
                .Select(e => e is AssignmentExpressionSyntax assigned ? assigned.Right : e),
        _ => [],
    };

    // A | ClientIpAddress | B without it; of any other value everything but it.
    private static FixEdit Cleared(ExpressionSyntax fields, FixRequest request)
    {
        var named = fields.DescendantNodesAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(e => e is MemberAccessExpressionSyntax or IdentifierNameSyntax { Parent: not MemberAccessExpressionSyntax } && e.LastName() == Field);
        if (named is { Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression } either })
        {
            var span = either.Left == named ? TextSpan.FromBounds(named.SpanStart, either.Right.SpanStart) : TextSpan.FromBounds(either.Left.Span.End, named.Span.End);
            return request.Replace(span, "");
        }
        var type = fields.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Select(m => m.Expression.ToString()).FirstOrDefault() ?? Fields;
        if (named == fields) return request.Replace(fields.Span, $"{type}.None");
        return request.Replace(fields.Span, fields is MemberAccessExpressionSyntax or IdentifierNameSyntax ? $"{fields} & ~{type}.{Field}" : $"({fields}) & ~{type}.{Field}");
    }

    private static IEnumerable<FixEdit>? Configure(InvocationExpressionSyntax call, FixRequest request)
    {
        var clear = $"LoggingFields &= ~{Fields}.{Field}";
        var layout = CodeLayout.Of(call.SyntaxTree, request);
        IEnumerable<FixEdit>? edits = call.ArgumentList.Arguments switch
        {
            [{ Expression: SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: not "_" and var name, ExpressionBody: AssignmentExpressionSyntax only } }] => Configured.With(only, _ => $"{name}.{clear}", "", request),
            [{ Expression: SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: not "_" and var name, Block: { } block } }] => block.Statements is [.., var last] && layout.StartsLine(last.SpanStart) && layout.EndsLine(last.Span.End)
                ? [request.Insert(layout.EndOfLine(last.Span.End), $"{layout.NewLine}{layout.Indent(last.SpanStart)}{name}.{clear};")]
                : [request.Insert(block.Statements.LastOrDefault()?.Span.End ?? block.OpenBraceToken.Span.End, $" {name}.{clear};")],
            [{ Expression: SimpleLambdaExpressionSyntax { Parameter: { Identifier.ValueText: "_" } parameter, Block: { Statements: [] } empty } }] => [request.Replace(parameter.Span, "logging"), request.Insert(empty.OpenBraceToken.Span.End, $" logging.{clear};")],
            _ => null,
        };
        return edits?.Concat(Import.Add([new("Microsoft.AspNetCore.HttpLogging", Fields)], call, request));
    }
}
