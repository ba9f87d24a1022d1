using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Shop;

/// <summary>Whether the hub's copy is the shop, and each of its versions was told once. Pure.</summary>
internal static class ShopCheck
{
    private const int Named = 3;

    /// <summary>Everything that is not so; empty when all is.</summary>
    /// <param name="shop">The orders of the shop, which holds still.</param>
    /// <param name="copy">The hub's orders, those that count as deleted included.</param>
    /// <param name="before">The version of each order of the copy before this run.</param>
    /// <param name="told">The hub's events of this run.</param>
    /// <param name="now">The platform's now: packages that are assigned later are not told yet.</param>
    public static IReadOnlyList<string> Faults(
        IReadOnlyList<ShopOrder> shop,
        IReadOnlyList<CopiedOrder> copy,
        IReadOnlyDictionary<string, long> before,
        IReadOnlyCollection<ToldEvent> told,
        DateTimeOffset now
    )
    {
        var truth = shop.ToDictionary(order => order.Number, StringComparer.Ordinal);
        CopiedOrder[] there = [.. copy.Where(order => order.DeletedAt is null)];
        var faults = new List<string>();
        Add("orders are not in the copy", truth.Keys.Except(there.Select(order => order.Number)));
        Add("orders of the copy are not in the shop", there.Select(order => order.Number).Except(truth.Keys));
        CopiedOrder[] both = [.. there.Where(order => truth.ContainsKey(order.Number))];
        Add(
            "orders have another status in the copy",
            both.Where(order => order.Status != WordOf(truth[order.Number].Status)).Select(order => order.Number)
        );
        Add(
            "orders have packages that the copy lacks, or the other way round",
            both.Where(order => !HasItsPackage(order, truth[order.Number], now)).Select(order => order.Number)
        );
        var versions = copy.SelectMany(order => Versions(order, before.GetValueOrDefault(order.Number)));
        Add("versions of orders were not told", versions.Except(told.Select(one => one.Key)));
        Add(
            "changes were told by two events",
            told.CountBy(one => one.Key).Where(one => one.Value > 1).Select(one => one.Key)
        );
        return faults;

        void Add(string what, IEnumerable<string> which)
        {
            string[] all = [.. which];
            if (all.Length > 0)
            {
                faults.Add(
                    $"{all.Length} {what}: {string.Join(", ", all.Take(Named))}{(all.Length > Named ? " …" : "")}"
                );
            }
        }
    }

    private static IEnumerable<string> Versions(CopiedOrder order, long before)
    {
        for (var version = before + 1; version <= order.Version; version++)
        {
            yield return $"order/{order.Number}@{version}";
        }
    }

    private static bool HasItsPackage(CopiedOrder copied, ShopOrder order, DateTimeOffset now)
    {
        string[] numbers =
        [
            .. order
                .Lines.SelectMany(line => line.Packages)
                .Where(package => package.AssignedAt <= now)
                .Select(package => package.Number),
        ];
        return copied.PackageSn is { } number ? numbers.Contains(number, StringComparer.Ordinal) : numbers.Length == 0;
    }

    private static string WordOf(ShopOrderStatus status) =>
        status switch
        {
            ShopOrderStatus.Pending => "pending",
            ShopOrderStatus.ToShip => "awaiting_shipment",
            ShopOrderStatus.PartlyShipped => "partly_shipped",
            ShopOrderStatus.Shipped => "shipped",
            ShopOrderStatus.PartlyReceived => "partly_delivered",
            ShopOrderStatus.Received => "delivered",
            ShopOrderStatus.Cancelled => "cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The hub has no word for it."),
        };
}
