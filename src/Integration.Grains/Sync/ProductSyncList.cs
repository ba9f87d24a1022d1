using Integration.Platforms;

namespace Integration.Sync;

/// <summary>A shop's products.</summary>
internal sealed class ProductSyncList(IProductList list)
    : SyncList(list.Declaration.Platform, ProductWalk.Manners(list.Declaration))
{
    public override async Task<PlatformResult<SyncListPage>> Read(
        AccountCredentials account,
        WalkRequest request,
        CancellationToken ct
    )
    {
        var tells = list.Declaration.List?.Tells;
        var page = await list.ListProducts(account, ProductWalk.Query(request), ct);
        return page.Succeeded
            ? new SyncListPage(
                [.. page.Value.Items.Select(item => SyncRecord.Of(item, tells: tells))],
                [.. page.Value.Unread.Select(static row => new FailedRecord(null, row.Failure, row.Raw))],
                news => ProductWalk.Page(page.Value, news)
            )
            {
                Calls = page.Value.Calls,
            }
            : page.Failure;
    }

    public override async Task<PlatformResult<SyncRecord>> ReadOne(
        AccountCredentials account,
        string id,
        DateTimeOffset readAt,
        CancellationToken ct
    )
    {
        if (list is not IProductDetails details)
        {
            return NotByItself("product");
        }

        var results = await details.GetProducts(account, new ProductQuery(id), ct);
        return results[0].Outcome is { Succeeded: true, Value: var product }
            ? SyncRecord.Of(product)
            : results[0].Outcome.Failure!;
    }
}
