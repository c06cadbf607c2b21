using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Register;

/// <summary>What the team has written down about cookies, storage, trackers and transfers: every <c>consent-register.csv</c> among the additional files, as one list.</summary>
internal sealed class ConsentRegister
{
    private readonly Lazy<Content> _content;

    public ConsentRegister(ImmutableArray<AdditionalText> files)
    {
        IsPresent = files.Any(f => RegisterFile.IsRegister(f.Path));
        _content = new(() => new Content(files));
    }

    /// <summary>Whether there is a register, be it an empty one. Nothing is read to tell.</summary>
    public bool IsPresent { get; }

    /// <summary>By path, so that the order does not depend on who lists them.</summary>
    public ImmutableArray<RegisterFile> Files => IsPresent ? _content.Value.Files : [];

    /// <summary>The rows that mean something, file by file. Of several rows for one thing the first counts.</summary>
    public ImmutableArray<RegisterRow> Rows => IsPresent ? _content.Value.Rows : [];

    /// <summary>Every purpose that a row names.</summary>
    public ConsentPurposes Purposes => IsPresent ? _content.Value.Purposes : ConsentPurposes.None;

    /// <summary>
    /// The row for a cookie or key (<c>_ga</c>, or <c>shop-*</c> where only the beginning is known), a vendor or host, or a recipient.
    /// A whole name wins over a beginning, a longer beginning over a shorter one; a host is found under its parent domains, too.
    /// </summary>
    public RegisterRow? Find(RegisterKind kind, string? name) => IsPresent && !string.IsNullOrEmpty(name) ? _content.Value.Find(kind, name!) : null;

    /// <summary>Rows that say of a thing something else than an earlier row, which is used instead.</summary>
    public IEnumerable<(RegisterRow Row, RegisterRow Used)> Contradictions => IsPresent ? _content.Value.Contradictions : [];

    private sealed class Content
    {
        private readonly Dictionary<RegisterKind, Index> _indexes = [];

        public Content(ImmutableArray<AdditionalText> files)
        {
            Files = [.. files.Where(f => RegisterFile.IsRegister(f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal).Select(RegisterFile.Read)];
            Rows = [.. Files.SelectMany(f => f.Rows).Where(r => r.Kind != RegisterKind.Unknown)];
            foreach (var row in Rows)
            {
                Purposes |= row.Purposes;
                if (!_indexes.TryGetValue(row.Kind, out var index)) _indexes.Add(row.Kind, index = new(row.Kind));
                if (index.Add(row) is { } earlier && !MeansTheSame(row, earlier)) Contradictions.Add((row, earlier));
            }
        }

        public ImmutableArray<RegisterFile> Files { get; }

        public ImmutableArray<RegisterRow> Rows { get; }

        public ConsentPurposes Purposes { get; }

        public List<(RegisterRow Row, RegisterRow Used)> Contradictions { get; } = [];

        public RegisterRow? Find(RegisterKind kind, string name) => _indexes.TryGetValue(kind, out var index) ? index.Find(name) : null;

        private static bool MeansTheSame(RegisterRow a, RegisterRow b) =>
            (a.Purposes, a.Ground, a.Lifetime, a.IsExternal) == (b.Purposes, b.Ground, b.Lifetime, b.IsExternal) && a.Provider.Equals(b.Provider, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The rows of one kind by name.</summary>
    private sealed class Index(RegisterKind kind)
    {
        // Cookies and keys are told apart by case, vendors and hosts are not.
        private readonly Dictionary<string, RegisterRow> _whole = new(IsNamedByCode(kind) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, RegisterRow> _beginnings = new(IsNamedByCode(kind) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        private int _longest = -1;

        /// <returns>The row that already stands for this name.</returns>
        public RegisterRow? Add(RegisterRow row)
        {
            var (rows, name) = row.Name.EndsWith("*", StringComparison.Ordinal) ? (_beginnings, row.Name.Substring(0, row.Name.Length - 1)) : (_whole, row.Name);
            if (rows.TryGetValue(name, out var earlier)) return earlier;
            rows.Add(name, row);
            if (rows == _beginnings) _longest = Math.Max(_longest, name.Length);
            return null;
        }

        public RegisterRow? Find(string name)
        {
            var isOpen = name.EndsWith("*", StringComparison.Ordinal);
            if (isOpen) name = name.Substring(0, name.Length - 1);
            else if (_whole.TryGetValue(name, out var row)) return row;
            for (var length = Math.Min(_longest, name.Length); length >= 0; length--)
            {
                if (_beginnings.TryGetValue(name.Substring(0, length), out var row)) return row;
            }
            if (kind != RegisterKind.Tracker || isOpen) return null;
            for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
            {
                if (_whole.TryGetValue(name.Substring(dot + 1), out var row)) return row;
            }
            return null;
        }

        private static bool IsNamedByCode(RegisterKind kind) => kind is RegisterKind.Cookie or RegisterKind.Storage;
    }
}
