using Integration.Calls;
using Integration.Orders;

namespace Integration.Platforms;

/// <summary>What an answer says of a list of orders.</summary>
/// <param name="Reply">The answer.</param>
/// <param name="Rows">The rows in it.</param>
/// <param name="Total">Orders that match in all; null where the answer does not tell.</param>
internal sealed record OrderListAnswer(PlatformReply Reply, OrderListItem[] Rows, long? Total)
{
    /// <summary>The platform's time; null where it does not tell.</summary>
    public DateTimeOffset? PlatformTime { get; init; }
}
