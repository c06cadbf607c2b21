using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <content>Trackers' calls, addresses, constants in objects.</content>
internal sealed partial class ScriptWalker
{
    private ScriptFact AddSnippet(Snippet snippet, string path, int start, int end, ConsentPurposes guard)
    {
        var kind = snippet.Role switch
        {
            SnippetRole.Start => ScriptFactKind.Start,
            SnippetRole.Loader => ScriptFactKind.Loader,
            SnippetRole.Event => ScriptFactKind.Event,
            SnippetRole.Consent => ScriptFactKind.Consent,
            _ => ScriptFactKind.Setting,
        };
        var fact = new ScriptFact(kind, start, end - start, snippet.Tracker, path, Current, guard);
        facts.Add(fact);
        return fact;
    }

    private void AddAddress(ScriptNode node, ConsentPurposes guard)
    {
        if (node is FunctionNode or ObjectNode) return;
        work++;
        if (values.Fold(node, scope) is not { Length: > 0 } url) return;
        if (FindTracker(url) is { } tracker) facts.Add(new ScriptFact(ScriptFactKind.Address, node.Start, node.End - node.Start, tracker, url, Current, guard));
    }

    private static Tracker? FindTracker(string url)
    {
        if (url.IndexOf('<') >= 0) return null;
        if (url.IndexOf("%3", StringComparison.Ordinal) >= 0) url = ScriptValues.Unescape(url);
        if ((KnownTrackers.FindUrl(url.AsSpan()) ?? KnownThirdParties.FindUrl(url.AsSpan())) is { } tracker) return tracker;
        // What follows an unknown part: u + 'matomo.js', protocol + '.google-analytics.com/ga.js'
        var last = url.LastIndexOf(ScriptTokenizer.Unknown);
        if (last < 0 || last == url.Length - 1) return null;
        var rest = url.AsSpan(last + 1);
        if (rest[0] == '.' || url.IndexOf("//", StringComparison.Ordinal) < 0)
        {
            var slash = rest.IndexOf('/');
            if (slash > 0 && rest.Slice(0, slash).IndexOf('.') >= 0 && (KnownTrackers.Find(rest.Slice(0, slash), rest.Slice(slash)) ?? KnownThirdParties.Find(rest.Slice(0, slash))) is { } found) return found;
        }
        return KnownTrackers.FindUrl(rest);
    }

    // Markup that a script writes: every src in it.
    private void AddMarkup(ScriptNode node, ConsentPurposes guard)
    {
        if (values.Fold(node, scope) is not { Length: > 4 } markup) return;
        if (markup.IndexOf("%3C", StringComparison.OrdinalIgnoreCase) >= 0) markup = ScriptValues.Unescape(markup);
        if (markup.IndexOf('<') < 0) return;
        for (var at = markup.IndexOf("src", StringComparison.OrdinalIgnoreCase); at >= 0; at = markup.IndexOf("src", at + 3, StringComparison.OrdinalIgnoreCase))
        {
            work++;
            var start = at + 3;
            while (start < markup.Length && markup[start] == ' ') start++;
            if (start >= markup.Length || markup[start] != '=') continue;
            start++;
            while (start < markup.Length && markup[start] is ' ' or '"' or '\'' or '\\') start++;
            var end = start;
            while (end < markup.Length && markup[end] is not ('"' or '\'' or ' ' or '>')) end++;
            var url = markup.Substring(start, end - start);
            if (FindTracker(url) is { } tracker) facts.Add(new ScriptFact(ScriptFactKind.Address, node.Start, node.End - node.Start, tracker, url, Current, guard));
        }
    }

    private void Load(string path, string name, List<ScriptNode> arguments, ConsentPurposes guard)
    {
        if (arguments.Count == 0 || path.StartsWith("console.", StringComparison.Ordinal)) return;
        switch (name)
        {
            case "write" or "writeln" or "insertAdjacentHTML" or "html" or "append" or "prepend" or "before" or "after" or "parseHTML" or "createContextualFragment" or "$" or "jQuery":
                foreach (var argument in arguments) AddMarkup(argument, guard);
                return;
            case "setAttribute" or "attr" or "prop" or "setAttributeNS" when arguments.Count > 1:
                if ((arguments[arguments.Count - 2] as ConstantNode)?.Text == "src") AddAddress(arguments[arguments.Count - 1], guard);
                return;
            case "open" when path == "open" || path == "window.open":
                return;
        }
        if (!IsLoader(name)) return;
        foreach (var argument in arguments)
        {
            if (argument is ObjectNode options)
            {
                foreach (var property in options.Properties)
                {
                    if (property.Key is "url") AddAddress(property.Value, guard);
                }
            }
            else if (argument is ArrayNode list)
            {
                foreach (var item in list.Items) AddAddress(item, guard);
            }
            else
            {
                AddAddress(argument, guard);
            }
        }
    }

    private static readonly SpanMap<bool> LoaderWords = new(
        Array.ConvertAll(
            (string[])["load", "loader", "script", "scripts", "inject", "insert", "add", "import", "fetch", "beacon", "require", "get", "post", "ajax", "open", "embed", "include", "js"],
            w => new KeyValuePair<string, bool>(w, true)),
        ignoreCase: true);

    private static bool IsLoader(string name)
    {
        foreach (var (start, length) in NameTokens.Split(name.AsSpan()))
        {
            if (LoaderWords.TryGet(name.AsSpan(start, length), out _)) return true;
        }
        return false;
    }

    private ImmutableArray<string?> Constants(List<ScriptNode> arguments)
    {
        if (arguments.Count == 0) return [];
        var constants = ImmutableArray.CreateBuilder<string?>(Math.Min(arguments.Count, MostArguments));
        for (var i = 0; i < arguments.Count && i < MostArguments; i++)
        {
            constants.Add(arguments[i] is FunctionNode or ObjectNode or ArrayNode or DeferredNode ? null : Known(values.Fold(arguments[i], scope)));
        }
        return constants.ToImmutable();
    }

    private static ImmutableArray<(int Offset, int Length)> Places(List<ScriptNode> arguments)
    {
        if (arguments.Count == 0) return [];
        var places = ImmutableArray.CreateBuilder<(int, int)>(Math.Min(arguments.Count, MostArguments));
        for (var i = 0; i < arguments.Count && i < MostArguments; i++) places.Add((arguments[i].Start, arguments[i].End - arguments[i].Start));
        return places.ToImmutable();
    }

    private static string? Known(string? text) => text is { Length: > 512 } ? text.Substring(0, 512) : text;

    private static ReadOnlySpan<char> At(ImmutableArray<string?> constants, int index) => index < constants.Length ? constants[index].AsSpan() : default;

    // Constants in objects, for the configuration of consent platforms

    private ImmutableArray<ScriptProperty> Properties(List<ScriptNode> arguments)
    {
        ImmutableArray<ScriptProperty>.Builder? properties = null;
        foreach (var argument in arguments)
        {
            if (argument is ObjectNode or ArrayNode) Flatten(argument, "", 0, ref properties);
        }
        return properties == null ? [] : properties.ToImmutable();
    }

    private void Flatten(ScriptNode node, string path, int level, ref ImmutableArray<ScriptProperty>.Builder? properties)
    {
        if (level > 6 || properties?.Count >= MostProperties) return;
        work++;
        switch (node)
        {
            case ObjectNode value:
                foreach (var property in value.Properties)
                {
                    if (property.Key.Length > 0) Flatten(property.Value, path.Length == 0 ? property.Key : path + "." + property.Key, level + 1, ref properties);
                }
                break;
            case ArrayNode array:
                for (var i = 0; i < array.Items.Count; i++)
                {
                    if (array.Items[i] is ObjectNode) Flatten(array.Items[i], (path.Length == 0 ? "" : path + ".") + i.ToString(CultureInfo.InvariantCulture), level + 1, ref properties);
                }
                break;
            case FunctionNode or ChainNode or DeferredNode:
                break;
            default:
                if (path.Length > 0 && values.Fold(node, scope) is { } text) (properties ??= ImmutableArray.CreateBuilder<ScriptProperty>()).Add(new ScriptProperty(path, text, node.Start, node.End - node.Start));
                break;
        }
    }
}
