using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// The hashes that tie the rows together: SHA-256 over the schema's version and the sequence (8 bytes each, big-endian), the previous row's hash, and the columns of the row in the order of the table,
/// each of these preceded by its length in bytes (8 bytes, big-endian) and texts in UTF-8, so that no two contents give the same bytes.
/// </summary>
internal static class ProofChain
{
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>What precedes the first row: 32 zero bytes.</summary>
    public static readonly byte[] Start = new byte[HashLength];

    public static byte[] Next(byte[] previous, long sequence, ReadOnlySpan<byte[]> columns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, ConsentProofOptions.SchemaVersion);
        Add(hash, sequence);
        Add(hash, previous);
        foreach (var column in columns) Add(hash, column);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, byte[] bytes)
    {
        Add(hash, bytes.LongLength);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
