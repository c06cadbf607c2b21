using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Xml;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>What C# in a banner's markup says: constants, <c>@Localizer["…"]</c> and other resources in all their languages, else the words of its name.</summary>
internal sealed class BannerTexts(ConsentContext context)
{
    private const int LongestExpression = 300;
    private const int LongestKey = 200;

    private static readonly string[] Statements = ["if", "else", "foreach", "for", "while", "switch", "using", "await", "var", "return", "try", "lock"];

    private readonly Lazy<Dictionary<string, string>> _resources = new(() => ReadResources(context));

    /// <returns>Empty for statements; <see langword="null"/> for what is only known at run time.</returns>
    public string? Of(MarkupDocument document, TextSpan span)
    {
        var written = document.WrittenIn(span).Trim();
        if (IsStatement(written)) return "";
        if (written.Length > LongestExpression) return null;
        // Parsed alone: the same with and without a generated tree.
        return SyntaxFactory.ParseExpression(written.TrimStart('@')) is { ContainsDiagnostics: false } expression ? Of(expression, document, span) : null;
    }

    private string? Of(ExpressionSyntax expression, MarkupDocument document, TextSpan span)
    {
        var keys = expression.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().Where(l => l.IsKind(SyntaxKind.StringLiteralExpression) && l.Token.ValueText.Length is > 0 and < LongestKey).ToList();
        switch (expression)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                return literal.Token.ValueText;
            case ElementAccessExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax { Expression: ElementAccessExpressionSyntax or InvocationExpressionSyntax } when keys.Count > 0 && keys[0].Token.ValueText is var key:
                return TextOfKey(key);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return Folded(document, span) ?? TextOfName(expression);
            default:
                return null;
        }
    }

    // A key without an entry is the text itself, as IStringLocalizer has it.
    private string TextOfKey(string key) => _resources.Value.TryGetValue(key, out var text) ? text : key.IndexOf(' ') >= 0 ? key : WordsOf(key);

    private string TextOfName(ExpressionSyntax name)
    {
        var last = name is MemberAccessExpressionSyntax member ? member.Name.Identifier.ValueText : ((IdentifierNameSyntax)name).Identifier.ValueText;
        return _resources.Value.TryGetValue(last, out var text) ? text : WordsOf(last);
    }

    private string? Folded(MarkupDocument document, TextSpan span)
    {
        if (document.View is null) return null;
        foreach (var (_, code) in document.View.ExpressionsIn(span))
        {
            if (context.ModelOf(document.View.Tree).GetOperation(code) is { } operation && context.Text(operation) is { IsComplete: true } known) return known.Value;
        }
        return null;
    }

    private static string WordsOf(string name)
    {
        var words = new StringBuilder();
        foreach (var (start, length) in NameTokens.Split(name.AsSpan())) words.Append(name, start, length).Append(' ');
        return words.ToString();
    }

    private static bool IsStatement(string code)
    {
        if (code.Length == 0 || code[0] is '{' or '}' or ';') return true;
        var word = new string([.. code.TakeWhile(char.IsLetter)]);
        return (Statements.Contains(word) && word != "await") || code[code.Length - 1] is ';' or '{' or '}';
    }

    private static Dictionary<string, string> ReadResources(ConsentContext context)
    {
        var resources = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in context.AnalyzerOptions.AdditionalFiles.Where(f => f.Path.EndsWith(".resx", StringComparison.OrdinalIgnoreCase)).OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            if (file.GetText(CancellationToken.None)?.ToString() is not { } text) continue;
            foreach (var (key, value) in Entries(text))
            {
                // One key in several languages, or in several files: all of them are shown to somebody.
                resources[key] = resources.TryGetValue(key, out var others) ? others + " . " + value : value;
            }
        }
        return resources;
    }

    private static List<(string Key, string Value)> Entries(string text)
    {
        var entries = new List<(string, string)>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            string? key = null;
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.Name == "data") key = reader.GetAttribute("name");
                else if (reader.Name == "value" && key is not null)
                {
                    entries.Add((key, reader.ReadString()));
                    key = null;
                }
            }
        }
        catch (XmlException)
        {
            // Half-typed: what was read before counts.
        }
        return entries;
    }
}
