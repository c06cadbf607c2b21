using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>A proof as its columns hold it: texts only, in the order of the table.</summary>
internal sealed record ProofRow(string Time, string Subject, string Banner, string Policy, string Source, string Granted, string Refused)
{
    // Of one length for every time, so that texts sort as times do.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <exception cref="ArgumentException">A part of the proof is <see langword="null"/>.</exception>
    public static ProofRow Of(ConsentProof proof) => new(
        Text(proof.Time), Text(proof.SubjectId), Text(proof.BannerVersion), Text(proof.PolicyVersion), Text(proof.Source), Json(proof.Granted), Json(proof.Refused));

    /// <summary>A time (UTC) as text, to 100 nanoseconds.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>The time again, or <see langword="null"/> for a text that this class has not written.</summary>
    public static DateTimeOffset? ParseTime(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The names in a column; what is no list of names is one name, so that an export shows what is there.</summary>
    public static string[] Names(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Array) return [.. document.RootElement.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : name.GetRawText())];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
        }
        return [json];
    }

    // SQLite's texts are UTF-8 and many a reader of them stops at a NUL: half a surrogate pair and NUL become U+FFFD before anything is hashed.
    private static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
    }

    private static string Json(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var name in names) json.WriteStringValue(Text(name));
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
