using System;

namespace ConsentAnalyzers.Markup;

/// <summary>The host and path of an address as a tag writes it: absolute, protocol-relative, in back-ticks, with C# in it.</summary>
internal static class TagAddress
{
    /// <summary>A host of which only the end is known starts with a dot; a relative address has none.</summary>
    public static (string Host, string Path) Split(string address)
    {
        address = address.Trim(' ', '\t', '\n', '\r', '\f', '`', '"', '\'');
        var authority = address.IndexOf("//", StringComparison.Ordinal);
        var isAbsolute = authority == 0 || (authority > 0 && (address[authority - 1] == ':' || address[authority - 1] == MarkupDocument.CSharp));
        if (!isAbsolute) return ("", address);
        var host = address.Substring(authority + 2);
        var end = host.IndexOfAny(['/', '?', '#', '\\']);
        var path = end < 0 ? "" : host.Substring(end);
        if (end >= 0) host = host.Substring(0, end);
        host = host.Substring(host.LastIndexOf('@') + 1);
        if (host.IndexOf(':') is >= 0 and var port) host = host.Substring(0, port);
        // "//@(region).vendor.com": what follows the C# is what is known.
        if (host.LastIndexOf(MarkupDocument.CSharp) is >= 0 and var unknown)
        {
            host = host.Substring(unknown + 1).TrimStart(')');
            if (!host.StartsWith(".", StringComparison.Ordinal)) host = "";
        }
        return (host.TrimEnd('.'), path);
    }
}
