using Integration.Access;
using Integration.Problems;

namespace Integration.Writes;

/// <summary>Places orders with one account. A thin shell: <see cref="OrderPush"/> does it, and the optimiser outside of any turn.</summary>
internal sealed class OrderPushGrain(OrderPush push) : Grain, IOrderPushGrain
{
    public async Task<Outcome<OrderPushResource>> Push(byte[] request, WriteContext context, CancellationToken ct)
    {
        var placed = await push.Run(this.GetPrimaryKeyString(), request, context, ct);
        if (placed.Problem is { Status: 404 })
        {
            // Ids that nobody configured must not fill the memory.
            DeactivateOnIdle();
        }

        return placed;
    }
}
