using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.Primitives;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// The cookies of a request as the browser sent them. <c>Request.Cookies</c> will not do: it drops a value with a raw comma or quote (CookieYes and
/// vanilla-cookieconsent 2 write such), and it decodes before anybody can split, so that a text encoded inside a value (OneTrust's landing page) could pass for a part of it.
/// </summary>
internal readonly struct CmpCookies(StringValues headers)
{
    // Browsers keep no cookie above 4 KB (RFC 6265bis, 5.6).
    private const int MaximumLength = 4096;

    private static readonly char[] Spaces = [' ', '\t'];

    /// <summary>Whether the browser sent such a cookie, readable or not.</summary>
    public bool Has(string name)
    {
        Find(name, out var isThere);
        return isThere;
    }

    /// <summary>The raw value; <see langword="null"/> when there is none, it is empty or too long, or there are two that differ: which of them the CMP means cannot be told.</summary>
    public string? Find(string name) => Find(name, out _);

    private string? Find(string name, out bool isThere)
    {
        isThere = false;
        string? found = null;
        foreach (var header in headers)
        {
            foreach (var range in new PartEnumerator(header, ';'))
            {
                var cookie = header.AsSpan(range).Trim(Spaces);
                var equals = cookie.IndexOf('=');
                if (equals < 0 || !cookie[..equals].TrimEnd(Spaces).SequenceEqual(name)) continue;
                isThere = true;
                var value = cookie[(equals + 1)..].TrimStart(Spaces);
                if (value.Length is 0 or > MaximumLength) return null;
                if (found is not null && !value.SequenceEqual(found)) return null;
                found ??= value.ToString();
            }
        }
        return found;
    }

    /// <summary>The value with its percent encoding undone, as <c>decodeURIComponent</c> does it; <see langword="null"/> as <see cref="Find(string)"/>, and for an encoding that is none.</summary>
    public string? FindDecoded(string name) => Find(name) is { } value ? Decode(value) : null;

    /// <summary>Undoes percent encoding (RFC 3986, 2.1) of UTF-8 strictly.</summary>
    public static string? Decode(string text)
    {
        if (!text.Contains('%')) return text;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var (length, read) = (0, 0);
        while (read < text.Length)
        {
            if (text[read] == '%')
            {
                if (read + 2 >= text.Length || !char.IsAsciiHexDigit(text[read + 1]) || !char.IsAsciiHexDigit(text[read + 2])) return null;
                bytes[length++] = (byte)((Hex(text[read + 1]) << 4) | Hex(text[read + 2]));
                read += 3;
                continue;
            }
            var next = text.IndexOf('%', read);
            var plain = text.AsSpan(read, (next < 0 ? text.Length : next) - read);
            length += Encoding.UTF8.GetBytes(plain, bytes.AsSpan(length));
            read += plain.Length;
        }
        return Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static int Hex(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

/// <summary>The parts of a text between separators, without a copy of them.</summary>
internal struct PartEnumerator(string? text, char separator)
{
    private readonly string _text = text ?? "";
    private int _next;

    public Range Current { get; private set; }

    public readonly PartEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next > _text.Length) return false;
        var end = _text.IndexOf(separator, _next);
        if (end < 0) end = _text.Length;
        Current = _next..end;
        _next = end + 1;
        return true;
    }
}
