using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Register;

/// <summary>Something in the register that cannot be used (CNS9001).</summary>
/// <param name="Place">The column, or empty for the row or file.</param>
/// <param name="Used">What is used instead.</param>
internal sealed record RegisterProblem(TextSpan Span, string Place, string Value, LocalizableString Used);

/// <summary>One <c>consent-register.csv</c>: the team's own list of what the site stores, why, and for how long. Read once a text.</summary>
internal sealed class RegisterFile
{
    public const string FileName = "consent-register.csv";

    // A file that is no register at all would else be reported field by field.
    public const int MostProblems = 100;
    private const int LongestValue = 40;

    private static readonly ConditionalWeakTable<SourceText, RegisterFile> Known = new();

    private readonly SourceText _text;
    private readonly CsvReader _csv;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RegisterProblem> _problems = [];
    private int _problemCount;

    private RegisterFile(string path, SourceText? text)
    {
        Path = path;
        _text = text ?? SourceText.From("");
        var whole = _text.ToString();
        _csv = CsvReader.Read(whole);
        if (text is null) Report(default, "", "", Messages.Localizable("Register_Unreadable"));
        else Rows = Read(whole);
        if (_problemCount > MostProblems) _problems.Add(new(_problems[MostProblems - 1].Span, "", (_problemCount - MostProblems).ToString(CultureInfo.InvariantCulture), Messages.Localizable("Register_More")));
    }

    public string Path { get; }

    /// <summary>The file with its folder: there can be several.</summary>
    public string DisplayName => NameAt(Path, 1) is { Length: > 0 } folder ? $"{folder}/{FileName}" : FileName;

    public char Separator => _csv.Separator;

    /// <summary>The header as it is written, columns of unknown meaning included; empty where there is none.</summary>
    public ImmutableArray<string> Header { get; private set; } = [];

    /// <summary>Every row with something in it, in the order of the file; rows that mean nothing as well.</summary>
    public ImmutableArray<RegisterRow> Rows { get; } = [];

    public IReadOnlyList<RegisterProblem> Problems => _problems;

    /// <summary>The place of a missing row: the end of the file.</summary>
    public Location End => LocationOf(new TextSpan(_text.Length, 0));

    public static bool IsRegister(string path) => path.EndsWith(FileName, StringComparison.OrdinalIgnoreCase) && NameAt(path, 0).Length == FileName.Length;

    public static RegisterFile Read(AdditionalText file)
    {
        if (file.GetText() is not { } text) return new(file.Path, null);
        var known = Known.GetValue(text, t => new(file.Path, t));
        return known.Path == file.Path ? known : new(file.Path, text);
    }

    public Location LocationOf(TextSpan span) => Location.Create(Path, span, _text.Lines.GetLinePositionSpan(span));

    /// <summary>The line number, as people count.</summary>
    public int LineOf(TextSpan span) => _text.Lines.GetLinePosition(span.Start).Line + 1;

    public int IndexOf(string column) => _columns.TryGetValue(column, out var index) ? index : -1;

    public string TextOf(CsvField field) => _csv.TextOf(field);

    private ImmutableArray<RegisterRow> Read(string whole)
    {
        if (whole.IndexOf('\0') is >= 0 and var nul) Report(new TextSpan(nul, 1), "", "NUL", Messages.Localizable("Register_Nul"));
        if (!ReadHeader()) return [];
        foreach (var span in _csv.Unclosed) Report(span, "", _text.ToString(span), Messages.Localizable("Register_UnclosedQuote"));
        foreach (var span in _csv.Overfull) Report(span, "", _text.ToString(span), Messages.Localizable("Register_TextAfterQuote"));
        var rows = ImmutableArray.CreateBuilder<RegisterRow>();
        foreach (var record in _csv.Records.Skip(1))
        {
            var row = new RegisterRow(this, record);
            CountFields(row);
            ReadWhat(row);
            ReadWhy(row);
            ReadRest(row);
            rows.Add(row);
        }
        return rows.ToImmutable();
    }

    private bool ReadHeader()
    {
        var record = _csv.Records.FirstOrDefault();
        if (record is not null) Header = [.. record.Fields.Select(TextOf)];
        for (var i = Header.Length - 1; i >= 0; i--)
        {
            if (Header[i].Length > 0) _columns[Header[i]] = i;
        }
        // Without these two no row says what it is about.
        if (IndexOf(RegisterColumns.Kind) < 0 || IndexOf(RegisterColumns.Name) < 0)
        {
            Report(record?.Span ?? default, "", record is null ? "" : _text.ToString(record.Span), Messages.Localizable("Register_NoHeader", string.Join(Separator.ToString(), RegisterColumns.All)));
            return false;
        }
        for (var i = 0; i < Header.Length; i++)
        {
            if (Header[i].Length > 0 && IndexOf(Header[i]) != i) Report(record!.Fields[i].Span, Header[i], Header[i], Messages.Localizable("Register_ColumnTwice"));
        }
        if (IndexOf(RegisterColumns.Purpose) < 0) Report(record!.Span, RegisterColumns.Purpose, "", Messages.Localizable("Register_NoPurposeColumn"));
        return true;
    }

    private void CountFields(RegisterRow row)
    {
        var fields = row.Record.Fields;
        if (fields.Length < Header.Length) Report(row.Record.Span, "", Count(fields.Length), Messages.Localizable("Register_TooFew", Count(Header.Length)));
        // A spreadsheet may end every line with empty fields.
        if (fields.Skip(Header.Length).FirstOrDefault(f => !f.Span.IsEmpty) is { Span.IsEmpty: false } extra) Report(extra.Span, "", TextOf(extra), Messages.Localizable("Register_TooMany", Count(Header.Length)));

        static string Count(int fields) => fields.ToString(CultureInfo.InvariantCulture);
    }

    private void ReadWhat(RegisterRow row)
    {
        var kind = row[RegisterColumns.Kind];
        row.Kind = kind.ToUpperInvariant() switch
        {
            "COOKIE" => RegisterKind.Cookie,
            "STORAGE" => RegisterKind.Storage,
            "TRACKER" => RegisterKind.Tracker,
            "TRANSFER" => RegisterKind.Transfer,
            _ => RegisterKind.Unknown,
        };
        if (row.Kind == RegisterKind.Unknown) Report(row, RegisterColumns.Kind, "Register_Kind");
        if (row.Name.Length > 0) return;
        Report(row, RegisterColumns.Name, "Register_NoName");
        row.Kind = RegisterKind.Unknown;
    }

    private void ReadWhy(RegisterRow row)
    {
        var purpose = row[RegisterColumns.Purpose];
        if (purpose.Length == 0) return;
        if (ConsentWords.TryParseGround(purpose, out var ground))
        {
            row.Ground = ground;
            return;
        }
        row.Purposes = ConsentWords.ParsePurposes(purpose, out var unknown);
        if (unknown is null) return;
        // A ground beside a purpose would say that consent is needed and that it is not.
        Report(row.SpanOf(RegisterColumns.Purpose), RegisterColumns.Purpose, unknown, Messages.Localizable(row.Purposes == ConsentPurposes.None ? "Register_Purpose" : "Register_OtherPurposes", row.Purposes.ToText()));
    }

    private void ReadRest(RegisterRow row)
    {
        if (row[RegisterColumns.Lifetime] is { Length: > 0 } lifetime)
        {
            if (RegisterLifetime.TryParse(lifetime, out var parsed)) row.Lifetime = parsed;
            else Report(row, RegisterColumns.Lifetime, "Register_Lifetime");
        }
        if (row[RegisterColumns.Source] is { Length: > 0 } source)
        {
            row.IsExternal = source.Equals("external", StringComparison.OrdinalIgnoreCase);
            if (!row.IsExternal && !source.Equals("code", StringComparison.OrdinalIgnoreCase)) Report(row, RegisterColumns.Source, "Register_Source");
        }
        if (row[RegisterColumns.Reviewed] is not { Length: > 0 } reviewed) return;
        var date = reviewed.Split([' ', '\t', '\n', '\r'], 2);
        if (DateTime.TryParseExact(date[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) (row.Reviewed, row.ReviewedBy) = (day, date.Length > 1 ? date[1].Trim() : "");
        else Report(row, RegisterColumns.Reviewed, "Register_Reviewed");
    }

    private void Report(RegisterRow row, string column, string used) => Report(row.SpanOf(column), column, row[column], Messages.Localizable(used));

    private void Report(TextSpan span, string place, string value, LocalizableString used)
    {
        if (++_problemCount <= MostProblems) _problems.Add(new(span, place, Excerpt(value), used));
    }

    // System.IO.Path throws on some platforms for what is no path there.
    private static string NameAt(string path, int fromEnd)
    {
        var parts = path.Split('/', '\\');
        return parts.Length > fromEnd ? parts[parts.Length - 1 - fromEnd] : "";
    }

    private static string Excerpt(string value)
    {
        var line = value.IndexOfAny(['\r', '\n']) is >= 0 and var end ? value.Substring(0, end) + "…" : value;
        if (line.Length > LongestValue) line = line.Substring(0, LongestValue) + "…";
        return line.Replace('\0', '\uFFFD');
    }
}
