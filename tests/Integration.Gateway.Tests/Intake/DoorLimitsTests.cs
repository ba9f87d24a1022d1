using System.Net;
using Microsoft.AspNetCore.Http;

namespace Integration.Intake;

public sealed class DoorLimitsTests
{
    [Fact]
    public void Check_BeyondTheBurstOfAnAddress_IsRateLimitedForItAlone()
    {
        using var limits = new DoorLimits(
            new IntakeOptions { RatePerAddress = 1, BurstSeconds = 3 },
            TestMetrics.New()
        );
        for (var i = 0; i < 3; i++)
        {
            limits.Check(From("10.0.0.1"), "erp").Should().BeNull();
        }

        var problem = Exhaust(limits, "10.0.0.1", "erp");
        (problem.Slug, problem.Status).Should().Be(("rate-limited", 429));
        problem.RetryAfter.Should().BePositive();
        limits.Check(From("10.0.0.2"), "erp").Should().BeNull();
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("::ffff:10.0.0.1", "::ffff:10.0.0.2", false)]
    public void Check_OfTwoAddresses_CountsThemTogetherWhereTheyAreOneNetwork(string one, string other, bool together)
    {
        using var limits = new DoorLimits(
            new IntakeOptions { RatePerAddress = 1, BurstSeconds = 2 },
            TestMetrics.New()
        );
        Exhaust(limits, one, "erp");
        (limits.Check(From(other), "erp") is not null).Should().Be(together);
    }

    [Fact]
    public void Check_BeyondTheBurstOfASource_IsRateLimitedFromEveryAddress()
    {
        using var limits = new DoorLimits(new IntakeOptions { RatePerSource = 1, BurstSeconds = 2 }, TestMetrics.New());
        limits.Check(From("10.0.0.1"), "erp").Should().BeNull();
        limits.Check(From("10.0.0.2"), "erp").Should().BeNull();
        Exhaust(limits, "10.0.0.3", "erp").Slug.Should().Be("rate-limited");
        limits.Check(From("10.0.0.3"), "shop").Should().BeNull();
    }

    // Retry-After is how long one token takes: it tells the rate that really holds.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(15)]
    [InlineData(19)]
    public void Check_AtAnyRate_RefillsAtThatRate(int rate)
    {
        using var limits = new DoorLimits(
            new IntakeOptions { RatePerSource = rate, BurstSeconds = 1 },
            TestMetrics.New()
        );
        Exhaust(limits, "10.0.0.1", "erp").RetryAfter!.Value.TotalSeconds.Should().BeApproximately(1.0 / rate, 0.002);
    }

    // Tokens come back by the real clock: on a busy machine one more may pass.
    private static Problems.Problem Exhaust(DoorLimits limits, string address, string source)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (limits.Check(From(address), source) is { } refused)
            {
                return refused;
            }
        }

        throw new InvalidOperationException("Nothing was refused.");
    }

    private static DefaultHttpContext From(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return http;
    }
}
