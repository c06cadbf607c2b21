using System.Text;
using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Fixing;

/// <summary>A file of the site as the compiler read it: its text, and all that a new text must keep.</summary>
internal sealed class SourceFile
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // With the longest beginning first: UTF-32's is also UTF-16's.
    private static readonly Encoding[] Marked = [new UTF32Encoding(false, true), new UTF32Encoding(true, true), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];

    private readonly Encoding _encoding;
    private readonly byte[] _mark;

    private SourceFile(string path, byte[] bytes, Encoding encoding, byte[] mark)
    {
        Path = path;
        Bytes = bytes;
        _encoding = encoding;
        _mark = mark;
        Text = encoding.GetString(bytes, mark.Length, bytes.Length - mark.Length);
    }

    /// <summary>Where the content really stands: a link is followed, and stays a link.</summary>
    public string Path { get; }

    public string Text { get; }

    public byte[] Bytes { get; }

    public static SourceFile Read(string path)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var bytes = File.ReadAllBytes(target);
        if (Array.Find(Marked, encoding => bytes.AsSpan().StartsWith(encoding.Preamble)) is { } marked)
            return new SourceFile(target, bytes, marked, marked.GetPreamble());
        try
        {
            return new SourceFile(target, bytes, StrictUtf8, []);
        }
        catch (DecoderFallbackException)
        {
            // What is no UTF-8 the compiler reads byte by byte too; so every byte comes back as it was.
            return new SourceFile(target, bytes, Encoding.Latin1, []);
        }
    }

    /// <summary>The same file with another text: encoding and byte order mark stay.</summary>
    /// <exception cref="AuditException">The file's encoding has no such character.</exception>
    public byte[] With(string text)
    {
        if (_encoding == Encoding.Latin1 && text.Any(c => c > 'ÿ'))
            throw new AuditException($"'{Path}' is not UTF-8, and its encoding cannot hold what is to be written into it: save it as UTF-8, then fix again.");
        return [.. _mark, .. _encoding.GetBytes(text)];
    }
}
