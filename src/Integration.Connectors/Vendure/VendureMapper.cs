using System.Globalization;
using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Vendure;

/// <summary>Orders and products as Vendure sends them: amounts in hundredths, times in UTC.</summary>
internal static class VendureMapper
{
    private const string StateTransition = "ORDER_STATE_TRANSITION";

    /// <summary>A row of the list of orders.</summary>
    public static OrderListItem Row(LooseJson row, PlatformReply reply) =>
        OrderParts.Row(row, reply, static told => told["code"].Text, Order);

    /// <summary>An order; null where it has no code.</summary>
    public static Order? Order(LooseJson told, RawPayload raw)
    {
        var state = told["state"].Text;
        var currency = told["currencyCode"].Text;
        LooseJson[] history = [.. Entries(told, "history")];
        LooseJson[] parcels =
        [
            .. told["fulfillments"].Items().Where(static one => one["state"].Text != VendureStates.Cancelled),
        ];
        OrderLine?[] lines = [.. told["lines"].Items().Select(line => Line(line, state, currency, parcels))];
        // A line that cannot be read makes its order unreadable: kept without it, the order would look complete.
        if (told["code"].Text is not { } code || lines.Contains(null))
        {
            return null;
        }

        OrderStep[] steps = [.. history.Reverse().Select(Step).OfType<OrderStep>()];
        return new()
        {
            Platform = VendureDeclaration.Platform,
            Number = code,
            Status = VendureStates.Of(state),
            StatusText = state,
            CreatedAt = Instant(told["orderPlacedAt"]) ?? Instant(told["createdAt"]),
            UpdatedAt = LastChange(told, history),
            ShippedAt = Array
                .Find(steps, static one => one.StatusText is VendureStates.Shipped or VendureStates.PartiallyShipped)
                ?.At,
            Total = Price(told["totalWithTax"], currency),
            Labels = told["type"].Text is { } type ? [new("type", type)] : [],
            Lines = [.. lines.OfType<OrderLine>()],
            Packages = VendurePackages.Of(parcels),
            Steps = steps,
            Raw = raw,
        };
    }

    /// <summary>A row of the list of products; null where it has no id.</summary>
    public static ProductListItem? Product(LooseJson product)
    {
        if (product["id"].Text is not { } id)
        {
            return null;
        }

        LooseJson[] variants = product["variants"].Items();
        LooseJson[] levels = [.. variants.SelectMany(static one => one["stockLevels"].Items())];
        var cheapest = variants
            .Select(static one => Price(one["priceWithTax"], one["currencyCode"].Text))
            .OfType<Money>()
            .MinBy(static price => price.Amount);
        return new(id, product["name"].Text ?? "")
        {
            // The code belongs to the variant; it is the product's only where there is one.
            SellerCode = variants is [var only] ? only["sku"].Text : null,
            Price = cheapest,
            Stock = levels.Length == 0 ? null : levels.Sum(Free),
            Image = ProductParts.Image(product["featuredAsset"]["preview"].Text),
            ModifiedAt = Newest([product, .. variants, .. levels], "updatedAt"),
            Status = product["enabled"].Flag switch
            {
                true => ProductStatus.OnSale,
                false => ProductStatus.OffSale,
                null => ProductStatus.Unknown,
            },
        };
    }

    private static OrderLine? Line(LooseJson line, string? state, string? currency, LooseJson[] parcels) =>
        line["id"].Text is not { } id
            ? null
            : new(id)
            {
                ProductId = line["productVariant"]["product"]["id"].Text,
                VariantId = line["productVariant"]["id"].Text,
                Title = line["productVariant"]["name"].Text,
                Quantity = line["quantity"].Whole,
                Status = VendurePackages.StatusOf(id, line["quantity"].Whole ?? 0, VendureStates.Of(state), parcels),
                Price = Price(line["unitPriceWithTax"], currency),
            };

    // The order's own time stays where it was when the state changes, a payment settles or a parcel is on its way.
    private static DateTimeOffset? LastChange(LooseJson told, LooseJson[] history)
    {
        DateTimeOffset?[] times =
        [
            Newest([told], "updatedAt"),
            Newest([told], "orderPlacedAt"),
            Newest(history, "createdAt"),
            Newest(told["fulfillments"].Items(), "updatedAt"),
            Newest(told["payments"].Items(), "updatedAt"),
        ];
        return times.Max();
    }

    private static DateTimeOffset? Newest(IEnumerable<LooseJson> things, string field) =>
        things.Max(thing => Instant(thing[field]));

    private static OrderStep? Step(LooseJson entry) =>
        entry["type"].Text == StateTransition
        && entry["data"]["to"].Text is { } state
        && Instant(entry["createdAt"]) is { } at
            ? new(at, VendureStates.Of(state), state)
            : null;

    private static LooseJson[] Entries(LooseJson told, string list) => told[list]["items"].Items();

    private static long Free(LooseJson level) =>
        Math.Max(0, (level["stockOnHand"].Whole ?? 0) - (level["stockAllocated"].Whole ?? 0));

    // Half a price is none: an amount without its currency would be taken for another one.
    private static Money? Price(LooseJson cents, string? currency) =>
        ProductParts.FromCents(cents.Number) is >= 0 and var amount && currency is { Length: 3 }
            ? new(amount, currency.ToUpperInvariant())
            : null;

    private static DateTimeOffset? Instant(LooseJson time) =>
        DateTimeOffset.TryParse(
            time.Text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
            : null;
}
