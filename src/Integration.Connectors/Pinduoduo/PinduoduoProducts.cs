using System.Globalization;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>
/// Creates the own shop's products (<c>pdd.goods.add</c>) and changes their prices (<c>pdd.goods.sku.price.update</c>), one product a
/// call.
/// </summary>
/// <param name="client">Makes the calls.</param>
/// <param name="declaration">Says who may.</param>
/// <param name="details">Reads one product, for its variants and for the prices that a change does not name.</param>
internal sealed class PinduoduoProducts(
    PinduoduoClient client,
    ConnectorDeclaration declaration,
    Func<AccountCredentials, string, CancellationToken, Task<PlatformResult<Product>>> details
)
{
    public Task<ProductWriteResult[]> Create(AccountCredentials account, ProductDraft[] drafts, CancellationToken ct) =>
        Write(account, drafts, static limits => limits.Creates, draft => Create(account, draft, ct));

    public Task<ProductWriteResult[]> Update(AccountCredentials account, ProductDraft[] drafts, CancellationToken ct) =>
        Write(account, drafts, static limits => limits.Updates, draft => Update(account, draft, ct));

    private async Task<ProductWriteResult[]> Write(
        AccountCredentials account,
        ProductDraft[] drafts,
        Func<BatchLimits, int> limit,
        Func<ProductDraft, Task<PlatformResult<WrittenProduct>>> write
    )
    {
        var outcomes = await WriteChecks.Write<ProductDraft, WrittenProduct>(
            declaration,
            account,
            drafts,
            limit,
            async items => (PlatformResult<WrittenProduct>[])[await write(items[0])]
        );
        return [.. drafts.Zip(outcomes, static (draft, outcome) => new ProductWriteResult(draft.SellerCode, outcome))];
    }

    private async Task<PlatformResult<WrittenProduct>> Create(
        AccountCredentials account,
        ProductDraft draft,
        CancellationToken ct
    )
    {
        var fields = NewGoods.Of(draft);
        if (!fields.Succeeded)
        {
            return fields.Failure;
        }

        var call = PinduoduoCalls.GoodsAdd;
        var reply = await client.Call(account, call, withToken: true, fields.Value, ct);
        if (!reply.Succeeded)
        {
            // A fault inside of the platform does not say how far it had come.
            return reply.Failure is { Kind: FailureKind.Transient, Code: not null }
                ? reply.Failure with
                {
                    MayBeDone = true,
                }
                : reply.Failure;
        }

        // Without its id it may be there all the same: that is an answer of no known shape, and nothing to repeat.
        return reply.Value.Root[call.RootKey]["goods_id"].Whole is > 0 and var id
            ? new WrittenProduct(id.ToString(CultureInfo.InvariantCulture))
            : Refused(reply.Value, call, "goods_id");
    }

    private async Task<PlatformResult<WrittenProduct>> Update(
        AccountCredentials account,
        ProductDraft draft,
        CancellationToken ct
    )
    {
        if (PriceChange.Refusal(draft) is { } refusal)
        {
            return refusal;
        }

        var prices = PriceChange.Complete(draft);
        if (prices is null)
        {
            var product = await details(account, draft.Id!, ct);
            prices = product.Succeeded ? PriceChange.Of(draft, product.Value) : product.Failure;
        }

        if (!prices.Succeeded)
        {
            return prices.Failure;
        }

        var call = PinduoduoCalls.PriceUpdate;
        var fields = FormRequest.Fields(("goods_id", draft.Id), ("sku_price_list", PriceChange.Text(prices.Value)));
        var reply = await client.Call(account, call, withToken: true, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        return reply.Value.Root[call.RootKey]["is_success"].Flag == true
            ? new WrittenProduct(draft.Id!)
            : Refused(reply.Value, call, "is_success");
    }

    private static PlatformFailure Refused(PlatformReply reply, PinduoduoCalls call, string expected) =>
        reply.Root[call.RootKey]["is_success"].Flag == false
            ? new(
                FailureKind.Permanent,
                FailureReason.Platform,
                "The platform did not take the product, and does not say why."
            )
            : Failures.UnknownShape(reply, expected);
}
