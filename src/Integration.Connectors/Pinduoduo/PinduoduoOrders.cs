using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Pinduoduo;

/// <summary>Reads the own shop's orders.</summary>
internal sealed partial class PinduoduoOrders(PinduoduoClient client, ConnectorDeclaration declaration)
{
    private const string AnyStatus = "5";

    /// <summary>A page of a window: by change, or by the time at which orders were concluded.</summary>
    public async Task<PlatformResult<OrderPage>> List(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    ) =>
        Refusal(account)
        ?? await OrderCountdown.Read(query, declaration.Orders!, page => Page(account, query.Window, page, ct));

    /// <summary>One order with its packages.</summary>
    public async Task<PlatformResult<Order>> Get(AccountCredentials account, string number, CancellationToken ct)
    {
        if (!IsNumber(number))
        {
            return Failures.InvalidRequest($"'{Failures.Short(number, 80)}' cannot be the number of an order here.");
        }

        if (Refusal(account) is { } refusal)
        {
            return refusal;
        }

        var call = PinduoduoCalls.OrderDetail;
        var reply = await client.Call(account, call, withToken: true, FormRequest.Fields(("order_sn", number)), ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        // The call succeeded and has no order in it: the platform says that there is none.
        var told = reply.Value.Root[call.RootKey]["order_info"];
        if (!told.Exists)
        {
            return new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.Gone,
                $"The platform gives no order {number}."
            );
        }

        var order = PinduoduoOrderMapper.Detail(told, reply.Value.Raw);
        return order?.Number == number ? order : Failures.UnknownShape(reply.Value, "the order that was asked for");
    }

    /// <summary>Whether a text can be the number of an order.</summary>
    public static bool IsNumber(string number) => OrderNumber().IsMatch(number);

    private static PlatformFailure? Refusal(AccountCredentials account) =>
        account.AppKind != PinduoduoDeclaration.Seller
            ? Failures.Unsupported($"Orders are read by apps of the kind {PinduoduoDeclaration.Seller} only.")
        : account.AccessToken is null ? Failures.NoToken()
        : null;

    private async Task<PlatformResult<OrderListAnswer>> Page(
        AccountCredentials account,
        OrderWindow window,
        OrderCursor page,
        CancellationToken ct
    )
    {
        var isByChange = window.By == OrderTime.Updated;
        var call = isByChange ? PinduoduoCalls.OrdersByChange : PinduoduoCalls.OrdersByConclusion;
        var fields = FormRequest.Fields(
            (isByChange ? "start_updated_at" : "start_confirm_at", Seconds(window.From)),
            (isByChange ? "end_updated_at" : "end_confirm_at", Seconds(window.To)),
            ("order_status", AnyStatus),
            ("refund_status", AnyStatus),
            // Only the list by change knows lots.
            ("is_lucky_flag", isByChange ? "0" : null),
            ("page", page.PageText),
            ("page_size", page.SizeText),
            // With has_next there is no total, and without a total nobody knows the last page.
            ("use_has_next", "false")
        );
        var reply = await client.Call(account, call, withToken: true, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var result = reply.Value.Root[call.RootKey];
        var rows = result[isByChange ? "order_sn_list" : "order_list"].Items();
        return new OrderListAnswer(
            reply.Value,
            [.. rows.Select(row => PinduoduoOrderMapper.Row(row, reply.Value))],
            result["total_count"].Whole
        )
        {
            PlatformTime = reply.Value.SentAt,
        };
    }

    private static string Seconds(DateTimeOffset instant) =>
        instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OrderNumber();
}
