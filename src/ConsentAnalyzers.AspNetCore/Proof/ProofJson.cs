using System.Text.Json;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Proofs as JSON, a page at a time.</summary>
internal static class ProofJson
{
    public static async Task WriteAsync(Stream destination, IAsyncEnumerable<List<KeptProof>> pages, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(destination);
        json.WriteStartObject();
        json.WriteNumber("schema", ConsentProofOptions.SchemaVersion);
        json.WriteStartArray("proofs");
        await foreach (var page in pages)
        {
            foreach (var proof in page) Write(json, proof);
            await json.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, KeptProof proof)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", proof.Sequence);
        json.WriteString("recorded", proof.Recorded);
        json.WriteString("time", proof.Row.Time);
        json.WriteString("subject", proof.Row.Subject);
        json.WriteString("banner", proof.Row.Banner);
        json.WriteString("policy", proof.Row.Policy);
        json.WriteString("source", proof.Row.Source);
        WriteNames(json, "granted", proof.Row.Granted);
        WriteNames(json, "refused", proof.Row.Refused);
        json.WriteString("hash", proof.Hash);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string property, string names)
    {
        json.WriteStartArray(property);
        foreach (var name in ProofRow.Names(names)) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
