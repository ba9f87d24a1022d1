using System.Globalization;
using System.Text.Json;
using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.AliExpress;

/// <summary>
/// The own shop's orders: two lists in each window, first those that are not finished, then the finished ones, because the platform
/// leaves these out where no status is asked for. An order that is finished meanwhile goes from the first to the second, and is seen.
/// Asking for all statuses by name would be one list, and would lose each order with a status that is not published yet.
/// </summary>
internal sealed class OrderCalls(AliExpressCall call, LocalTime time, OrderLimits limits)
{
    private const string ListCall = "aliexpress.solution.order.get";
    private const string DetailCall = "aliexpress.solution.order.info.get";
    private const string FinishedStatus = "FINISH";

    // In front of a cursor of the second list; alone it stands for its beginning.
    private const string Finished = "finished";

    // Issue, loan and logistics. The document names the bits in two orders, and in both nothing of the buyer and of refunds is asked for.
    private const int Details = 0b111;

    /// <summary>A page of the lists.</summary>
    public async Task<PlatformResult<OrderPage>> List(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    )
    {
        if (account.AccessToken is null)
        {
            return Failures.NoToken();
        }

        var isFinished = query.Cursor?.StartsWith(Finished, StringComparison.Ordinal) == true;
        var cursor = isFinished ? query.Cursor![Finished.Length..] : query.Cursor;
        var read = await OrderCountdown.Read(
            query with
            {
                Cursor = isFinished && cursor!.Length == 0 ? null : cursor,
            },
            limits,
            page => Page(account, query.Window, isFinished, page, ct)
        );
        return read.Succeeded
            ? read.Value with
            {
                NextCursor = isFinished ? Later(read.Value.NextCursor) : read.Value.NextCursor ?? Finished,
            }
            : read.Failure;
    }

    /// <summary>One order.</summary>
    public Task<PlatformResult<Order>> Get(AccountCredentials account, string number, CancellationToken ct) =>
        OrderAsking.Ask(
            account,
            number,
            OrderAsking.IsDigits,
            () =>
                call(
                    account,
                    DetailCall,
                    FormRequest.Fields(
                        (
                            "param1",
                            Json(
                                ("order_id", long.Parse(number, CultureInfo.InvariantCulture)),
                                ("ext_info_bit_flag", Details)
                            )
                        )
                    ),
                    AliExpressErrors.OfOrder,
                    ct
                ),
            reply => new OrderMapper(time).Detail(AliExpressMapper.ResultOf(reply.Root)["data"], reply.Raw)
        );

    private static string? Later(string? cursor) => cursor is null ? null : Finished + cursor;

    private async Task<PlatformResult<OrderListAnswer>> Page(
        AccountCredentials account,
        OrderWindow window,
        bool isFinished,
        OrderCursor page,
        CancellationToken ct
    )
    {
        var by = window.By == OrderTime.Updated ? "modified" : "create";
        var parameter = Json([
            ("current_page", page.Page),
            ("page_size", page.Size),
            ($"{by}_date_start", time.From(window.From)),
            ($"{by}_date_end", time.To(window.To)),
            .. isFinished ? [("order_status", (object)FinishedStatus)] : Array.Empty<(string, object)>(),
        ]);
        var reply = await call(
            account,
            ListCall,
            FormRequest.Fields(("param0", parameter)),
            AliExpressErrors.OfList,
            ct
        );
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var result = AliExpressMapper.ResultOf(reply.Value.Root);
        var mapper = new OrderMapper(time);
        return new OrderListAnswer(
            reply.Value,
            [.. result["target_list"].Items("order_dto").Select(row => mapper.Row(row, reply.Value))],
            result["total_count"].Whole
        )
        {
            PlatformTime = reply.Value.SentAt,
        };
    }

    private static string Json(params (string Name, object Value)[] fields) =>
        JsonSerializer.Serialize(fields.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal));
}
