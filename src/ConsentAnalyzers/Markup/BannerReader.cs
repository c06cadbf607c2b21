using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>Finds the consent banners of a view: by structure and words together.</summary>
internal sealed class BannerReader(MarkupDocument document, BannerTexts texts)
{
    // A banner is short: what is longer is a page, a layout or a policy.
    private const int LongestMarkup = 24_000;
    private const int LongestText = 6_000;
    private const int LongestLabel = 200;
    private const int LongestControl = 4_000;
    private const int MostLevels = 40;
    private const int MostBanners = 20;

    private readonly Dictionary<MarkupElement, bool> _named = new(ByIdentity.Instance);
    private readonly Dictionary<MarkupElement, VisibleText?> _texts = new(ByIdentity.Instance);
    private readonly Dictionary<MarkupElement, bool> _structural = new(ByIdentity.Instance);
    private readonly FromAround<MarkupElement?> _secondSteps = new(null, (element, around) => IsSecondStep(element) ? element : around);
    private VisibleText? _whole;
    private ImmutableArray<BannerControl> _controls;

    /// <summary>Whether the file's name says that it is a policy or a documentation page: it talks about banners.</summary>
    public bool IsPolicyPage { get; } = IsPolicy(document.Path);

    /// <summary>Every control of the view that is no example.</summary>
    public ImmutableArray<BannerControl> Controls(CancellationToken cancellationToken) =>
        _controls.IsDefault ? _controls = [.. document.Elements.Where(e => !e.IsInert && IsControl(e)).Select(e => Read(e, cancellationToken))] : _controls;

    /// <summary>The banners in which something accepts.</summary>
    public IEnumerable<Banner> Find(CancellationToken cancellationToken)
    {
        if (IsPolicyPage) yield break;
        var found = new HashSet<MarkupElement>(ByIdentity.Instance);
        foreach (var accept in Controls(cancellationToken).Where(c => c.Act is BannerAct.Accept or BannerAct.Acknowledge))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ContainerOf(accept.Element, cancellationToken) is not { } element || !found.Add(element)) continue;
            if (found.Count > MostBanners) yield break;
            if (ReadBanner(element, cancellationToken) is { } banner) yield return banner;
        }
    }

    /// <summary>The outermost element around another that asks for consent.</summary>
    public MarkupElement? ContainerOf(MarkupElement inside, CancellationToken cancellationToken)
    {
        MarkupElement? named = null, structural = null;
        foreach (var around in inside.Ancestors().Take(MostLevels).TakeWhile(a => !IsPageLevel(a)))
        {
            if (IsNamed(around)) named = around;
            else if (IsStructural(around) && TextOf(around, cancellationToken) is { IsAboutTrackers: true }) structural = around;
        }
        return named ?? structural;
    }

    /// <summary>Whether an element is itself a place that asks for consent.</summary>
    public bool IsContainer(MarkupElement element, CancellationToken cancellationToken) =>
        !IsPageLevel(element) && (IsNamed(element) || (IsStructural(element) && TextOf(element, cancellationToken) is { IsAboutTrackers: true }));

    /// <summary>Whether an element's names say that it asks for consent.</summary>
    public bool IsNamed(MarkupElement element)
    {
        if (_named.TryGetValue(element, out var known)) return known;
        return _named[element] = !IsControl(element) && element.Name is not ("script" or "link" or "label" or "input")
            && BannerWords.Default.Has("name", FoldedText.OfNames(element.Attributes.Where(a => BannerMarkup.Default.NamesBanner(a.Name)).SelectMany(a => a.Name == "class" ? a.Value.Split() : [a.Value]).Append(element.Name)));
    }

    /// <summary>What the visitor reads in an element; <see langword="null"/> for what is too long for a banner.</summary>
    public VisibleText? TextOf(MarkupElement element, CancellationToken cancellationToken)
    {
        if (_texts.TryGetValue(element, out var known)) return known;
        return _texts[element] = element.ContentEnd - element.StartTag.End > LongestMarkup ? null : ContentOf(element, LongestText, cancellationToken);
    }

    /// <summary>What the visitor reads in the whole view.</summary>
    public VisibleText Whole(CancellationToken cancellationToken) => _whole ??= VisibleText.Of(document, new(0, document.Markup.Length), texts, cancellationToken);

    /// <summary>The nearest element around another that is shown later than the banner: a dialog, a panel of settings.</summary>
    public MarkupElement? SecondStepAround(MarkupElement element) => _secondSteps.Of(element.Parent);

    private static bool IsSecondStep(MarkupElement element) => element.Name is "dialog" || element["role"] is "dialog" or "alertdialog"
        || BannerWords.Default.Has("second", FoldedText.OfNames([element["id"] ?? "", .. (element["class"] ?? "").Split()]));

    private VisibleText? ContentOf(MarkupElement element, int shorterThan, CancellationToken cancellationToken) =>
        Whole(cancellationToken).Part(TextSpan.FromBounds(element.StartTag.End, Math.Max(element.StartTag.End, element.ContentEnd)), shorterThan, cancellationToken);

    private bool IsPageLevel(MarkupElement element) => BannerMarkup.Default.IsPage(element.Name) || element.ContentEnd - element.StartTag.End > LongestMarkup;

    private bool IsStructural(MarkupElement element) => _structural.TryGetValue(element, out var known) ? known : _structural[element] = AsksByStructure(element);

    private static bool AsksByStructure(MarkupElement element) => element.Name is "form" or "dialog" || element.Name.EndsWith("dialog", StringComparison.Ordinal) || element.Name.EndsWith("modal", StringComparison.Ordinal)
        || element["role"] is "dialog" or "alertdialog" or "alert" or "region"
        || (element["style"] is { } style && style.IndexOf("position", StringComparison.OrdinalIgnoreCase) >= 0 && (style.IndexOf("fixed", StringComparison.OrdinalIgnoreCase) >= 0 || style.IndexOf("sticky", StringComparison.OrdinalIgnoreCase) >= 0))
        || (element["class"] is { } classes && BannerWords.Default.Has("structure", FoldedText.OfNames(classes.Split())));

    private Banner? ReadBanner(MarkupElement element, CancellationToken cancellationToken)
    {
        if (TextOf(element, cancellationToken) is not { } text || BannerWords.Default.Has("exemptonly", text.Folded)) return null;
        var inside = Controls(cancellationToken).Where(c => c.Element.StartTag.Start > element.StartTag.Start && c.Element.StartTag.Start < element.ContentEnd).ToList();
        if (!inside.Exists(c => c.Act == BannerAct.Accept))
        {
            // "OK" is an acceptance only where the text says that it is one.
            var first = inside.FindIndex(c => c.Act == BannerAct.Acknowledge);
            if (first < 0 || !IsNamed(element) || !BannerWords.Default.Has("agree", text.Folded) || !text.IsAboutTrackers) return null;
            inside[first] = inside[first] with { Act = BannerAct.Accept };
        }
        else if (!IsNamed(element) && !text.IsAboutTrackers)
        {
            return null;
        }
        // "You can refuse here": the refusal is a link whose words stand beside it.
        var refusesInText = BannerWords.Default.Has("refuse", text.Folded) && inside.Exists(c => c.Act is BannerAct.None or BannerAct.Close);
        var boxes = document.Inside(element).Where(e => IsBox(e)).ToList();
        return new(element, text, [.. inside], refusesInText || IsOpaque(element, inside), boxes.Count > 0 && (inside.Exists(c => c.Act == BannerAct.Save) || boxes.Exists(b => b["type"] == "radio")));
    }

    // What it offers is not all to be seen here.
    private bool IsOpaque(MarkupElement banner, List<BannerControl> controls) =>
        controls.Exists(c => c.IsUnknown)
        || BannerMarkup.Default.Includes(document.WrittenIn(TextSpan.FromBounds(banner.StartTag.Start, banner.ContentEnd)))
        || document.Inside(banner).Any(e => e.Name is "partial" or "component" or "slot" || e.Name.StartsWith("vc:", StringComparison.Ordinal) || IsUnknownComponent(e));

    private bool IsUnknownComponent(MarkupElement element) =>
        MarkupFiles.IsComponent(document.Path) && char.IsUpper(document.WrittenIn(new(element.StartTag.Start + 1, 1))[0]) && element.ContentEnd <= element.StartTag.End && !IsControl(element) && !BannerMarkup.Default.IsDecoration(element.Name);

    private BannerControl Read(MarkupElement element, CancellationToken cancellationToken)
    {
        var inner = element.ContentEnd > element.StartTag.End && element.ContentEnd - element.StartTag.End < LongestControl ? ContentOf(element, int.MaxValue, cancellationToken) : null;
        var label = OneLine(inner?.Text ?? "");
        var isUnknown = inner?.HasUnknown == true;
        if (label.Length == 0)
        {
            foreach (var attribute in element.Attributes.Where(a => BannerMarkup.Default.IsLabel(a.Name)))
            {
                if (label.Length > 0) break;
                label = AttributeText(attribute, ref isUnknown);
            }
        }
        var folded = FoldedText.Of(label.Length < LongestLabel ? label : "");
        var act = BannerWords.Default.ActOf(folded);
        var isPlain = act != BannerAct.None;
        if (act is BannerAct.None or BannerAct.Close or BannerAct.Acknowledge && HintOf(element) is not BannerAct.None and var hint) act = hint;
        return new(element, act, OneLine(label), folded, isPlain, isUnknown && act == BannerAct.None);
    }

    private string AttributeText(MarkupAttribute attribute, ref bool isUnknown)
    {
        if (attribute.Value.IndexOf(MarkupDocument.CSharp) < 0) return attribute.Value;
        if (document.PlaceOf(attribute) is { } start)
        {
            var text = VisibleText.Of(document, new(start, attribute.Value.Length), texts, CancellationToken.None);
            if (!text.HasUnknown) return text.Text;
        }
        isUnknown = true;
        return "";
    }

    // What names, handlers and addresses say, where the label says nothing.
    private BannerAct HintOf(MarkupElement element)
    {
        var names = FoldedText.OfNames(element.Attributes
            .Where(a => BannerMarkup.Default.NamesControl(a.Name))
            .SelectMany(a => a.Name == "class" ? a.Value.Split() : [BannerMarkup.IsData(a.Name) ? a.Name + " " + document.Written(a) : document.Written(a)]));
        // "no-print" is a name, value="no" an answer.
        names = FoldedText.OfFolded((" 0" + names.Folded).Replace(" 0 no 0 ", " 0 refuse 0 ").Replace(" no ", " "));
        var words = BannerWords.Default;
        return words.Has("refuse", names) || words.IsNecessary(names) ? BannerAct.Refuse
            : words.Has("customise", names) ? BannerAct.Customise
            : words.Has("hint", names) ? BannerAct.Accept
            : BannerAct.None;
    }

    private static string OneLine(string label) => string.Join(" ", label.Split([' ', '\t', '\r', '\n', VisibleText.BlockEnd], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Check boxes and radio buttons.</summary>
    public static bool IsBox(MarkupElement element) => (element.Name == "input" && element["type"] is "checkbox" or "radio") || element["role"] == "switch" || IsBoxComponent(element);

    /// <summary>A component whose name says what it is.</summary>
    public static bool IsBoxComponent(MarkupElement element) => element.Name.Contains("checkbox") || element.Name.Contains("switch") || element.Name.Contains("toggle");

    private static bool IsControl(MarkupElement element) => element.Name switch
    {
        "button" or "a" or "summary" => true,
        "input" => element["type"] is "submit" or "button" or "image",
        "label" or "form" or "div" or "span" or "p" when element["role"] == "button" || element.Has("onclick") || element.Has("@onclick") => element.Name is not "form",
        _ => element["role"] == "button" || IsControlName(element.Name),
    };

    private static bool IsControlName(string name) =>
        name.EndsWith("button", StringComparison.Ordinal) || name.EndsWith("btn", StringComparison.Ordinal) || (name.EndsWith("link", StringComparison.Ordinal) && name != "link");

    private static bool IsPolicy(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
        var folders = path.Replace('\\', '/').Split('/');
        var words = FoldedText.OfNames([name]);
        if (BannerWords.Default.Has("part", words)) return false;
        if (name.Trim('_').Equals("cookies", StringComparison.OrdinalIgnoreCase) || name.Trim('_').Equals("cookie", StringComparison.OrdinalIgnoreCase)) return name[0] != '_';
        return BannerWords.Default.Has("page", words) || (folders.Length > 1 && folders[folders.Length - 2].Trim('_').ToLowerInvariant() is "docs" or "documentation" or "help" or "policies" or "legal");
    }
}
