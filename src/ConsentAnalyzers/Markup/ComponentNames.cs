using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Markup;

/// <summary>The names of view components: by folder, by class, by the call or tag that shows one.</summary>
internal static class ComponentNames
{
    private const string Suffix = "ViewComponent";
    private const string Prefix = "component:";

    /// <summary><c>Stats</c> of <c>Views/Shared/Components/Stats/Default.cshtml</c>.</summary>
    public static string? OfView(string path)
    {
        var folder = Path.GetDirectoryName(path);
        return string.Equals(Path.GetFileName(Path.GetDirectoryName(folder)), "Components", StringComparison.OrdinalIgnoreCase) ? Path.GetFileName(folder) : null;
    }

    /// <summary>The component whose class a piece of C# stands in: <c>class StatsViewComponent</c>, <c>[ViewComponent(Name = "Stats")]</c>, any heir of <c>ViewComponent</c>.</summary>
    public static string? OfClass(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type) return null;
        var name = type.Identifier.ValueText;
        foreach (var attribute in type.AttributeLists.SelectMany(l => l.Attributes))
        {
            if (attribute.Name.GetLastToken().ValueText is not (Suffix or Suffix + "Attribute")) continue;
            var named = attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == "Name")?.Expression;
            return named is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : Plain(name);
        }
        var isHeir = type.BaseList?.Types.Any(t => t.Type.ToString().Split('<')[0].EndsWith(Suffix, StringComparison.Ordinal)) == true;
        return isHeir || name.EndsWith(Suffix, StringComparison.Ordinal) ? Plain(name) : null;
    }

    /// <summary>The component that a call names: <c>"Stats"</c>, <c>nameof(Stats)</c>, <c>typeof(StatsViewComponent)</c>, <c>InvokeAsync&lt;StatsViewComponent&gt;</c>.</summary>
    public static string? Invoked(InvocationExpressionSyntax call, SimpleNameSyntax? method)
    {
        if (method is GenericNameSyntax { TypeArgumentList.Arguments: [var type] }) return Plain(type.GetLastToken().ValueText);
        return call.ArgumentList.Arguments.FirstOrDefault()?.Expression switch
        {
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => literal.Token.ValueText,
            TypeOfExpressionSyntax { Type: var named } => Plain(named.GetLastToken().ValueText),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: [var of] } => Plain(of.Expression.GetLastToken().ValueText),
            _ => null,
        };
    }

    /// <summary>Where a component is shown. Tags write <c>vc:my-stats</c> for <c>MyStats</c>.</summary>
    public static string Key(string component) => Prefix + Plain(component).Replace("-", "");

    /// <summary>Where a component's class returns one of its views.</summary>
    public static string Key(string component, string view) => Key(component) + "/" + view;

    public static bool IsKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    private static string Plain(string name) => name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
}
