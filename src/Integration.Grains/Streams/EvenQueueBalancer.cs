using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Integration.Streams;

/// <summary>Gives each silo its turns of the queues (<see cref="DeliveryQueues"/>); Orleans' default goes by hash and may give one silo all.</summary>
internal sealed class EvenQueueBalancer(IServiceProvider services, ILogger<EvenQueueBalancer> logger)
    : QueueBalancerBase(services, logger)
{
    private IStreamQueueMapper? _mapper;
    private volatile QueueId[] _mine = [];

    public override Task Initialize(IStreamQueueMapper queueMapper)
    {
        _mapper = queueMapper;
        return base.Initialize(queueMapper);
    }

    public override IEnumerable<QueueId> GetMyQueues() => _mine;

    protected override void OnClusterMembershipChange(HashSet<SiloAddress> activeSilos)
    {
        var mine = activeSilos.Contains(SiloAddress)
            ? _mapper!
                .GetAllQueues()
                .Where(queue => DeliveryQueues.ReaderOf(queue, activeSilos).Equals(SiloAddress))
                .ToArray()
            : [];
        if (!mine.ToHashSet().SetEquals(_mine))
        {
            _mine = mine;
            NotifyListeners().Ignore();
        }
    }
}
