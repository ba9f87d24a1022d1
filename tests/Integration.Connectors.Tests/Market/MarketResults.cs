using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Market;

/// <summary>What a call that writes says of each of its items; results come in any order.</summary>
internal static class MarketResults
{
    public static PlatformResult<WrittenProduct>[] Products(
        ProductDraft[] drafts,
        MarketWrite write,
        PlatformReply reply
    )
    {
        var results = Results(reply);
        return
        [
            .. drafts.Select(draft =>
            {
                var told = Array.Find(results, one => one[write.Key].Text == write.KeyOf(draft));
                return Outcome(
                    told,
                    reply,
                    told["id"].Text is { } id ? new WrittenProduct(id, told["existed"].Flag == true) : null
                );
            }),
        ];
    }

    public static PlatformResult<StockLevel>[] Stock(StockChange[] changes, PlatformReply reply)
    {
        var results = Results(reply);
        return
        [
            .. changes.Select(change =>
            {
                var told = Array.Find(
                    results,
                    one => one["product"].Text == change.ProductId && one["variant"].Text == change.VariantId
                );
                return Outcome(
                    told,
                    reply,
                    told["quantity"].Whole is >= 0 and var pieces
                        ? new StockLevel(pieces) { VariantId = change.VariantId }
                        : null
                );
            }),
        ];
    }

    public static PlatformResult<PushedOrder>[] Orders(OrderDraft[] orders, PlatformReply reply)
    {
        var results = Results(reply);
        return
        [
            .. orders.Select(order =>
            {
                var told = Array.Find(results, one => one["number"].Text == order.Number);
                return Outcome(
                    told,
                    reply,
                    told["order"].Text is { } id ? new PushedOrder([id], told["existed"].Flag == true) : null
                );
            }),
        ];
    }

    private static LooseJson[] Results(PlatformReply reply) => reply.Root["data"]["results"].Items();

    private static PlatformResult<T> Outcome<T>(LooseJson told, PlatformReply reply, T? value)
        where T : class =>
        told["error"].IsObject ? MarketErrors.Of(told["error"], reply)
        : value is not null ? value
        : Failures.UnknownShape(reply, "a result for each item");
}
