using Integration.Calls;
using Integration.Orders;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>Parts of an order from what platforms send for them.</summary>
internal static class OrderParts
{
    /// <summary>A row of a list: the order in it, or that it is none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="reply">Where it stands.</param>
    /// <param name="number">The number of the order in it.</param>
    /// <param name="read">Reads an order; null where it has no number, or a line has none.</param>
    public static OrderListItem Row(
        LooseJson row,
        PlatformReply reply,
        Func<LooseJson, string?> number,
        Func<LooseJson, RawPayload, Order?> read
    )
    {
        var raw = reply.RawOf(row);
        if (read(row, raw) is { } order)
        {
            return new(raw) { Order = order };
        }

        var known = number(row);
        return new(raw)
        {
            Number = known,
            Failure = new(
                FailureKind.Permanent,
                FailureReason.InvalidAnswer,
                known is null
                    ? "A row of the list has no number of its order."
                    : "An order of the list has a line that cannot be told apart: it has no number, or no product."
            ),
        };
    }

    /// <summary>
    /// The lines of an order; null where one cannot be read, because without it the order would look complete.
    /// </summary>
    public static OrderLine[]? Lines(IEnumerable<LooseJson> told, Func<LooseJson, OrderLine?> read)
    {
        OrderLine?[] lines = [.. told.Select(read)];
        return lines.Contains(null) ? null : [.. lines.OfType<OrderLine>()];
    }

    /// <summary>Packages in their order, each number once with all that was told of it; those without a number are left out.</summary>
    public static OrderPackage[] Packages(IEnumerable<OrderPackage?> told) =>
        [
            .. told.OfType<OrderPackage>()
                .GroupBy(static package => package.Number, StringComparer.Ordinal)
                .Select(Joined),
        ];

    /// <summary>A mark; none where the platform does not tell it.</summary>
    public static OrderLabel[] Label(string name, LooseJson value) => value.Text is { } text ? [new(name, text)] : [];

    /// <summary>An amount; null without its currency, because it would be taken for another one.</summary>
    public static Money? Amount(decimal? amount, string? currency) =>
        amount is >= 0 && currency is { Length: 3 } ? new(amount.Value, currency.ToUpperInvariant()) : null;

    private static OrderPackage Joined(IGrouping<string, OrderPackage> same) =>
        new(same.Key)
        {
            DeliveryType = same.Select(static one => one.DeliveryType).FirstOrDefault(static one => one is not null),
            CarrierCalled = same.Select(static one => one.CarrierCalled).FirstOrDefault(static one => one is not null),
            LineIds = [.. same.SelectMany(static one => one.LineIds).Distinct(StringComparer.Ordinal)],
        };
}
