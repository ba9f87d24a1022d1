using System.Net;

namespace Integration.Webhooks;

public sealed class DialGuardTests
{
    private static readonly DialGuard ByDefault = new(new DialGuardOptions());
    private static readonly DialGuard OnlyPublic = new(new DialGuardOptions { AllowPrivateNetworks = false });

    // Every spelling of the clouds' metadata address: mapped, compatible, translated, NAT64 (both prefixes), 6to4,
    // Teredo (server and client), ISATAP.
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:a9fe:a9fe")]
    [InlineData("::169.254.169.254")]
    [InlineData("::ffff:0:169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1:a9fe:00a9:fe00::")]
    [InlineData("64:ff9b:1::169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("2001:0:a9fe:a9fe::1")]
    [InlineData("2001:0:102:304:0:0:5601:5601")]
    [InlineData("fe80::5efe:169.254.169.254")]
    [InlineData("2001:db8::200:5efe:169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("fd00:42::42")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("169.254.0.1")]
    [InlineData("169.254.255.255")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%3")]
    [InlineData("febf::1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    public void MayDial_WhatIsNeverASubscriber_IsRefusedByEveryDefault(string address)
    {
        ByDefault.MayDial(IPAddress.Parse(address)).Should().BeFalse();
        OnlyPublic.MayDial(IPAddress.Parse(address)).Should().BeFalse();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("192.88.99.1")]
    [InlineData("240.0.0.1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("fec0::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:2::1")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("100::1")]
    public void MayDial_ANetworkThatIsNotPublic_DependsOnTheSetting(string address)
    {
        ByDefault.MayDial(IPAddress.Parse(address)).Should().BeTrue("subscribers are often internal");
        OnlyPublic.MayDial(IPAddress.Parse(address)).Should().BeFalse();
    }

    [Theory]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:0a00:0001::1")]
    [InlineData("2002:7f00:0001::1")]
    [InlineData("::ffff:0:10.0.0.1")]
    public void MayDial_APrivateAddressInsideAnother_IsRefusedWhereOnlyPublicOnesMay(string address) =>
        OnlyPublic.MayDial(IPAddress.Parse(address)).Should().BeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001::200e")]
    public void MayDial_APublicAddress_IsAllowed(string address)
    {
        OnlyPublic.MayDial(IPAddress.Parse(address)).Should().BeTrue();
        ByDefault.MayDial(IPAddress.Parse(address)).Should().BeTrue();
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("169.254.169.254", true)]
    [InlineData("169.254.169.253", false)]
    [InlineData("fd12::1", true)]
    public void MayDial_WithAnAllowList_OpensWhatItNames(string address, bool allowed) =>
        new DialGuard(
            new DialGuardOptions
            {
                AllowPrivateNetworks = false,
                Allow = ["10.1.0.0/16", "169.254.169.254", "fd12::/16"],
            }
        )
            .MayDial(IPAddress.Parse(address))
            .Should()
            .Be(allowed);

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("64:ff9b::10.1.2.3", false)]
    [InlineData("2002:0a01:0203::1", false)]
    [InlineData("10.1.2.4", true)]
    [InlineData("8.8.8.8", false)]
    public void MayDial_WithADenyList_WinsOverTheAllowList(string address, bool allowed) =>
        new DialGuard(new DialGuardOptions { Allow = ["10.1.0.0/16", "8.8.8.8"], Deny = ["10.1.2.3", "8.8.8.0/24"] })
            .MayDial(IPAddress.Parse(address))
            .Should()
            .Be(allowed);

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("example.com")]
    [InlineData("")]
    public void Guard_WithAnEntryThatIsNoNetwork_SaysWhich(string entry) =>
        FluentActions
            .Invoking(() => new DialGuard(new DialGuardOptions { Deny = [entry] }))
            .Should()
            .Throw<FormatException>()
            .WithMessage($"*'{entry}'*");
}
