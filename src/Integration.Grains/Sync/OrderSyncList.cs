using Integration.Platforms;

namespace Integration.Sync;

/// <summary>A shop's orders.</summary>
internal sealed class OrderSyncList(IOrderList list)
    : SyncList(list.Declaration.Platform, OrderWalk.Manners(list.Declaration))
{
    public override bool Enriches => list.Declaration.Orders is { ListsPackages: false } && list is IOrderDetails;

    public override async Task<PlatformResult<SyncListPage>> Read(
        AccountCredentials account,
        WalkRequest request,
        CancellationToken ct
    )
    {
        var page = await list.ListOrders(account, OrderWalk.Query(request), ct);
        if (!page.Succeeded)
        {
            return page.Failure;
        }

        var items = page.Value.Items;
        var tells = list.Declaration.Orders?.Tells;
        return new SyncListPage(
            [
                .. items
                    .Where(static item => item.Order is not null)
                    .Select(item => SyncRecord.Of(item.Order!, tells: tells)),
            ],
            [
                .. items
                    .Where(static item => item.Failure is not null)
                    .Select(static item => new FailedRecord(item.Number, item.Failure!, item.Raw)),
            ],
            news => OrderWalk.Page(page.Value, news)
        )
        {
            Calls = page.Value.Calls,
        };
    }

    public override async Task<PlatformResult<SyncRecord>> ReadOne(
        AccountCredentials account,
        string id,
        DateTimeOffset readAt,
        CancellationToken ct
    )
    {
        if (list is not IOrderDetails details)
        {
            return NotByItself("order");
        }

        var order = await details.GetOrder(account, id, ct);
        return order.Succeeded ? SyncRecord.Of(order.Value, isDetail: true, readAt) : order.Failure;
    }
}
