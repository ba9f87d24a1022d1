using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Taobao;

/// <summary>The own shop's trades.</summary>
internal sealed class TradeCalls(TaobaoOptions options, TopClient top, OrderLimits limits)
{
    private const string ChangedCall = "taobao.trades.sold.increment.get";
    private const string PlacedCall = "taobao.trades.sold.get";
    private const string DetailCall = "taobao.trade.fullinfo.get";

    /// <summary>A page of the list.</summary>
    public async Task<PlatformResult<OrderPage>> List(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    ) =>
        account.AccessToken is null
            ? Failures.NoToken()
            : await OrderCountdown.Read(query, limits, page => Page(account, query.Window, page, ct));

    /// <summary>One trade.</summary>
    public Task<PlatformResult<Order>> Get(AccountCredentials account, string number, CancellationToken ct) =>
        OrderAsking.Ask(
            account,
            number,
            OrderAsking.IsDigits,
            () =>
                top.Call(
                    account,
                    DetailCall,
                    withSession: true,
                    FormRequest.Fields(("fields", TradeMapper.Fields), ("tid", number)),
                    ct
                ),
            static reply => TradeMapper.Detail(TopClient.ResultOf(reply, DetailCall)["trade"], reply.Raw)
        );

    private async Task<PlatformResult<OrderListAnswer>> Page(
        AccountCredentials account,
        OrderWindow window,
        OrderCursor page,
        CancellationToken ct
    )
    {
        var isByUpdate = window.By == OrderTime.Updated;
        var call = isByUpdate ? ChangedCall : PlacedCall;
        var fields = FormRequest.Fields(
            ("fields", TradeMapper.Fields),
            (isByUpdate ? "start_modified" : "start_created", AlibabaTime.Text(window.From)),
            (isByUpdate ? "end_modified" : "end_created", AlibabaTime.Text(window.To)),
            ("type", string.Join(',', options.TradeTypes)),
            ("page_no", page.PageText),
            ("page_size", page.SizeText),
            // With has_next there is no total, and the total is what shows that an order came in late.
            ("use_has_next", "false")
        );
        var reply = await top.Call(account, call, withSession: true, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        // With zero hits the wrapper is absent.
        var result = TopClient.ResultOf(reply.Value, call);
        return new OrderListAnswer(
            reply.Value,
            [.. result["trades"].Items("trade").Select(row => TradeMapper.Row(row, reply.Value))],
            result["total_results"].Whole
        )
        {
            PlatformTime = reply.Value.SentAt,
        };
    }
}
