using System;
using System.Collections.Immutable;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Register;

/// <summary>What a row of the register is about.</summary>
internal enum RegisterKind
{
    /// <summary>A word that is none of the others: the row is kept and means nothing.</summary>
    Unknown,
    Cookie,
    Storage,

    /// <summary>A vendor or a host.</summary>
    Tracker,

    /// <summary>A recipient of personal data.</summary>
    Transfer,
}

/// <summary>The columns that have a meaning, in the order in which a new register is written.</summary>
internal static class RegisterColumns
{
    public const string Kind = "kind";
    public const string Name = "name";
    public const string Provider = "provider";
    public const string Purpose = "purpose";
    public const string Lifetime = "lifetime";
    public const string Description = "description";
    public const string Policy = "policy";
    public const string Source = "source";
    public const string Reviewed = "reviewed";

    public static readonly ImmutableArray<string> All = [Kind, Name, Provider, Purpose, Lifetime, Description, Policy, Source, Reviewed];
}

/// <summary>A row of the register: what it says, and where each field says it.</summary>
internal sealed class RegisterRow(RegisterFile file, CsvRecord record)
{
    public RegisterFile File { get; } = file;

    /// <summary>The row as it is written; fields beyond the header are here, too.</summary>
    public CsvRecord Record { get; } = record;

    public RegisterKind Kind { get; set; }

    /// <summary>A cookie's or key's name, a vendor or host, a recipient; a <c>*</c> at its end stands for any rest.</summary>
    public string Name => this[RegisterColumns.Name];

    public string Provider => this[RegisterColumns.Provider];

    /// <summary>The purposes that need consent, with <see cref="ConsentPurposes.Any"/>; none where the row gives a ground or nothing.</summary>
    public ConsentPurposes Purposes { get; set; }

    /// <summary>Why no consent is needed.</summary>
    public ExemptionGround Ground { get; set; }

    /// <summary>Unknown also where the field is empty.</summary>
    public CookieLifetime Lifetime { get; set; } = CookieLifetime.Unknown;

    /// <summary>The purpose in words for the visitor.</summary>
    public string Description => this[RegisterColumns.Description];

    /// <summary>Where the third party says what it does.</summary>
    public string Policy => this[RegisterColumns.Policy];

    /// <summary>Set by something that is not in the code: a tag container, a CMS.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The day of the last review, <see langword="null"/> without one.</summary>
    public DateTime? Reviewed { get; set; }

    public string ReviewedBy { get; set; } = "";

    public int Line => File.LineOf(Record.Span);

    /// <summary>The whole row.</summary>
    public Location Location => File.LocationOf(Record.Span);

    /// <summary>A column's text in this row, empty where the row or the file has no such field. Columns of unknown meaning can be asked for as well.</summary>
    public string this[string column] => FieldOf(column) is { } field ? File.TextOf(field) : "";

    /// <summary>Where a column's field stands; the row where it has none.</summary>
    public TextSpan SpanOf(string column) => FieldOf(column) is { Span.IsEmpty: false } field ? field.Span : Record.Span;

    public Location LocationOf(string column) => File.LocationOf(SpanOf(column));

    private CsvField? FieldOf(string column) => File.IndexOf(column) is >= 0 and var index && index < Record.Fields.Length ? Record.Fields[index] : null;
}
