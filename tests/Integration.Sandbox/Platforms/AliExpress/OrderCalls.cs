using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.AliExpress;

/// <summary>
/// The seller's orders: 50 a page at most, the ones placed first at the front, times in US Pacific time, and the finished ones only
/// where they are asked for.
/// </summary>
internal sealed class OrderCalls(PlatformShop shop, AliExpressSyncProtocol gateway)
{
    private const int MaxPageSize = 50;
    private static readonly string[] Times =
    [
        "modified_date_start",
        "modified_date_end",
        "create_date_start",
        "create_date_end",
    ];

    /// <summary><c>aliexpress.solution.order.get</c>.</summary>
    public PlatformReply List(PlatformCall call)
    {
        const string parameter = "param0";
        if (AliExpressSyncProtocol.Query(call[parameter]) is not { } query)
        {
            return gateway.BadParameter(call, parameter);
        }

        var listing = new OrderListing(Number(query["current_page"]), (int)Number(query["page_size"]));
        if (
            !listing.HasPage
            || listing.Size is < 1 or > MaxPageSize
            || listing.IsTooDeep(shop)
            || Times.Any(name => query[name] is not null && Time(query, name) is null)
        )
        {
            return gateway.BadParameter(call, parameter);
        }

        var wanted = Statuses(query);
        var (rows, total, _) = listing.Read(
            shop,
            order =>
                !(order.Updated < Time(query, Times[0]))
                && !(order.Updated > Time(query, Times[1]))
                && !(order.Created < Time(query, Times[2]))
                && !(order.Created > Time(query, Times[3]))
                && OrderJson.StatusOf(order.Status) is var status
                && (wanted.Length == 0 ? status != OrderJson.Finished : wanted.Contains(status)),
            static orders => orders.OrderBy(order => order.Index)
        );
        var reply = gateway.Reply(call, new JsonObject { ["result"] = Result(listing, rows, total) });
        shop.Orders.Turn();
        return reply;
    }

    /// <summary><c>aliexpress.solution.order.info.get</c>: one order.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        const string parameter = "param1";
        if (AliExpressSyncProtocol.Query(call[parameter])?["order_id"]?.ToString() is not { } number)
        {
            return gateway.BadParameter(call, parameter);
        }

        return shop.Orders.Find(number) is { } order
            ? gateway.Reply(
                call,
                new JsonObject
                {
                    ["result"] = new JsonObject { ["data"] = OrderJson.Detail(order, shop.Time.GetUtcNow()) },
                }
            )
            : gateway.Reply(
                call,
                new JsonObject
                {
                    ["result"] = new JsonObject
                    {
                        ["error_code"] = "F00-00-10007-004",
                        ["error_message"] = "order does not exist",
                    },
                },
                CallOutcome.Gone
            );
    }

    // The documents' sample has error texts of "1" beside a success.
    private static JsonObject Result(OrderListing listing, ShopOrder[] rows, int total)
    {
        var result = new JsonObject
        {
            ["success"] = true,
            ["error_code"] = "1",
            ["error_message"] = "1",
            ["total_count"] = total,
            ["total_page"] = (total + listing.Size - 1) / listing.Size,
            ["current_page"] = listing.Page,
            ["page_size"] = listing.Size,
            ["time_stamp"] = "1",
        };
        if (rows.Length > 0)
        {
            result["target_list"] = Wire.Wrapped("order_dto", rows.Select(order => (JsonNode?)OrderJson.Row(order)));
        }

        return result;
    }

    private static string[] Statuses(JsonObject query) =>
        query["order_status"]?.ToString() is { } one ? [one]
        : query["order_status_list"] is JsonArray many ? [.. many.Select(status => status?.ToString() ?? "")]
        : [];

    private static DateTimeOffset? Time(JsonObject query, string name) => PacificTime.Parse(query[name]?.ToString());

    private static long Number(JsonNode? node) =>
        int.TryParse(node?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
