using System;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Answers "whose address is this?" without allocating.</summary>
internal abstract class AddressIndex<T> where T : class
{
    /// <param name="host">Without port; empty or starting with a dot when only its end is known.</param>
    /// <param name="path">With its query, if any.</param>
    public abstract T? Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path);

    /// <summary>Takes an absolute or protocol-relative address apart; any other text is taken as a path on an unknown host.</summary>
    public T? FindUrl(ReadOnlySpan<char> url)
    {
        url = url.Trim();
        if (url.IndexOf('\\') < 0) return FindPlain(url);
        // Scripts inside JSON or strings write \/\/ for //.
        Span<char> buffer = stackalloc char[512];
        if (url.Length > buffer.Length) url = url.Slice(0, buffer.Length);
        var length = 0;
        for (var i = 0; i < url.Length; i++)
        {
            if (url[i] == '\\' && i + 1 < url.Length && url[i + 1] == '/') continue;
            buffer[length++] = url[i];
        }
        return FindPlain(buffer.Slice(0, length));
    }

    private T? FindPlain(ReadOnlySpan<char> url)
    {
        if (!url.StartsWith("//".AsSpan()))
        {
            var scheme = 0;
            while (scheme < url.Length && (char.IsLetterOrDigit(url[scheme]) || url[scheme] is '+' or '.' or '-')) scheme++;
            if (scheme == 0 || scheme >= url.Length || url[scheme] != ':') return Find(default, url);
            var name = url.Slice(0, scheme);
            if (!name.Equals("https".AsSpan(), StringComparison.OrdinalIgnoreCase) && !name.Equals("http".AsSpan(), StringComparison.OrdinalIgnoreCase)) return null;
            url = url.Slice(scheme + 1);
            if (!url.StartsWith("//".AsSpan())) return Find(default, url);
        }
        url = url.Slice(2);
        var end = url.IndexOfAny('/', '?', '#');
        var host = end < 0 ? url : url.Slice(0, end);
        var path = end < 0 ? default : url.Slice(end);
        host = host.Slice(host.LastIndexOf('@') + 1);
        var port = host.IndexOf(':');
        return Find(port < 0 ? host : host.Slice(0, port), path);
    }
}
