using System.Net;
using System.Net.Sockets;
using Integration.Databases;
using Integration.Intake;
using Integration.Time;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Alerts;

public sealed class SiloMeasuresTests
{
    [Fact]
    public async Task Read_OfADatabaseThatHangs_TellsSoWithinARound()
    {
        // It takes the connection and says nothing.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var database = new HubDatabase($"Host=127.0.0.1;Port={port};Username=x;Timeout=60");
        var (time, options) = (new FakeTimeProvider(StorageFixture.Now), new AlertStepOptions());
        var clock = new DatabaseClock(time);
        var measures = new SiloMeasures(
            new AlertFeed(options, time),
            new WorkerBeats(time),
            new StorageReserve(),
            new AlertMeasureQueries(database),
            options,
            clock,
            time
        );

        var reading = measures.Read("silo-1", TestContext.Current.CancellationToken);
        reading.IsCompleted.Should().BeFalse();
        time.Advance(options.MeasureInterval);

        (await reading).Should().Contain(one => one.Metric == "database.reachable" && one.Value == 0);
    }
}
