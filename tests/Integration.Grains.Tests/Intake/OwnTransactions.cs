using Integration.Databases;
using Integration.Partitions;
using Integration.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Intake;

/// <summary>The transactions of one silo that append events of its own; nobody delivers them.</summary>
internal sealed class OwnTransactions : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddMetrics()
        .AddSingleton<IntakeMetrics>()
        .BuildServiceProvider();
    private readonly FanoutExpander _fanout;

    public OwnTransactions(HubDatabase database, TimeProvider time)
    {
        var clock = new DatabaseClock(time);
        var publisher = new DeliveryPublisher(_services, NullLogger<DeliveryPublisher>.Instance);
        var step = new FanoutStep(database, new AppendOptions(), new UuidV7Generator(), 1);
        _fanout = new FanoutExpander(step, publisher, clock, time, NullLogger<FanoutExpander>.Instance);
        Transactions = new EventTransactions(
            new PartitionMaintenance(database, new RetentionOptions(), time),
            clock,
            publisher,
            _fanout,
            _services.GetRequiredService<IntakeMetrics>()
        );
    }

    public EventTransactions Transactions { get; }

    public void Dispose()
    {
        _fanout.Dispose();
        _services.Dispose();
    }
}
