using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Fixes;

/// <summary>Directives that a view needs for what a fix puts into it.</summary>
internal sealed class RazorDirectives(FixRequest request, string view)
{
    private static readonly Regex Head = new(@"\A@(?:page|model|using|inject|inherits|implements|layout|attribute|namespace|typeparam|rendermode|addTagHelper|removeTagHelper)\b", RegexOptions.CultureInvariant);

    /// <summary>The files whose directives hold in the view, itself first, the nearest next.</summary>
    public IEnumerable<AdditionalText> Files()
    {
        if (request.FileAt(view) is { } own) yield return own;
        var name = MarkupFiles.IsComponent(view) ? "_Imports.razor" : "_ViewImports.cshtml";
        for (var folder = Path.GetDirectoryName(view); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            foreach (var file in request.Consent.AnalyzerOptions.AdditionalFiles)
            {
                if (file.Path != view && string.Equals(Path.GetFileName(file.Path), name, StringComparison.OrdinalIgnoreCase) && Path.GetDirectoryName(file.Path) == folder) yield return file;
            }
        }
    }

    public bool Has(string pattern) => Files().Any(f => Regex.IsMatch(TextOf(f), pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline));

    /// <summary>The edit that adds a directive to the nearest file of imports, or to the view where there is none.</summary>
    public FixEdit Import(string directive) => Add(Files().FirstOrDefault(f => f.Path != view) ?? request.FileAt(view)!, directive);

    /// <summary>The edit that adds a directive to the view.</summary>
    public FixEdit Own(string directive) => Add(request.FileAt(view)!, directive);

    private FixEdit Add(AdditionalText file, string directive)
    {
        var text = TextOf(file);
        var layout = new TextLayout(text);
        var keyword = directive.Split(' ')[0];
        int? head = null, alike = null;
        // Behind the last of its kind, else behind the directives at the top.
        for (var start = 0; start < text.Length; start = layout.NextLine(start))
        {
            var line = text.Substring(start, layout.LineEnd(start) - start);
            if (line.Trim().Length == 0) continue;
            if (line.StartsWith("@*", StringComparison.Ordinal) && text.IndexOf("*@", start + 2, StringComparison.Ordinal) is >= 0 and var close)
            {
                // The line where the comment ends is read as its last.
                start = close;
                continue;
            }
            if (!Head.IsMatch(line)) break;
            head = start + line.Length;
            if (line.StartsWith(keyword + " ", StringComparison.Ordinal)) alike = head;
        }
        return (alike ?? head) is { } end
            ? new(file.Path, end, 0, layout.NewLine + directive, 0, 0, IsShared: true)
            : new(file.Path, 0, 0, text.Length == 0 ? directive : directive + layout.NewLine, 0, 0, IsShared: true);
    }

    private string TextOf(AdditionalText file) => file.GetText(request.CancellationToken)?.ToString() ?? "";
}
