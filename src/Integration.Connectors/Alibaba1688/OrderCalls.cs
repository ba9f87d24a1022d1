using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>The own shop's orders.</summary>
internal sealed class OrderCalls(Alibaba1688Options options, AopClient client, OrderLimits limits)
{
    private const string WebSite = "1688";

    /// <summary>A page of the list.</summary>
    public async Task<PlatformResult<OrderPage>> List(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    ) =>
        account.AccessToken is null
            ? Failures.NoToken()
            : await OrderCountdown.Read(query, limits, page => Page(account, query.Window, page, ct));

    /// <summary>One order.</summary>
    public Task<PlatformResult<Order>> Get(AccountCredentials account, string number, CancellationToken ct) =>
        OrderAsking.Ask(
            account,
            number,
            OrderAsking.IsDigits,
            () =>
                client.Call(
                    account,
                    options.OrderDetailCall,
                    FormRequest.Fields(("webSite", WebSite), ("orderId", number)),
                    ct
                ),
            static reply => OrderMapper.Detail(reply.Root["result"], reply.Raw)
        );

    private async Task<PlatformResult<OrderListAnswer>> Page(
        AccountCredentials account,
        OrderWindow window,
        OrderCursor page,
        CancellationToken ct
    )
    {
        var isByUpdate = window.By == OrderTime.Updated;
        var (from, to) = (AopTime.Text(window.From), AopTime.Text(window.To));
        var fields = FormRequest.Fields(
            // An order changes when it is placed or later, so this leaves none out; without it a sister of this call gives the last
            // month only, whatever was asked for.
            ("modifyStartTime", from),
            ("modifyEndTime", isByUpdate ? to : null),
            ("createStartTime", isByUpdate ? null : from),
            ("createEndTime", isByUpdate ? null : to),
            ("page", page.PageText),
            ("pageSize", page.SizeText),
            ("needBuyerAddressAndPhone", "false"),
            ("needMemoInfo", "false")
        );
        var reply = await client.Call(account, options.OrderListCall, fields, ct);
        return reply.Succeeded
            ? new OrderListAnswer(
                reply.Value,
                [.. reply.Value.Root["result"].Items().Select(row => OrderMapper.Row(row, reply.Value))],
                reply.Value.Root["totalRecord"].Whole
            )
            {
                PlatformTime = reply.Value.SentAt,
            }
            : reply.Failure;
    }
}
