using System;

namespace ConsentAnalyzers.Markup;

/// <summary>Which additional files hold markup, or scripts that pages load.</summary>
internal static class MarkupFiles
{
    public static bool IsMarkup(string path) => IsRazor(path) || Ends(path, ".html") || Ends(path, ".htm") || IsScript(path);

    public static bool IsRazor(string path) => Ends(path, ".cshtml") || IsComponent(path);

    public static bool IsScript(string path) => Ends(path, ".js") || Ends(path, ".mjs");

    public static bool IsComponent(string path) => Ends(path, ".razor");

    private static bool Ends(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
