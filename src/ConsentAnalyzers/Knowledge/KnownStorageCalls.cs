using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What a number that sets a lifetime counts.</summary>
internal enum LifetimeUnit
{
    Days,
    Seconds,
    Milliseconds,

    /// <summary>A point in time.</summary>
    Date,
}

/// <summary>Where a call takes the lifetime: an argument by its position, or a property of an object.</summary>
/// <param name="Position">-1 for a property.</param>
internal readonly record struct StorageLifetime(int Position, string Property, LifetimeUnit Unit);

/// <summary>A function of a script that stores something on the visitor's device.</summary>
/// <param name="NameAt">The position of the argument that is the name.</param>
/// <param name="NameProperty">The property that is the name, where an object is given instead; or empty.</param>
internal sealed record StorageCall(string Function, ScriptStorage Storage, int NameAt, string NameProperty, IReadOnlyList<StorageLifetime> Lifetimes);

/// <summary>Functions of scripts that store: the browser's own, cookie libraries. Facts: <c>script-storage.tsv</c>.</summary>
internal static class KnownStorageCalls
{
    private static readonly Lazy<SpanMap<StorageCall>> Data = new(() => new SpanMap<StorageCall>(
        [.. TsvTable.Load("script-storage.tsv").Rows.Select(Read).Select(c => new KeyValuePair<string, StorageCall>(c.Function, c))], ignoreCase: false));

    /// <param name="path">The callee, without <c>window.</c>; what stands before the known path does not matter.</param>
    public static StorageCall? Find(string path)
    {
        for (var rest = path.AsSpan(); ;)
        {
            if (Data.Value.TryGet(rest, out var call)) return call;
            var dot = rest.IndexOf('.');
            if (dot < 0) return null;
            rest = rest.Slice(dot + 1);
        }
    }

    private static StorageCall Read(TsvRow row)
    {
        row.Required("source");
        var name = row.Required("name").Split('|');
        return new StorageCall(
            row.Required("function"),
            row.OneOf("storage", ("cookie", ScriptStorage.Cookie), ("local", ScriptStorage.Local), ("session", ScriptStorage.Session)),
            int.Parse(name[0], CultureInfo.InvariantCulture),
            name.Length > 1 ? name[1] : "",
            [.. row["lifetime"].Split('|').Where(l => l.Length > 0).Select(l => Lifetime(l, row))]);
    }

    private static StorageLifetime Lifetime(string text, TsvRow row)
    {
        if (text.Split('=') is not [{ Length: > 0 } place, var unit]) throw row.Error("lifetime", text, "is not place=unit");
        var counted = unit switch
        {
            "days" => LifetimeUnit.Days,
            "seconds" => LifetimeUnit.Seconds,
            "date" => LifetimeUnit.Date,
            _ => throw row.Error("lifetime", unit, "is not one of days, seconds, date"),
        };
        return place[0] == '#' ? new StorageLifetime(int.Parse(place.Substring(1), CultureInfo.InvariantCulture), "", counted) : new StorageLifetime(-1, place, counted);
    }
}
