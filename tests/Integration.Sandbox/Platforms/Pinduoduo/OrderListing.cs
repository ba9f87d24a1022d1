using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>One of the two lists of orders.</summary>
/// <param name="Root">The root of its reply.</param>
/// <param name="Rows">The field with its rows.</param>
/// <param name="From">The field with the first second of a window.</param>
/// <param name="To">The field with the last second of a window.</param>
/// <param name="MaxWindow">How long a window may be.</param>
/// <param name="Time">The time by which it goes and is sorted, newest first.</param>
internal sealed record OrderListing(
    string Root,
    string Rows,
    string From,
    string To,
    TimeSpan MaxWindow,
    Func<ShopOrder, DateTimeOffset> Time
)
{
    private const long MaxPageSize = 100;
    private const long MaxPage = 1_000_000;

    public static OrderListing ByChange { get; } =
        new(
            "order_sn_increment_get_response",
            "order_sn_list",
            "start_updated_at",
            "end_updated_at",
            TimeSpan.FromMinutes(30),
            static order => order.Updated
        );

    public static OrderListing ByConclusion { get; } =
        new(
            "order_list_get_response",
            "order_list",
            "start_confirm_at",
            "end_confirm_at",
            TimeSpan.FromHours(24),
            static order => order.Created
        );

    /// <summary>The field that is missing or wrong; null where none is.</summary>
    public string? Mistake(PlatformCall call, int? deepest)
    {
        var (from, to) = (Fields.Number(call[From]), Fields.Number(call[To]));
        var (page, size) = (Fields.Number(call["page"] ?? "1"), Fields.Number(call["page_size"] ?? "100"));
        return from is null ? From
            : !(to >= from && to - from <= (long)MaxWindow.TotalSeconds) ? To
            : Fields.Number(call["order_status"]) is not (1 or 2 or 3 or 5) ? "order_status"
            : Fields.Number(call["refund_status"]) is not (>= 1 and <= 5) ? "refund_status"
            : page is not (>= 1 and <= MaxPage) ? "page"
            : size is not (>= 1 and <= MaxPageSize) ? "page_size"
            : page * size > (deepest ?? long.MaxValue) ? "page"
            : null;
    }

    /// <summary>Whether an order is asked for.</summary>
    public bool Matches(PlatformCall call, ShopOrder order)
    {
        var at = Time(order).ToUnixTimeSeconds();
        return at >= Fields.Number(call[From])
            && at <= Fields.Number(call[To])
            && Fits(call["order_status"], OrderJson.StatusOf(order))
            && Fits(call["refund_status"], OrderJson.RefundOf(order));
    }

    private static bool Fits(string? asked, int status) =>
        Fields.Number(asked) is var some && (some == 5 || some == status);
}
