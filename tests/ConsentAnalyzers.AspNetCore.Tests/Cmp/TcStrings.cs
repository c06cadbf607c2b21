using System.Text;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

/// <summary>Writes TC strings, bit by bit as the specification has them.</summary>
internal sealed class TcStrings
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly StringBuilder _bits = new();

    /// <summary>A string of today's framework with these purposes and vendors said yes to.</summary>
    public static string Make(int[] purposes, int[]? vendors = null, int[]? legitimateInterest = null, int version = 2, int policy = 5, bool isServiceSpecific = true, bool purposeOneTreatment = false, bool ranges = false)
    {
        var writer = new TcStrings();
        var at = new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() / 100;
        writer.Number(version, 6).Number(at, 36).Number(at, 36).Number(675, 12).Number(3, 12).Number(1, 6).Number(5, 6).Number(17, 6).Number(142, 12).Number(policy, 6);
        writer.Number(isServiceSpecific ? 1 : 0, 1).Number(0, 1).Set([1], 12).Set(purposes, 24).Set(legitimateInterest ?? [], 24).Number(purposeOneTreatment ? 1 : 0, 1).Number(5, 6).Number(17, 6);
        vendors ??= [];
        writer.Number(vendors.DefaultIfEmpty().Max(), 16).Number(ranges ? 1 : 0, 1);
        if (ranges) writer.Ranges(vendors);
        else writer.Set(vendors, vendors.DefaultIfEmpty().Max());
        return writer.Number(0, 16).Number(0, 1).Number(0, 12).ToString();
    }

    public TcStrings Number(long value, int width)
    {
        for (var i = width - 1; i >= 0; i--) _bits.Append((value >> i & 1) == 1 ? '1' : '0');
        return this;
    }

    public override string ToString()
    {
        while (_bits.Length % 24 != 0) _bits.Append('0');
        var text = new StringBuilder();
        for (var i = 0; i < _bits.Length; i += 6) text.Append(Alphabet[Convert.ToInt32(_bits.ToString(i, 6), 2)]);
        return text.ToString();
    }

    private TcStrings Set(int[] numbers, int width)
    {
        for (var i = 1; i <= width; i++) Number(numbers.Contains(i) ? 1 : 0, 1);
        return this;
    }

    private void Ranges(int[] numbers)
    {
        Number(numbers.Length, 12);
        foreach (var number in numbers) Number(0, 1).Number(number, 16);
    }
}
