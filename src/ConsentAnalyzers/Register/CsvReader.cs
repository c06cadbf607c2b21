using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Register;

/// <summary>One field: its place, quotes included, and whether it is quoted.</summary>
internal readonly record struct CsvField(TextSpan Span, bool IsQuoted);

/// <summary>One record: a line, or several where a quoted field holds newlines.</summary>
internal sealed record CsvRecord(TextSpan Span, ImmutableArray<CsvField> Fields);

/// <summary>Comma-separated values as RFC 4180 has them. Forgiving: nothing throws, and no character gets lost.</summary>
/// <remarks>A library is no choice here: whoever loads an analyzer loads what it depends on.</remarks>
internal sealed class CsvReader
{
    private readonly string _text;
    private int _at;

    private CsvReader(string text, char separator)
    {
        _text = text;
        Separator = separator;
    }

    /// <summary><c>,</c> or <c>;</c>: the one that the first line has more of.</summary>
    public char Separator { get; }

    /// <summary>The records that are not blank, the header included.</summary>
    public ImmutableArray<CsvRecord> Records { get; private set; } = [];

    /// <summary>Quoted fields that no quote ends; each was read as if it had none.</summary>
    public List<TextSpan> Unclosed { get; } = [];

    /// <summary>Fields where text follows the closing quote.</summary>
    public List<TextSpan> Overfull { get; } = [];

    public static CsvReader Read(string text)
    {
        var start = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        var reader = new CsvReader(text, SeparatorOf(text, start)) { _at = start };
        var records = ImmutableArray.CreateBuilder<CsvRecord>();
        while (reader._at < text.Length)
        {
            if (reader.ReadRecord() is { } record) records.Add(record);
        }
        reader.Records = records.ToImmutable();
        return reader;
    }

    /// <summary>What a field says, without its quotes and the white space around it.</summary>
    public string TextOf(CsvField field)
    {
        if (!field.IsQuoted) return _text.Substring(field.Span.Start, field.Span.Length).Trim();
        var value = new StringBuilder(field.Span.Length);
        var isInside = true;
        for (var i = field.Span.Start + 1; i < field.Span.End; i++)
        {
            if (_text[i] != '"' || !isInside) value.Append(_text[i]);
            else if (i + 1 < field.Span.End && _text[i + 1] == '"') value.Append(_text[i++]);
            else isInside = false;
        }
        return value.ToString().Trim();
    }

    private static char SeparatorOf(string text, int start)
    {
        var (commas, semicolons, isQuoted) = (0, 0, false);
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"') isQuoted = !isQuoted;
            else if (isQuoted) continue;
            else if (text[i] == ',') commas++;
            else if (text[i] == ';') semicolons++;
            else if (IsNewline(text[i]) && commas + semicolons > 0) break;
        }
        return semicolons > commas ? ';' : ',';
    }

    private CsvRecord? ReadRecord()
    {
        var start = _at;
        var fields = ImmutableArray.CreateBuilder<CsvField>();
        do fields.Add(ReadField());
        while (_at < _text.Length && _text[_at++] == Separator);
        // The newline was consumed above; it is no part of the record.
        var end = fields[fields.Count - 1].Span.End;
        if (_at < _text.Length && _text[_at] == '\n' && _text[_at - 1] == '\r') _at++;
        return fields.All(f => f.Span.IsEmpty) ? null : new(TextSpan.FromBounds(FirstVisible(start, end), end), fields.ToImmutable());
    }

    private CsvField ReadField()
    {
        var start = FirstVisible(_at, _text.Length);
        if (start < _text.Length && _text[start] == '"')
        {
            if (ClosingQuote(start) is { } close) return EndQuoted(start, close);
            // Every later quote is doubled, so that this is found out once a file.
            Unclosed.Add(TextSpan.FromBounds(start, Plain(start)));
        }
        var from = _at;
        _at = Plain(_at);
        return new(Trimmed(from, _at), false);
    }

    private CsvField EndQuoted(int start, int close)
    {
        _at = Plain(close + 1);
        var field = TextSpan.FromBounds(start, Trimmed(start, _at).End);
        if (field.End > close + 1) Overfull.Add(field);
        return new(field, true);
    }

    private int? ClosingQuote(int open)
    {
        for (var i = open + 1; i < _text.Length; i++)
        {
            if (_text[i] != '"') continue;
            if (i + 1 < _text.Length && _text[i + 1] == '"') i++;
            else return i;
        }
        return null;
    }

    // The end of what stands without quotes.
    private int Plain(int at)
    {
        while (at < _text.Length && _text[at] != Separator && !IsNewline(_text[at])) at++;
        return at;
    }

    private TextSpan Trimmed(int start, int end)
    {
        start = FirstVisible(start, end);
        while (end > start && IsBlank(_text[end - 1])) end--;
        return TextSpan.FromBounds(start, end);
    }

    private int FirstVisible(int start, int end)
    {
        while (start < end && IsBlank(_text[start])) start++;
        return start;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\u00A0' or '\u202F';

    private static bool IsNewline(char character) => character is '\n' or '\r';
}
