using System.Globalization;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>
/// Sets the stock of the own shop's variants (<c>pdd.goods.quantity.update</c>): one a call, and always as a number of pieces, never as a
/// difference, which would count twice where an answer was lost.
/// </summary>
/// <param name="client">Makes the calls.</param>
/// <param name="declaration">Says who may.</param>
/// <param name="details">Reads one product, for the id of its only variant.</param>
internal sealed class PinduoduoStock(
    PinduoduoClient client,
    ConnectorDeclaration declaration,
    Func<AccountCredentials, string, CancellationToken, Task<PlatformResult<Product>>> details
)
{
    private const string Absolute = "1";

    public async Task<StockResult[]> Update(AccountCredentials account, StockChange[] changes, CancellationToken ct)
    {
        var outcomes = await WriteChecks.Write<StockChange, StockLevel>(
            declaration,
            account,
            changes,
            static limits => limits.StockUpdates,
            async items => (PlatformResult<StockLevel>[])[await Update(account, items[0], ct)]
        );
        return [.. changes.Zip(outcomes, static (change, outcome) => new StockResult(change, outcome))];
    }

    private async Task<PlatformResult<StockLevel>> Update(
        AccountCredentials account,
        StockChange change,
        CancellationToken ct
    )
    {
        if (!PinduoduoLinks.IsGoodsId(change.ProductId) || change.Quantity < 0)
        {
            return Failures.InvalidRequest("A stock level has the number of its product, and 0 or more pieces.");
        }

        var variant = await VariantOf(account, change, ct);
        if (!variant.Succeeded)
        {
            return variant.Failure;
        }

        var call = PinduoduoCalls.StockUpdate;
        var fields = FormRequest.Fields(
            ("goods_id", change.ProductId),
            ("sku_id", variant.Value),
            ("quantity", change.Quantity.ToString(CultureInfo.InvariantCulture)),
            ("update_type", Absolute)
        );
        var reply = await client.Call(account, call, withToken: true, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        return reply.Value.Root[call.RootKey]["is_success"].Flag switch
        {
            true => new StockLevel(change.Quantity) { VariantId = change.VariantId },
            // Such as downwards during a promotion: the next try would fare no better.
            false => new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.Platform,
                "The platform did not take the stock level, and does not say why."
            ),
            null => Failures.UnknownShape(reply.Value, "is_success"),
        };
    }

    private async Task<PlatformResult<string>> VariantOf(
        AccountCredentials account,
        StockChange change,
        CancellationToken ct
    )
    {
        if (change.VariantId is { } named)
        {
            return PinduoduoLinks.IsGoodsId(named)
                ? named
                : Failures.InvalidRequest("The id of a variant is a number.");
        }

        var product = await details(account, change.ProductId, ct);
        return !product.Succeeded ? product.Failure
            : product.Value.Variants is [{ Id: { } only }] ? only
            : Failures.InvalidRequest("The product has several variants: name the one whose stock it is.");
    }
}
