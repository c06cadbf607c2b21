using System.Text;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>A decision in bytes: a version, the purposes granted and refused, the second, the pseudonym, the versions of banner and policy, the site's own purposes.</summary>
internal static class ChoiceFormat
{
    private const byte Version = 1;

    public static byte[] Write(ConsentDecision decision)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write((byte)decision.Granted);
        writer.Write((byte)decision.Refused);
        writer.Write7BitEncodedInt64(decision.DecidedAt?.ToUnixTimeSeconds() ?? 0);
        writer.Write(decision.SubjectId ?? "");
        writer.Write(decision.BannerVersion ?? "");
        writer.Write(decision.PolicyVersion ?? "");
        writer.Write(decision.Source);
        WriteNames(writer, decision.GrantedNames);
        WriteNames(writer, decision.RefusedNames);
        writer.Flush();
        return stream.ToArray();
    }

    /// <returns><see langword="null"/> for a version that this one does not know, and for bytes that are none of a decision.</returns>
    public static ConsentDecision? Read(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            if (reader.ReadByte() != Version) return null;
            return new ConsentDecision
            {
                Granted = (ConsentPurpose)reader.ReadByte() & ConsentPurposeNames.Every,
                Refused = (ConsentPurpose)reader.ReadByte() & ConsentPurposeNames.Every,
                DecidedAt = DateTimeOffset.FromUnixTimeSeconds(reader.Read7BitEncodedInt64()),
                SubjectId = reader.ReadString(),
                BannerVersion = reader.ReadString(),
                PolicyVersion = reader.ReadString(),
                Source = reader.ReadString(),
                GrantedNames = ReadNames(reader),
                RefusedNames = ReadNames(reader),
            };
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static void WriteNames(BinaryWriter writer, IReadOnlyList<string> names)
    {
        writer.Write((byte)names.Count);
        foreach (var name in names) writer.Write(name);
    }

    private static string[] ReadNames(BinaryReader reader)
    {
        var names = new string[reader.ReadByte()];
        for (var i = 0; i < names.Length; i++) names[i] = reader.ReadString();
        return names;
    }
}
