using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Consent;

/// <summary>The check boxes of consent forms, and whether they are ticked before anybody has.</summary>
internal sealed class ConsentBoxes(MarkupDocument document, BannerReader reader, ConsentContext context)
{
    private const int MostLevels = 4;
    private const int LongestLabel = 60;


    private static readonly Comparer<MarkupElement> ByPlace = Comparer<MarkupElement>.Create((a, b) => a.StartTag.Start.CompareTo(b.StartTag.Start));

    private readonly ImmutableArray<MarkupElement> _boxes = [.. document.Elements.Where(e => !e.IsInert && BannerReader.IsBox(e) && e["type"] != "radio")];
    private HashSet<(string Key, bool IsChecked)>? _states;
    private Dictionary<string, MarkupElement>? _ids;
    private Dictionary<string, MarkupElement>? _labels;

    /// <summary>The boxes for what needs consent that are ticked from the start, with what they are for.</summary>
    public IEnumerable<(MarkupElement Box, string Label)> PreTicked(CancellationToken cancellationToken)
    {
        var found = new List<(MarkupElement, string)>();
        foreach (var box in _boxes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // By text first: the state of a box may take the semantic model.
            if (!MayBeTicked(box) || reader.ContainerOf(box, cancellationToken) is not { } form) continue;
            if (IsForConsent(box, form, cancellationToken) is not { } label || HasTwin(box) || !IsTicked(box)) continue;
            found.Add((box, label));
        }
        return found;
    }

    private bool MayBeTicked(MarkupElement box) => box.Has("checked") || box.Has("asp-for") || box.Has("@bind") || box["aria-checked"] == "true" || (IsComponent(box) && box.Attributes.Any(a => BannerMarkup.Default.IsState(a.Name)));

    // The same box without a tick: which of them is shown is the visitor's stored choice.
    private bool HasTwin(MarkupElement box)
    {
        _states ??= [.. _boxes.SelectMany(b => KeysOf(b).Select(k => (k, b.Has("checked"))))];
        return KeysOf(box).Any(key => _states.Contains((key, !box.Has("checked"))));
    }

    private static IEnumerable<string> KeysOf(MarkupElement box)
    {
        if (box["id"] is { Length: > 0 } id) yield return id;
        if (box["name"] is { Length: > 0 } name) yield return $"{name}={box["value"]}";
    }

    /// <returns>What the box is for; <see langword="null"/> for what needs no consent and what says nothing.</returns>
    private string? IsForConsent(MarkupElement box, MarkupElement form, CancellationToken cancellationToken)
    {
        var words = BannerWords.Default;
        var label = LabelOf(box, cancellationToken);
        var names = FoldedText.OfNames(box.Attributes.Where(a => BannerMarkup.Default.NamesBox(a.Name)).Select(document.Written));
        var own = FoldedText.Of(label + " . " + names.Folded);
        if (words.IsNecessary(own) || words.Has("refuse", FoldedText.Of(label))) return null;
        var isDisabled = box.Has("disabled") || box.Has("readonly");
        if (IsPurpose(own, isDisabled)) return Shown(label, box);
        return RowOf(box, form, cancellationToken) is { } row && !words.IsNecessary(row) && !words.Has("refuse", row) && IsPurpose(row, isDisabled) ? Shown(label, box) : null;
    }

    // A box that cannot be unticked is necessary, unless it names a purpose.
    private static bool IsPurpose(FoldedText text, bool isDisabled) => BannerWords.Default.Has("purpose", isDisabled ? FoldedText.OfFolded(text.Folded.Replace(" cookies ", " ").Replace(" cookie ", " ")) : text);

    private string Shown(string label, MarkupElement box)
    {
        var shown = label.Length > 0 ? label : box["id"] ?? box["name"] ?? box.Name;
        return shown.Length > LongestLabel ? shown.Substring(0, LongestLabel) + "…" : shown;
    }

    private Dictionary<string, MarkupElement> Labelled(Func<MarkupElement, string?> by)
    {
        var found = new Dictionary<string, MarkupElement>(StringComparer.Ordinal);
        foreach (var element in document.Elements)
        {
            if (by(element) is { Length: > 0 } key && !found.ContainsKey(key)) found.Add(key, element);
        }
        return found;
    }

    private string LabelOf(MarkupElement box, CancellationToken cancellationToken)
    {
        var label = box.Attributes.Where(a => a.Name is "aria-label" or "label" or "text" or "title").Select(document.Written).FirstOrDefault() ?? "";
        if (IsComponent(box) && box.ContentEnd > box.StartTag.End) label += " " + reader.TextOf(box, cancellationToken)?.Text;
        if (box["aria-labelledby"] is { Length: > 0 } by && (_ids ??= Labelled(e => e["id"])).TryGetValue(by, out var labelling)) label += " " + reader.TextOf(labelling, cancellationToken)?.Text;
        // Labels do not nest: one further out was never closed.
        if (box.Ancestors().FirstOrDefault(e => e.Name == "label") is { } around) label += " " + reader.TextOf(around, cancellationToken)?.Text;
        if (box["id"] is { Length: > 0 } id && (_labels ??= Labelled(e => e.Name == "label" ? e["for"] : null)).TryGetValue(id, out var told)) label += " " + reader.TextOf(told, cancellationToken)?.Text;
        return string.Join(" ", label.Split([' ', '\t', '\r', '\n', VisibleText.BlockEnd], StringSplitOptions.RemoveEmptyEntries));
    }

    // The words around a box that no other box stands among.
    private FoldedText? RowOf(MarkupElement box, MarkupElement form, CancellationToken cancellationToken)
    {
        var row = box.Ancestors().Take(MostLevels).TakeWhile(around => !ReferenceEquals(around, form) && !HoldsOtherBox(around, box)).LastOrDefault();
        return row is null ? null : reader.TextOf(row, cancellationToken)?.Folded;
    }

    // Boxes stand in the order of the text: another one in the same element is the next to this one.
    private bool HoldsOtherBox(MarkupElement element, MarkupElement box)
    {
        var at = _boxes.BinarySearch(box, ByPlace);
        return (at > 0 && _boxes[at - 1].StartTag.Start > element.StartTag.Start) || (at + 1 < _boxes.Length && _boxes[at + 1].StartTag.Start < element.ContentEnd);
    }

    private bool IsComponent(MarkupElement box) => BannerReader.IsBoxComponent(box) && MarkupFiles.IsComponent(document.Path) && char.IsUpper(document.WrittenIn(new TextSpan(box.StartTag.Start + 1, 1))[0]);

    private bool IsTicked(MarkupElement box)
    {
        if (IsComponent(box)) return box.Attributes.Any(a => BannerMarkup.Default.IsState(a.Name) && (IsWord(a, "true") || StartsTrue(a)));
        foreach (var attribute in box.Attributes)
        {
            if (attribute.Name == "checked") return attribute.Value.IndexOf(MarkupDocument.CSharp) >= 0 ? StartsTrue(attribute) : attribute.Value.Trim().ToLowerInvariant() is "" or "checked" or "true" && !document.Written(attribute).Contains("@");
            if (attribute.Name == "@bind" && StartsTrue(attribute)) return true;
            if (attribute.Name == "asp-for" && !box.Has("checked")) return CodeOf(attribute) is { } code && Symbol(code) is IPropertySymbol property && IsTrueByDefault(property) && !IsAssigned(property);
        }
        return box["aria-checked"] == "true" && box["role"] == "switch" && box.Name == "button";
    }

    private static bool IsWord(MarkupAttribute attribute, string word) => attribute.Value.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the C# of an attribute is true when nobody has chosen anything yet.</summary>
    private bool StartsTrue(MarkupAttribute attribute)
    {
        if (CodeOf(attribute) is not { } code || document.View is null) return false;
        var model = context.ModelOf(document.View.Tree);
        if (model.GetConstantValue(code) is { HasValue: true, Value: true }) return true;
        if (model.GetOperation(code) is { } operation && context.Origin(operation) is { ConstantValue: { HasValue: true, Value: true } }) return true;
        return MarkupFiles.IsComponent(document.Path) && Symbol(code) is { Kind: SymbolKind.Field or SymbolKind.Property } member && !HasParameterAttribute(member) && IsTrueByDefault(member) && !IsLoaded(member);
    }

    private ExpressionSyntax? CodeOf(MarkupAttribute attribute) => document.View is { } view && document.PlaceOf(attribute) is { } start
        ? view.ExpressionsIn(new(start, attribute.Value.Length)).Select(e => e.Code).LastOrDefault()
        : null;

    private ISymbol? Symbol(ExpressionSyntax code) => context.ModelOf(document.View!.Tree).GetSymbolInfo(code).Symbol;

    private static bool HasParameterAttribute(ISymbol member) => member.GetAttributes().Any(a => a.AttributeClass?.Name is "ParameterAttribute" or "CascadingParameterAttribute" or "SupplyParameterFromFormAttribute" or "SupplyParameterFromQueryAttribute" or "PersistentStateAttribute");

    private static bool IsTrueByDefault(ISymbol member) => member.DeclaringSyntaxReferences.Any(r => r.GetSyntax() switch
    {
        PropertyDeclarationSyntax property => property.Initializer?.Value.IsKind(SyntaxKind.TrueLiteralExpression) == true,
        VariableDeclaratorSyntax field => field.Initializer?.Value.IsKind(SyntaxKind.TrueLiteralExpression) == true,
        ParameterSyntax parameter => parameter.Default?.Value.IsKind(SyntaxKind.TrueLiteralExpression) == true,
        _ => false,
    });

    private static bool IsLoaded(ISymbol member) => member.ContainingType.DeclaringSyntaxReferences.SelectMany(r => Assignments(r.GetSyntax(), member.Name))
        .Any(a => a.Ancestors().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault() is not MethodDeclarationSyntax method || BannerMarkup.Default.IsLifeCycle(method.Identifier.ValueText));

    // A handler that fills the model in knows the visitor's choice.
    private bool IsAssigned(IPropertySymbol property) => context.Compilation.SyntaxTrees
        .Where(t => !RazorViews.IsGenerated(t.FilePath) && t.GetText().ToString().Contains(property.Name))
        .SelectMany(t => Assignments(t.GetRoot(), property.Name)).Any();

    private static IEnumerable<AssignmentExpressionSyntax> Assignments(SyntaxNode root, string name) =>
        root.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(a => a.Left.LastName() == name && !a.Right.IsKind(SyntaxKind.TrueLiteralExpression));
}
