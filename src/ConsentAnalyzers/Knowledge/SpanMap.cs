using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Knowledge;

/// <summary>A frozen dictionary from text to <typeparamref name="T"/> that is asked with spans, so that a look-up allocates nothing.</summary>
internal sealed class SpanMap<T>
{
    private readonly bool ignoreCase;
    private readonly int[] buckets;
    private readonly Entry[] entries;

    public SpanMap(IReadOnlyCollection<KeyValuePair<string, T>> items, bool ignoreCase)
    {
        this.ignoreCase = ignoreCase;
        var size = 4;
        while (size < items.Count * 2) size *= 2;
        buckets = new int[size];
        entries = new Entry[items.Count];
        var count = 0;
        foreach (var item in items)
        {
            var hash = Hash(item.Key.AsSpan());
            ref var bucket = ref buckets[hash & (size - 1)];
            entries[count] = new Entry(item.Key, hash, item.Value, bucket);
            bucket = ++count;
        }
    }

    public bool TryGet(ReadOnlySpan<char> key, out T value)
    {
        var hash = Hash(key);
        for (var i = buckets[hash & (buckets.Length - 1)]; i != 0; i = entries[i - 1].Next)
        {
            ref readonly var entry = ref entries[i - 1];
            if (entry.Hash == hash && key.Equals(entry.Key.AsSpan(), ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                value = entry.Value;
                return true;
            }
        }
        value = default!;
        return false;
    }

    private int Hash(ReadOnlySpan<char> key)
    {
        var hash = 2166136261u;
        foreach (var c in key)
        {
            hash = unchecked((hash ^ (ignoreCase && c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c)) * 16777619u);
        }
        return unchecked((int)hash);
    }

    private readonly struct Entry(string key, int hash, T value, int next)
    {
        public readonly string Key = key;
        public readonly int Hash = hash;
        public readonly T Value = value;
        public readonly int Next = next;
    }
}

internal static class SpanMap
{
    /// <summary>Groups the items that share a key, in their order.</summary>
    public static SpanMap<T[]> Group<T>(IEnumerable<T> items, Func<T, string> key, bool ignoreCase)
    {
        var groups = new Dictionary<string, List<T>>(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!groups.TryGetValue(key(item), out var group)) groups.Add(key(item), group = []);
            group.Add(item);
        }
        var arrays = new List<KeyValuePair<string, T[]>>(groups.Count);
        foreach (var group in groups) arrays.Add(new KeyValuePair<string, T[]>(group.Key, [.. group.Value]));
        return new SpanMap<T[]>(arrays, ignoreCase);
    }
}
