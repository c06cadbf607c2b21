using System.Text.Json;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>JSON that came in a cookie.</summary>
internal static class CmpJson
{
    // A CMP nests three levels; more is somebody's attempt at the stack.
    private const int MaximumDepth = 16;

    /// <summary>Reads a text as an object; <see langword="null"/> when it is none, names a member twice or holds text that is no Unicode.</summary>
    public static CmpAnswers? Read(string text, Func<IReadOnlyDictionary<string, JsonElement>, CmpAnswers?> read)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaximumDepth });
            return Members(json.RootElement) is { } members ? read(members) : null;
        }
        // The last two are what System.Text.Json throws for half a surrogate pair, escaped and raw.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The members of an object; <see langword="null"/> when it is none or names one twice, because readers differ in which of the two they take.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Members(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value)) return null;
        }
        return members;
    }

    /// <summary>The texts of an array; <see langword="null"/> when it is none or holds something else.</summary>
    public static List<string>? Texts(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array) return null;
        var texts = new List<string>();
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String) return null;
            texts.Add(item.GetString()!);
        }
        return texts;
    }

    /// <summary>A text, or <see langword="null"/>.</summary>
    public static string? Text(this IReadOnlyDictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A moment in ISO 8601, as <c>toISOString()</c> writes it, or <see langword="null"/>.</summary>
    public static DateTimeOffset? Moment(this IReadOnlyDictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var moment) ? moment : null;
}
