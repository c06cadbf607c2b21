using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Takes from an IP address what points to one visitor, so that a log can keep the rest (an address is personal data: CJEU C-582/14, Breyer).</summary>
public static class IpAddressMask
{
    private const int KeptV4 = 3;
    private const int KeptV6 = 6;

    /// <summary>Keeps the first 24 bits of an IPv4 address and the first 48 of an IPv6 one; an IPv4 address mapped into IPv6 is masked as what it is.</summary>
    /// <returns><see langword="null"/> for <see langword="null"/>; the scope of an IPv6 address is left out.</returns>
    [return: NotNullIfNotNull(nameof(address))]
    public static IPAddress? Mask(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) return Mask(address.MapToIPv4()).MapToIPv6();
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length)) return null!;
        bytes[(address.AddressFamily == AddressFamily.InterNetwork ? KeptV4 : KeptV6)..length].Clear();
        return new IPAddress(bytes[..length]);
    }

    /// <summary>The same for an address as text, as <c>X-Forwarded-For</c> has it: of a list each address is masked, a port is left out.</summary>
    /// <returns>What is no address becomes <c>unknown</c>, so that nothing passes unmasked.</returns>
    [return: NotNullIfNotNull(nameof(addresses))]
    public static string? Mask(string? addresses) =>
        addresses is null ? null : string.Join(", ", addresses.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(MaskOne));

    private static string MaskOne(string text) =>
        IPAddress.TryParse(text, out var address) ? Mask(address).ToString()
        : IPEndPoint.TryParse(text, out var endPoint) ? Mask(endPoint.Address).ToString()
        : "unknown";
}
