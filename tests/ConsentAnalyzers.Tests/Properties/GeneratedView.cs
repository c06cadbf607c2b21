using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ConsentAnalyzers.Tests.Properties;

/// <summary>A part of a generated view.</summary>
internal abstract record Node;

/// <param name="Text">What stands between the tags and holds no elements: a script.</param>
/// <param name="Before">A comment that speaks of the element, and must stay right before it.</param>
internal sealed record Tag(string Name, (string Name, string? Value)[] Attributes, Node[] Children, string Text = "", string Before = "") : Node
{
    private static readonly HashSet<string> Void = ["img", "link", "meta", "br"];

    public bool IsVoid => Void.Contains(Name);

    public override string ToString() => $"<{Name} {string.Join(" ", Attributes.Select(a => $"{a.Name}={a.Value}"))}>{Text}[{string.Join<Node>(", ", Children)}]";
}

/// <summary><c>@if (…) { … } else { … }</c></summary>
internal sealed record Branch(string Condition, Node[] Then, Node[] Else) : Node
{
    public override string ToString() => $"@if ({Condition}) [{string.Join<Node>(", ", Then)}] else [{string.Join<Node>(", ", Else)}]";
}

/// <summary>A view, and the number that decides how it is written the second time.</summary>
internal sealed record View(Node[] Nodes, int Variant, bool IsRazor)
{
    private static readonly string[] Conditions = ["consent.Allows(Purpose.Analytics)", "consent.Allows(Purpose.Advertising)", "!consent.Allows(Purpose.Analytics)", "ready", "ready && consent.Allows(Purpose.Analytics)"];

    private static readonly Tag[] Trackers =
    [
        Script("https://www.googletagmanager.com/gtag/js?id=G-1"), Script("https://www.googletagmanager.com/gtm.js?id=GTM-1"), Script("//static.hotjar.com/c/hotjar-1.js?sv=6"), Script("https://cdn.pendo.io/agent.js"), Script("https://load.sumo.com/"),
        Script("https://www.googletagmanager.com/gtag/js?id=G-1", ("type", "text/plain"), ("data-cookieconsent", "statistics")), Script("https://static.hotjar.com/c/hotjar-1.js", ("data-category", "analytics"), ("type", "text/plain")),
        Script("https://static.hotjar.com/c/hotjar-1.js", ("data-cookieconsent", "ignore")), Script("https://consent.cookiebot.com/uc.js", ("data-blockingmode", "auto")), Script("https://cmp.osano.com/a/osano.js"), Script("https://analytics.example.com/matomo.js"),
        Script("https://cdn.jsdelivr.net/npm/chart.js"), Script("/js/site.js"),
        Inline("gtag('config', 'G-1');"), Inline("gtag('consent', 'default', { analytics_storage: 'denied', ad_storage: 'denied' });"), Inline("gtag('consent', 'default', { analytics_storage: 'granted' });"), Inline("fbq('init', '1'); fbq('track', 'PageView');"),
        Inline("_paq.push(['trackPageView']);"), Inline("_paq.push(['requireConsent']);"), Inline("if (Cookiebot.consent.statistics) { hj('event', 'x'); }"), Inline("var s = document.createElement('script'); s.src = 'https://www.clarity.ms/tag/1'; document.head.appendChild(s);"),
        new("iframe", [("src", "https://www.youtube.com/embed/x"), ("title", "a film")], []), new("iframe", [("src", "https://www.google.com/maps/embed?pb=1")], []), new("iframe", [("data-cookieblock-src", "https://www.youtube.com/embed/x"), ("data-cookieconsent", "marketing")], []),
        new("img", [("src", "https://www.facebook.com/tr?id=1"), ("alt", "")], []), new("img", [("width", "1"), ("height", "1"), ("src", "//ad.doubleclick.net/x")], []), new("img", [("srcset", "/a.png 1x, https://www.facebook.com/tr?id=2 2x")], []),
        new("link", [("rel", "stylesheet"), ("href", "https://platform.twitter.com/x.css")], []), new("link", [("rel", "preload"), ("as", "script"), ("href", "https://static.hotjar.com/a.js")], []), new("link", [("rel", "preconnect"), ("href", "https://static.hotjar.com")], []),
        new("div", [("style", "background: url('https://www.facebook.com/tr?id=3')"), ("class", "x")], []), new("style", [], [], "@import url(https://www.google-analytics.com/x.css);"),
        new("script", [("src", "https://static.hotjar.com/c/hotjar-1.js")], [], Before: "<!-- consent-exempt CNS2001: our own screens -->"), new("iframe", [("src", "https://www.google.com/maps/embed?pb=2")], [], Before: "<!-- consent-exempt CNS2014 Functional: asked for -->"),
    ];

    private static readonly string[] Containers = ["div", "section", "noscript", "template", "pre", "p", "main"];

    public static Gen<View> Any(bool isRazor) =>
        from nodes in Gen.Sized(size => Nodes_(Math.Min(size, 12), isRazor, 4))
        from variant in Gen.Choose(0, int.MaxValue)
        select new View(nodes, variant, isRazor);

    private static Gen<Node[]> Nodes_(int most, bool isRazor, int depth) => Gen.Choose(0, most).SelectMany(count => Gen.ArrayOf(One(isRazor, depth), count));

    private static Gen<Node> One(bool isRazor, int depth)
    {
        var leaf = Gen.Elements(Trackers).Select(Node (t) => t);
        if (depth == 0) return leaf;
        var container = from name in Gen.Elements(Containers) from children in Nodes_(3, isRazor, depth - 1) select (Node)new Tag(name, [("class", "c")], children);
        if (!isRazor) return Gen.Frequency((5, leaf), (2, container));
        var branch = from condition in Gen.Elements(Conditions) from then in Nodes_(3, isRazor, depth - 1) from otherwise in Nodes_(1, isRazor, depth - 1) select (Node)new Branch(condition, then, otherwise);
        return Gen.Frequency((5, leaf), (2, container), (2, branch));
    }

    /// <summary>The same view without one of its parts.</summary>
    public IEnumerable<View> Smaller() => Fewer(Nodes).Select(nodes => this with { Nodes = nodes });

    private static IEnumerable<Node[]> Fewer(Node[] nodes)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            Node[] With(params Node[] put) => [.. nodes[..i], .. put, .. nodes[(i + 1)..]];
            yield return With();
            switch (nodes[i])
            {
                case Tag { Children.Length: > 0 } tag:
                    yield return With(tag.Children);
                    foreach (var children in Fewer(tag.Children)) yield return With(tag with { Children = children });
                    break;
                case Branch branch:
                    yield return With(branch.Then);
                    foreach (var then in Fewer(branch.Then)) yield return With(branch with { Then = then });
                    foreach (var otherwise in Fewer(branch.Else)) yield return With(branch with { Else = otherwise });
                    break;
            }
        }
    }

    public override string ToString() => $"{(IsRazor ? "Razor" : "HTML")}, variant {Variant}\n{Written.Plain(this).Text}\n--- as\n{Written.Varied(this).Text}\n---";

    private static Tag Script(string address, params (string, string?)[] more) => new("script", [("src", address), .. more], []);

    private static Tag Inline(string script) => new("script", [], [], script);
}

/// <summary>The text of a view, and where each of its tags starts, in the order of the view.</summary>
internal sealed class Written
{
    private const string Head = "@model string\n@inject IConsentService consent\n@{ var ready = Model.Length > 1; }\n";

    private static readonly string[] Harmless =
    [
        "<p></p>", "<p>words</p>", "<br>", "<br />", "<span title=\"a > b\">x</span>", "<img src=\"/a.png\" alt=\"\">", "<a href=\"https://www.facebook.com/us\">us</a>", "<meta name=\"x\" content=\"y\">", "<ul><li>1</li><li>2</li></ul>",
        "<template><script src=\"https://static.hotjar.com/c/hotjar-9.js\"></script></template>", "<textarea><script src=\"https://static.hotjar.com/c/hotjar-9.js\"></script></textarea>",
        "<!-- a comment -->", "<!-- <script src=\"https://static.hotjar.com/c/hotjar-9.js\"></script> -->", "<!--[if IE]><script src=\"https://static.hotjar.com/c/hotjar-9.js\"></script><![endif]-->", "<!---->",
    ];

    private static readonly string[] HarmlessRazor = ["@* a comment *@", "@* <script src=\"https://static.hotjar.com/c/hotjar-9.js\"></script> *@", "@*\n } *@"];

    private static readonly string[] HarmlessMarkup = ["@{ /* <script src=\"https://static.hotjar.com/c/hotjar-9.js\"></script> */ }", "@{ // a comment\n }", "@Model", "@(Model.Length)", "words", "me@example.org"];

    private static readonly string[] HarmlessCode = ["/* } <script src=\"https://static.hotjar.com/c/hotjar-9.js\"></script> */", "// a comment }\n", "var x@ = 1;"];

    private static readonly string[] Space = [" ", "\n", "\r\n", "\t", "  \n  "];

    private readonly StringBuilder _text = new();
    private readonly Random? _random;
    private readonly bool _isRazor;
    private int _locals;

    private Written(View view, Random? random)
    {
        (_random, _isRazor) = (random, view.IsRazor);
        if (view.IsRazor) _text.Append(Head);
        else if (random?.Next(4) == 0) _text.Append('\uFEFF');
        Write(view.Nodes, isCode: false);
        Text = _text.ToString();
    }

    public string Text { get; }

    public List<int> Starts { get; } = [];

    public static Written Plain(View view) => new(view, null);

    public static Written Varied(View view) => new(view, new Random(view.Variant));

    private void Write(Node[] nodes, bool isCode)
    {
        Gap(isCode);
        foreach (var node in nodes)
        {
            if (node is Tag tag) Write(tag);
            else Write((Branch)node, isCode);
            Gap(isCode);
        }
    }

    private void Write(Branch branch, bool isCode)
    {
        _text.Append(isCode ? "if (" : "@if (").Append(branch.Condition).Append(")\n{\n");
        Write(branch.Then, isCode: true);
        _text.Append("\n}\nelse\n{\n");
        Write(branch.Else, isCode: true);
        _text.Append("\n}\n");
    }

    private void Write(Tag tag)
    {
        _text.Append(tag.Before);
        Starts.Add(_text.Length);
        _text.Append('<').Append(Case(tag.Name));
        var attributes = tag.Attributes.ToArray();
        _random?.Shuffle(attributes);
        foreach (var (name, value) in attributes)
        {
            _text.Append(_random is null ? " " : Pick(Space)).Append(Case(name));
            if (value is not null) _text.Append(_random?.Next(6) == 0 ? " = " : "=").Append(Quoted(value));
        }
        _text.Append('>');
        if (tag.IsVoid) return;
        _text.Append(_isRazor ? tag.Text.Replace("@", "@@") : tag.Text);
        if (tag.Children.Length > 0) Write(tag.Children, isCode: false);
        _text.Append("</").Append(Case(tag.Name)).Append('>');
    }

    private string Quoted(string value)
    {
        List<string> ways = [];
        if (!value.Contains('"')) ways.Add('"' + value + '"');
        if (_random is not null && !value.Contains('\'')) ways.Add('\'' + value + '\'');
        // A slash at the end would close the element.
        if (_random is not null && value.Length > 0 && value.IndexOfAny([' ', '"', '\'', '=', '<', '>', '`']) < 0 && value[^1] != '/') ways.Add(value);
        return _random is null ? ways[0] : Pick(ways);
    }

    // Razor takes element names for what they are, whatever their case; a closing tag in another case it would miss.
    private string Case(string name) => !_isRazor && _random?.Next(4) == 0 ? name.ToUpperInvariant() : name;

    private void Gap(bool isCode)
    {
        if (_random is null)
        {
            _text.Append('\n');
            return;
        }
        _text.Append(Pick(Space));
        for (var n = _random.Next(3); n > 0; n--)
        {
            List<string> ways = [.. Harmless, .. _isRazor ? HarmlessRazor : [], .. !_isRazor ? [] : isCode ? HarmlessCode : HarmlessMarkup];
            _text.Append(Pick(ways).Replace("x@", $"x{_locals++}")).Append(Pick(Space));
        }
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[_random!.Next(list.Count)];
}
