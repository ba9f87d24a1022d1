using Integration.Calls;
using Integration.Orders;

namespace Integration.Platforms;

/// <summary>
/// Reads a list that is sorted newest first from its last page to its first, in a closed window. An order that changes or is taken off
/// meanwhile leaves the window, and all behind it move towards page 1: what was not read yet stays in front of us. An order that
/// comes into the window late pushes others the other way, into pages that were read; the total shows it, and those are read again.
/// Where some leave and as many come between two answers the total shows nothing: windows end well before the platform's now so
/// that none comes, and start before the end of the last one.
/// </summary>
internal static class OrderCountdown
{
    /// <summary>
    /// Reads a page. The first query has no cursor: it asks for page 1 to learn how many there are, and where that was all, it is
    /// the whole list; else it asks for the last page that the platform lets page to.
    /// </summary>
    /// <param name="query">The caller's query.</param>
    /// <param name="limits">The platform's limits.</param>
    /// <param name="ask">Asks for a page.</param>
    public static async Task<PlatformResult<OrderPage>> Read(
        OrderListQuery query,
        OrderLimits limits,
        Func<OrderCursor, Task<PlatformResult<OrderListAnswer>>> ask
    )
    {
        var cursor = OrderCursor.Read(query, limits);
        if (!cursor.Succeeded)
        {
            return cursor.Failure;
        }

        var page = cursor.Value;
        var answer = await ask(page);
        var calls = 1;
        if (query.Cursor is null && answer.Succeeded && answer.Value.Total is > 0 and var total)
        {
            page = Measured(page, answer.Value) with { Total = total };
            if (LastPage(page, total, limits) is > 1 and var last)
            {
                page = page with { Page = last };
                answer = await ask(page);
                calls++;
            }
        }

        return answer.Succeeded ? Page(page, answer.Value, limits, calls) : answer.Failure;
    }

    private static PlatformResult<OrderPage> Page(
        OrderCursor page,
        OrderListAnswer answer,
        OrderLimits limits,
        int calls
    )
    {
        // A page without rows is believed only where the total says so.
        if (
            answer.Total is not (>= 0 and var total)
            || (answer.Rows.Length == 0 && total > (page.Page - 1L) * page.Rows)
        )
        {
            return Failures.UnknownShape(answer.Reply, "orders and their total");
        }

        return new OrderPage(answer.Rows, Next(page, total, limits)?.Text, answer.Reply.Raw)
        {
            Total = total,
            BeyondLimit = total > (long)ReachablePages(page, limits) * page.Rows,
            PlatformTime = answer.PlatformTime,
            Calls = calls,
        };
    }

    private static OrderCursor? Next(OrderCursor page, long total, OrderLimits limits)
    {
        // As many as came into the window since the page before stand in pages that were read when they were not there.
        var came = Math.Max(0, total - (page.Total ?? total));
        var pushed = (int)Math.Min((came + page.Rows - 1) / page.Rows, OrderCursor.MaxPage);
        var next = came > 0 ? Math.Min(page.Page + pushed, LastPage(page, total, limits)) : page.Page - 1;
        // The deepest page cannot be pushed into: what moves beyond it is what BeyondLimit tells.
        next = next == page.Page ? page.Page - 1 : next;
        return next < 1 ? null : page with { Page = next, Total = total };
    }

    private static OrderCursor Measured(OrderCursor page, OrderListAnswer answer) =>
        answer.Rows.Length is > 0 and var rows && rows < page.Size && rows < answer.Total
            ? page with
            {
                Rows = rows,
            }
            : page;

    private static int LastPage(OrderCursor page, long total, OrderLimits limits) =>
        (int)Math.Clamp((total + page.Rows - 1) / page.Rows, 1, ReachablePages(page, limits));

    // Only whole pages: rows between the last of them and the limit cannot be reached either.
    private static int ReachablePages(OrderCursor page, OrderLimits limits) =>
        Math.Max(1, Math.Min((limits.MaxRows ?? int.MaxValue) / page.Size, OrderCursor.MaxPage));
}
