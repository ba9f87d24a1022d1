using Integration.Orders;
using Integration.Writes;

namespace Integration.Platforms;

/// <summary>What every connector must do that places orders; its keys are the buyer's numbers.</summary>
public abstract class OrderPushConformance : WriteConformance
{
    protected abstract string Platform { get; }

    // In one call they would be two; one after the other the second can be known.
    protected override int CallsForTheSameTwice => 2;

    /// <summary>An order that the platform takes.</summary>
    protected abstract OrderDraft Draft(string key);

    private protected override int LimitOf(BatchLimits limits) => limits.Orders;

    private protected override async Task<WriteTelling[]> Write(IConnector connector, string[] keys)
    {
        var outcomes = await ((IOrderPush)connector).PushOrders(Account, [.. keys.Select(Draft)], Ct);
        return [.. keys.Zip(outcomes, Telling)];
    }

    private protected override async Task<WriteTelling> Hand(PlatformWrites writes, string key) =>
        Telling(key, await writes.PushOrder(Platform, Account, Draft(key), Ct));

    private static WriteTelling Telling(string key, PlatformResult<PushedOrder> outcome) =>
        new(key, outcome.Value?.Numbers.Single(), outcome.Failure);
}
