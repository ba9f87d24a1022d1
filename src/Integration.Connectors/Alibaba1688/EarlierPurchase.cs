using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>What the orders that the buyer's list has under a number are to an order that is to be placed with it. Pure.</summary>
internal static class EarlierPurchase
{
    private const string Missing = "It is not in the order that is there already.";

    /// <summary>The order as it was placed before, or why it is not placed now.</summary>
    /// <param name="order">The order.</param>
    /// <param name="found">What the list has under its number; one or more.</param>
    public static PlatformResult<PushedOrder> Of(OrderDraft order, Order[] found)
    {
        Order[] standing = [.. found.Where(static one => one.Status != OrderStatus.Cancelled)];
        if (standing.Length == 0)
        {
            return Failures.InvalidRequest(
                $"The order {Numbers(found)} that was placed with the number '{order.Number}' is cancelled: give this one another number."
            );
        }

        var lines = standing.SelectMany(static one => one.Lines).ToList();
        var left = order.Lines.Where(line => !Take(lines, line)).ToArray();
        if (lines.Count > 0)
        {
            // Another's number, an order that was changed there, or a list that was not asked for the number.
            return Failures.InvalidRequest(
                $"The platform has {Numbers(standing)} under the number '{order.Number}' with other goods than these: look at it there "
                    + "before you order them with another number."
            );
        }

        return new PushedOrder([.. standing.Select(static one => one.Number)], Existed: true)
        {
            NotPlaced = [.. left.Select(static line => new LineNotPlaced(line.ProductId, line.VariantId, Missing))],
        };
    }

    // Variants have one name in orders and another in products.
    private static bool Take(List<OrderLine> lines, OrderDraftLine line)
    {
        var at = lines.FindIndex(one => one.ProductId == line.ProductId && one.Quantity == line.Quantity);
        if (at >= 0)
        {
            lines.RemoveAt(at);
        }

        return at >= 0;
    }

    private static string Numbers(Order[] orders) => string.Join(", ", orders.Select(static one => one.Number));
}
