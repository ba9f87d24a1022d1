using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>
/// Orders that the account's member buys (<c>alibaba.trade.fastCreateOrder</c>), one a call. Before each the buyer's list is asked for the
/// order's number (<c>outOrderId</c>, which the documents name for idempotency): what is there is not placed again.
/// </summary>
/// <param name="client">Makes the calls.</param>
/// <param name="declaration">Says who may.</param>
/// <param name="offers">Asks for an offer, for what an order calls its variants.</param>
internal sealed class PurchaseOrders(
    AopClient client,
    ConnectorDeclaration declaration,
    Func<AccountCredentials, string, CancellationToken, Task<PlatformResult<PlatformReply>>> offers
)
{
    private const string CreateCall = "1/com.alibaba.trade/alibaba.trade.fastCreateOrder";
    private const string FindCall = "1/com.alibaba.trade/alibaba.trade.getBuyerOrderList";
    private const string Number = "outOrderId";

    public Task<PlatformResult<PushedOrder>[]> Push(
        AccountCredentials account,
        OrderDraft[] orders,
        CancellationToken ct
    ) =>
        WriteChecks.Write<OrderDraft, PushedOrder>(
            declaration,
            account,
            orders,
            static limits => limits.Orders,
            async items => (PlatformResult<PushedOrder>[])[await Push(account, items[0], ct)]
        );

    private async Task<PlatformResult<PushedOrder>> Push(
        AccountCredentials account,
        OrderDraft order,
        CancellationToken ct
    )
    {
        if (PurchaseOrderFields.Refusal(order) is { } refusal)
        {
            return refusal;
        }

        var earlier = await Find(account, order, ct);
        if (!earlier.Succeeded)
        {
            return WriteChecks.NotSent(earlier.Failure, "the platform could not be asked for its number first");
        }

        if (earlier.Value.Numbers.Length > 0)
        {
            return earlier;
        }

        var lines = await Named(account, order.Lines, ct);
        return lines.Succeeded
            ? await Create(account, PurchaseOrderFields.Of(order with { Lines = lines.Value }), ct)
            : WriteChecks.NotSent(lines.Failure, "its offers could not be read first");
    }

    // The ids that products have here (skuId) are not those that an order takes (specId).
    private async Task<PlatformResult<OrderDraftLine[]>> Named(
        AccountCredentials account,
        OrderDraftLine[] lines,
        CancellationToken ct
    )
    {
        var named = (OrderDraftLine[])lines.Clone();
        var asked = named.Index().Where(static one => one.Item.VariantId is { } id && Alibaba1688Links.IsId(id));
        foreach (var offer in asked.GroupBy(static one => one.Item.ProductId, StringComparer.Ordinal).ToArray())
        {
            var reply = await offers(account, offer.Key, ct);
            if (!reply.Succeeded)
            {
                return reply.Failure;
            }

            // A withdrawn offer, or an answer that is none, has no variants either.
            if (OfferMapper.Read(offer.Key, new(offer.Key), reply.Value) is { Succeeded: false } unreadable)
            {
                return unreadable.Failure;
            }

            var specs = OfferMapper.Specs(reply.Value);
            foreach (var (at, line) in offer)
            {
                if (!specs.TryGetValue(line.VariantId!, out var spec))
                {
                    return Failures.InvalidRequest(
                        $"The offer {offer.Key} has no variant {line.VariantId} that can be ordered."
                    );
                }

                named[at] = line with { VariantId = spec };
            }
        }

        return named;
    }

    // Without numbers where there is none.
    private async Task<PlatformResult<PushedOrder>> Find(
        AccountCredentials account,
        OrderDraft order,
        CancellationToken ct
    )
    {
        var fields = FormRequest.Fields((Number, order.Number), ("page", "1"), ("pageSize", "20"));
        var reply = await client.Call(account, FindCall, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var (root, rows) = (reply.Value.Root, reply.Value.Root["result"].Items());
        if (root["totalRecord"].Whole is not { } total || total < rows.Length)
        {
            return Failures.UnknownShape(reply.Value, "a list of orders");
        }

        if (total == 0)
        {
            return new PushedOrder([]);
        }

        Order?[] found = [.. rows.Select(row => OrderMapper.Detail(row, reply.Value.RawOf(row)))];
        if (total > rows.Length || found.Contains(null))
        {
            return Failures.UnknownShape(reply.Value, "the few orders of one number");
        }

        return EarlierPurchase.Of(order, [.. found.OfType<Order>()]);
    }

    private async Task<PlatformResult<PushedOrder>> Create(
        AccountCredentials account,
        Dictionary<string, string> fields,
        CancellationToken ct
    )
    {
        // A published example of a good answer calls itself no success: what counts is the number in it.
        var reply = await client.CallOnce(account, CreateCall, fields, static root => Placed(root).Length > 0, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var placed = Placed(reply.Value.Root);
        return placed.Length > 0
            ? new PushedOrder([.. placed.Select(static one => one["orderId"].Text!)])
            {
                Total = Sum(placed, "totalSuccessAmount", "orderAmmount"),
                Freight = Sum(placed, "postFee"),
                NotPlaced =
                [
                    .. ResultOf(reply.Value.Root)["failedOfferList"].Items().Select(line => Left(line, reply.Value)),
                ],
            }
            : Failures.UnknownShape(reply.Value, "the number of an order");
    }

    private static LooseJson ResultOf(LooseJson root) => root["result"].Exists ? root["result"] : root;

    // The order itself, or those that the platform has made of it; none where one of them has no number, since it is not known what it is.
    private static LooseJson[] Placed(LooseJson root)
    {
        var result = ResultOf(root);
        if (IsNumber(result["orderId"].Text))
        {
            return [result];
        }

        var orders = result.First("orderList", "multiOrders").Items();
        return Array.TrueForAll(orders, static one => IsNumber(one["orderId"].Text)) ? orders : [];
    }

    private static bool IsNumber(string? text) =>
        text is { Length: > 0 } && text[0] != '0' && text.All(char.IsAsciiDigit);

    private static LineNotPlaced Left(LooseJson line, PlatformReply reply) =>
        new(
            line["offerId"].Text ?? "",
            line["specId"].Text,
            reply.Shown($"{line["errorCode"].Text}: {line["errorMessage"].Text}")
        );

    // In fen; none where one does not tell it.
    private static Products.Money? Sum(LooseJson[] placed, params string[] names)
    {
        const decimal fen = 100;
        long?[] told = [.. placed.Select(one => one.First(names).Whole)];
        return told.Contains(null) ? null : OrderParts.Amount(told.Sum() / fen, Alibaba1688Declaration.Currency);
    }
}
