using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Markup;

/// <summary>Markup that C# writes to a page: what is handed to <c>Html.Raw</c>, <c>HtmlString</c>, <c>MarkupString</c>, a tag helper's content, a response, put together in a <c>StringBuilder</c> or a <c>TagBuilder</c>.</summary>
/// <param name="Sink">The operation that emits it: what guards it is asked there.</param>
/// <param name="Parts">The operations that hand over the text, each with the index where its text begins; each may be guarded for itself.</param>
internal sealed record EmittedMarkup(IOperation Sink, ComposedText Text, ImmutableArray<(int Start, IOperation Operation)> Parts)
{
    private static readonly ImmutableHashSet<string> Methods = ["Raw", "SetHtmlContent", "AppendHtml", "AppendHtmlLine", "PrependHtml", "AddMarkupContent", "WriteAsync", "Write", "WriteLiteral", "Content", "Text", "Html", "Append", "AppendLine", "AppendFormat", "Insert", "SetAttribute", "MergeAttribute", "Add"];
    private static readonly ImmutableHashSet<string> BuilderMethods = ["Append", "AppendLine", "AppendFormat", "Insert", "AppendJoin"];
    private static readonly ConditionalWeakTable<SyntaxNode, ILookup<string, InvocationExpressionSyntax>> Builders = new();
    private static readonly ConditionalWeakTable<SyntaxNode, StrongBox<bool>> Scripts = new();
    private static readonly ImmutableHashSet<string> Emitters = ["TagHelper", "ITagHelper", "ITagHelperComponent", "ViewComponent", "IHtmlContent", "IResultFilter", "IAsyncResultFilter", "IActionFilter", "IAsyncActionFilter", "IMiddleware", "IResult", "IActionResult", "ComponentBase"];

    /// <summary>Whether an operation may emit markup, told from names alone.</summary>
    public static bool IsCandidate(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => Methods.Contains(invocation.TargetMethod.Name),
        IObjectCreationOperation { Type.Name: "HtmlString" or "MarkupString" } => true,
        IConversionOperation { Type.Name: "MarkupString", Operand.Type.SpecialType: SpecialType.System_String } => true,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType.Name: "AttributeDictionary" } or { Name: "Content", ContainingType.Name: "ContentResult" } } } => true,
        _ => false,
    };

    /// <returns><see langword="null"/> when the operation emits nothing, or nothing is known of what it emits.</returns>
    public static EmittedMarkup? Of(IOperation operation, ConsentContext context)
    {
        var emitted = operation switch
        {
            IInvocationOperation invocation => OfCall(invocation, context),
            IObjectCreationOperation { Arguments: [{ Value: { } content }, ..] } => Direct(operation, content, context),
            IConversionOperation conversion => Direct(operation, conversion.Operand, context),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } target } assignment => Attribute(operation, target.Arguments.FirstOrDefault()?.Value, assignment.Value, target.Instance, context),
            ISimpleAssignmentOperation assignment => Direct(operation, assignment.Value, context),
            _ => null,
        };
        return emitted is not { Text.Pieces.IsEmpty: false } ? null : emitted.Text.Text.IndexOf('<') < 0 && FunctionAround(operation.Syntax) is { } function && TurnsIntoScript(function) ? emitted.Within("<script>", "</script>") : emitted;
    }

    // output.TagName = "script": the content that follows is a script's.
    private static bool TurnsIntoScript(SyntaxNode function) => Scripts.GetValue(function, f => new(f.DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(a => a.Left.LastName() == "TagName" && a.Right is LiteralExpressionSyntax { Token.ValueText: "script" }))).Value;

    private EmittedMarkup Within(string open, string close) => this with
    {
        Text = new(open + Text.Text + close, Text.Holes, [.. Text.Pieces.Select(p => (p.Start + open.Length, p.Constant))]),
        Parts = [.. Parts.Select(p => (p.Start + open.Length, p.Operation))],
    };

    private static EmittedMarkup? OfCall(IInvocationOperation call, ConsentContext context)
    {
        // Extension methods have their receiver as the first argument.
        var isExtension = call.Instance is null && call.TargetMethod.IsExtensionMethod;
        var receiver = call.Instance ?? (isExtension ? call.Arguments.FirstOrDefault()?.Value : null);
        var type = receiver?.WithoutConversions().Type?.Name ?? call.TargetMethod.ContainingType?.Name ?? "";
        var arguments = call.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Skip(isExtension ? 1 : 0).Select(a => a.Value).ToList();
        if (arguments.Count == 0) return null;
        switch (call.TargetMethod.Name)
        {
            case "Raw" when type is "IHtmlHelper" or "HtmlHelper" || type.StartsWith("IHtmlHelper", StringComparison.Ordinal):
            case "SetHtmlContent" or "AppendHtml" or "AppendHtmlLine" or "PrependHtml" or "AppendFormat" when type is "TagHelperContent" or "DefaultTagHelperContent" or "HtmlContentBuilder" or "IHtmlContentBuilder" or "IHtmlContentContainer":
            case "Write" or "WriteAsync" when type is "HttpResponse":
            case "Html" when type is "Results" or "TypedResults":
                return Direct(call, arguments[0], context);
            case "AddMarkupContent" when type == "RenderTreeBuilder" && arguments.Count > 1:
                return Direct(call, arguments[1], context);
            case "Content" or "Text" when arguments.Count > 1 && context.Text(arguments[1]) is { Value: var mime } && mime.StartsWith("text/html", StringComparison.OrdinalIgnoreCase):
                return Direct(call, arguments[0], context);
            case "SetAttribute" or "Add" when type is "TagHelperAttributeList" or "AttributeDictionary" && arguments.Count > 1:
            case "MergeAttribute" when type is "TagBuilder" && arguments.Count > 1:
                return Attribute(call, arguments[0], arguments[1], receiver, context);
            case var name when type == "StringBuilder" && BuilderMethods.Contains(name):
                return Built(call, receiver!, context);
            default:
                return null;
        }
    }

    private static EmittedMarkup Direct(IOperation sink, IOperation content, ConsentContext context) => new(sink, ComposedText.Of(content, context.Values), [(0, sink)]);

    /// <summary>The operation that hands over the text at an index.</summary>
    public IOperation PartAt(int index) => Parts.LastOrDefault(p => p.Start <= index).Operation ?? Sink;

    // tag.Attributes["src"] = address: judged as the tag that it becomes.
    private static EmittedMarkup? Attribute(IOperation sink, IOperation? name, IOperation value, IOperation? receiver, ConsentContext context)
    {
        if (name is null || context.Text(name) is not { IsComplete: true, Value: "src" or "href" or "data" } attribute) return null;
        var address = ComposedText.Of(value, context.Values);
        var open = $"<{TagOf(receiver, context) ?? "script"} {attribute.Value}=\"";
        return new(sink, new(open + address.Text + "\">", address.Holes, [.. address.Pieces.Select(p => (p.Start == 0 ? 0 : p.Start + open.Length, p.Constant))]), [(0, sink)]);
    }

    // new TagBuilder("iframe"), output.TagName = "iframe".
    private static string? TagOf(IOperation? receiver, ConsentContext context)
    {
        var holder = receiver is IPropertyReferenceOperation { Property.Name: "Attributes", Instance: { } instance } ? instance : receiver;
        if (holder is null) return null;
        if ((context.Origin(holder) ?? holder).WithoutConversions() is IObjectCreationOperation { Type.Name: "TagBuilder", Arguments: [{ Value: { } tag }, ..] }) return context.Text(tag)?.Value;
        var body = holder.Syntax.FirstAncestorOrSelf<BlockSyntax>();
        var named = body?.DescendantNodes().OfType<AssignmentExpressionSyntax>().LastOrDefault(a => a.SpanStart < holder.Syntax.SpanStart && a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TagName" });
        return named is not null && context.ModelOf(named.SyntaxTree).GetOperation(named.Right) is { } value ? context.Text(value)?.Value : null;
    }

    // All that one method appends to one builder, judged at the first call.
    private static EmittedMarkup? Built(IInvocationOperation call, IOperation receiver, ConsentContext context)
    {
        if (RootName(call.Syntax) is not { } name || FunctionAround(call.Syntax) is not { } function) return null;
        // Asked of every call of every builder: the function's calls are collected once, and bound only where they speak of markup.
        var chain = Builders.GetValue(function, BuilderCalls)[name].ToList();
        if (chain.Count == 0 || chain[0] != call.Syntax || !(chain.Any(SpeaksOfMarkup) || TurnsIntoScript(function)) || Root(receiver) is not { } builder || !Emits(function, builder, context)) return null;
        var model = context.ModelOf(call.Syntax.SyntaxTree);
        var calls = chain.Select(i => model.GetOperation(i)).OfType<IInvocationOperation>().Where(i => i.Instance is { } other && SymbolEqualityComparer.Default.Equals(Root(other), builder)).ToList();
        var parts = ImmutableArray.CreateBuilder<(int, IOperation)>();
        var texts = new List<(IOperation, string)>();
        var length = 0;
        foreach (var append in calls)
        {
            if (TextOf(append) is not { } text) continue;
            parts.Add((length, append));
            var then = append.TargetMethod.Name == "AppendLine" ? "\n" : "";
            texts.Add((text, then));
            length += ComposedText.Of(text, context.Values).Text.Length + then.Length;
        }
        return new(call, ComposedText.Of(texts, context.Values), parts.ToImmutable());
    }

    private static ILookup<string, InvocationExpressionSyntax> BuilderCalls(SyntaxNode function) => function.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Where(i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } && BuilderMethods.Contains(method))
        .OrderBy(i => i.Span.End)
        .ToLookup(i => RootName(i) ?? "", StringComparer.Ordinal);

    private static string? RootName(SyntaxNode call)
    {
        var node = call;
        while (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } }) node = receiver;
        return (node as ExpressionSyntax)?.LastName();
    }

    private static bool SpeaksOfMarkup(InvocationExpressionSyntax call) => call.ArgumentList.DescendantTokens().Any(t =>
        t.Text.IndexOf("<script", StringComparison.OrdinalIgnoreCase) >= 0 || t.Text.IndexOf("<iframe", StringComparison.OrdinalIgnoreCase) >= 0 || t.Text.IndexOf("<img", StringComparison.OrdinalIgnoreCase) >= 0 || t.Text.IndexOf("<noscript", StringComparison.OrdinalIgnoreCase) >= 0);

    private static IOperation? TextOf(IInvocationOperation append) => append.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value.WithoutConversions()).FirstOrDefault(v => v is IInterpolatedStringOperation || v.Type?.SpecialType == SpecialType.System_String || v.Syntax is InterpolatedStringExpressionSyntax);

    // sb.Append(a).Append(b) is one builder.
    private static ISymbol? Root(IOperation receiver) => receiver.WithoutConversions() switch
    {
        IInvocationOperation { Instance: { } inner } chain when BuilderMethods.Contains(chain.TargetMethod.Name) => Root(inner),
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    private static SyntaxNode? FunctionAround(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax);

    // Text put together anywhere is only text; in a tag helper, a view component, a filter, or where it is handed to a sink, it becomes a page.
    private static bool Emits(SyntaxNode function, ISymbol builder, ConsentContext context)
    {
        if (function.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => i.Expression.LastName() is "Raw" or "SetHtmlContent" or "AppendHtml" && i.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == builder.Name))) return true;
        if (function.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Any(c => c.Type.ToString() is "HtmlString" or "MarkupString")) return true;
        var type = context.ModelOf(function.SyntaxTree).GetDeclaredSymbol(function)?.ContainingType;
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Emitters.Contains(ancestor.Name)) return true;
        }
        return type?.AllInterfaces.Any(i => Emitters.Contains(i.Name)) == true;
    }
}
