using System;
using System.Collections.Generic;
using System.IO;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

/// <summary>One table of facts: tab-separated, the first line names the columns, lines that start with <c>#</c> are comments, empty cells at the end may be left out.</summary>
internal sealed class TsvTable
{
    private readonly Dictionary<string, int> columns;

    private TsvTable(string name, Dictionary<string, int> columns, List<TsvRow> rows)
    {
        Name = name;
        this.columns = columns;
        Rows = rows;
    }

    public string Name { get; }

    public IReadOnlyList<TsvRow> Rows { get; }

    /// <summary>The table embedded in this assembly under <paramref name="name"/>.</summary>
    public static TsvTable Load(string name)
    {
        using var stream = typeof(TsvTable).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"{name}: the table is not embedded");
        using var reader = new StreamReader(stream);
        return Parse(name, reader.ReadToEnd());
    }

    public static TsvTable Parse(string name, string text)
    {
        var rows = new List<TsvRow>();
        Dictionary<string, int>? columns = null;
        TsvTable? table = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length == 0 || (columns != null && line[0] == '#')) continue;
            var cells = line.Split('\t');
            if (columns == null)
            {
                columns = new Dictionary<string, int>(StringComparer.Ordinal);
                for (var i = 0; i < cells.Length; i++)
                {
                    if (cells[i].Length == 0 || columns.ContainsKey(cells[i])) throw new InvalidDataException($"{name} line {number}: column '{cells[i]}' is empty or named twice");
                    columns.Add(cells[i], i);
                }
                table = new TsvTable(name, columns, rows);
                continue;
            }
            if (cells.Length > columns.Count) throw new InvalidDataException($"{name} line {number}: {cells.Length} cells for {columns.Count} columns in '{line}'");
            rows.Add(new TsvRow(table!, number, cells));
        }
        return table ?? throw new InvalidDataException($"{name}: no header");
    }

    public int Column(string column) => columns.TryGetValue(column, out var index) ? index : throw new InvalidDataException($"{Name} line 1: no column '{column}'");
}

internal sealed class TsvRow
{
    private readonly TsvTable table;
    private readonly string[] cells;

    public TsvRow(TsvTable table, int line, string[] cells)
    {
        this.table = table;
        Line = line;
        this.cells = cells;
    }

    public int Line { get; }

    /// <summary>The cell's text, empty when the line ends before it.</summary>
    public string this[string column]
    {
        get
        {
            var index = table.Column(column);
            return index < cells.Length ? cells[index] : "";
        }
    }

    public string Required(string column)
    {
        var value = this[column];
        return value.Length > 0 ? value : throw Error(column, value, "is empty");
    }

    public string[] List(string column, char separator = ',')
    {
        var value = this[column];
        return value.Length == 0 ? [] : value.Split(separator);
    }

    public bool Flag(string column) => this[column] switch
    {
        "yes" => true,
        "no" or "" => false,
        var other => throw Error(column, other, "is neither yes nor no"),
    };

    public T OneOf<T>(string column, params (string Word, T Value)[] words)
    {
        var value = this[column];
        foreach (var (word, meaning) in words)
        {
            if (word == value) return meaning;
        }
        throw Error(column, value, "is not one of " + string.Join(", ", Array.ConvertAll(words, w => w.Word)));
    }

    /// <summary>A purpose as the contract writes it, <see cref="ConsentPurposes.Any"/> included; <see cref="ConsentPurposes.None"/> for an empty cell.</summary>
    public ConsentPurposes Purpose(string column)
    {
        var value = this[column];
        if (value.Length == 0) return ConsentPurposes.None;
        return ConsentWords.TryParsePurpose(value, out var purpose) ? purpose : throw Error(column, value, "is no purpose");
    }

    public InvalidDataException Error(string column, string value, string problem) => new($"{table.Name} line {Line}: {column} '{value}' {problem}");
}
