using Orleans.Runtime.Placement;

namespace Integration.Streams;

/// <summary>Carries <see cref="BesideQueuePlacement"/> out, from the membership that this silo knows and without a call.</summary>
internal sealed class BesideQueueDirector(DeliveryQueues queues) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy,
        PlacementTarget target,
        IPlacementContext context
    )
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(
            IPlacementDirector.GetPlacementHint(target.RequestContextData, silos)
                ?? queues.ReaderOf(target.GrainIdentity.Key.ToString()!, silos)
        );
    }
}
