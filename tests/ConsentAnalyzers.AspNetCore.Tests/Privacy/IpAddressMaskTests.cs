using System.Net;

namespace ConsentAnalyzers.AspNetCore.Tests.Privacy;

public class IpAddressMaskTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData("255.255.255.255", "255.255.255.0")]
    [InlineData("127.0.0.1", "127.0.0.0")]
    [InlineData("2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3::")]
    [InlineData("::1", "::")]
    [InlineData("fe80::1%3", "fe80::")]
    [InlineData("::ffff:203.0.113.77", "::ffff:203.0.113.0")]
    public void Keeps_the_network_and_drops_the_visitor(string address, string masked)
    {
        Assert.Equal(masked, IpAddressMask.Mask(IPAddress.Parse(address)).ToString());
        Assert.Equal(masked, IpAddressMask.Mask(address));
    }

    [Theory]
    [InlineData("203.0.113.77, 2001:db8:85a3::7", "203.0.113.0, 2001:db8:85a3::")]
    [InlineData("203.0.113.77:4711", "203.0.113.0")]
    [InlineData("[2001:db8:85a3:1::7]:4711", "2001:db8:85a3::")]
    [InlineData("unknown", "unknown")]
    [InlineData("for=secret, 203.0.113.77", "unknown, 203.0.113.0")]
    [InlineData("", "")]
    public void Masks_each_address_of_a_header(string header, string masked) => Assert.Equal(masked, IpAddressMask.Mask(header));

    [Fact]
    public void Nothing_stays_nothing()
    {
        Assert.Null(IpAddressMask.Mask((IPAddress?)null));
        Assert.Null(IpAddressMask.Mask((string?)null));
    }

    [Fact]
    public void Two_visitors_of_one_network_look_the_same_and_masking_twice_changes_nothing()
    {
        var random = new Random(1);
        var bytes = new byte[16];
        for (var i = 0; i < 1000; i++)
        {
            random.NextBytes(bytes);
            var address = new IPAddress(i % 2 == 0 ? bytes : bytes.AsSpan(0, 4));
            var kept = i % 2 == 0 ? 6 : 3;
            var masked = IpAddressMask.Mask(address);
            Assert.Equal(masked, IpAddressMask.Mask(masked));
            if (masked.IsIPv4MappedToIPv6) continue;
            Assert.Equal(address.GetAddressBytes()[..kept], masked.GetAddressBytes()[..kept]);
            Assert.All(masked.GetAddressBytes()[kept..], b => Assert.Equal(0, b));
        }
    }
}
