using Integration.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Host;

public sealed class HubLivenessTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Faults_WithoutASilo_AreNone() => new HubLiveness([], _time).Faults().Should().BeEmpty();

    [Fact]
    public void Faults_OfWatchers_AreAllTold()
    {
        var liveness = new HubLiveness([new Watcher(null), new Watcher("one"), new Watcher("two")], _time);
        liveness.Faults().Should().Equal("one", "two");
    }

    [Fact]
    public void Faults_AskedAgain_SaysWhenItAskedBefore()
    {
        var watcher = new Watcher(null);
        var liveness = new HubLiveness([watcher], _time);
        _time.Advance(TimeSpan.FromMinutes(1));
        liveness.Faults();
        liveness.Faults();
        watcher.LastChecks[1].Should().Be(watcher.LastChecks[0] + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Silo_HasWatchersToAsk()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        using var host = builder.Build();
        host.Services.GetServices<IHealthCheckParticipant>().Should().NotBeEmpty();
    }

    private sealed class Watcher(string? fault) : IHealthCheckParticipant
    {
        public List<DateTime> LastChecks { get; } = [];

        public bool CheckHealth(DateTime lastCheckTime, out string reason)
        {
            LastChecks.Add(lastCheckTime);
            reason = fault ?? "";
            return fault is null;
        }
    }
}
