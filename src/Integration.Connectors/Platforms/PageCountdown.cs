using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>
/// Reads a list from its last page to its first. The list must be in the order of change, oldest first: then whatever happens to it
/// meanwhile (a product edited, which puts it at the end, one added, one taken off) moves the others towards page 1, where they are
/// still to be read. Counting up, they would move over the border into pages that were read already.
/// </summary>
internal static class PageCountdown
{
    /// <summary>
    /// Reads a page. The first query has no cursor: it asks for page 1 to learn how many there are, and where that was all, it is
    /// the whole list; else it asks for the last page that the platform lets page to.
    /// </summary>
    /// <param name="query">The caller's query.</param>
    /// <param name="limits">The platform's limits.</param>
    /// <param name="ask">Asks for a page.</param>
    public static async Task<PlatformResult<ProductPage>> Read(
        ProductListQuery query,
        ListLimits limits,
        Func<PageCursor, Task<PlatformResult<ListAnswer>>> ask
    )
    {
        var cursor = PageCursor.Read(query, limits);
        if (!cursor.Succeeded)
        {
            return cursor.Failure;
        }

        var page = cursor.Value;
        var answer = await ask(page);
        if (!answer.Succeeded)
        {
            return answer.Failure;
        }

        var calls = 1;
        page = page.Measured(answer.Value);
        if (query.Cursor is null && LastPage(answer.Value, page, limits) is > 1 and var last)
        {
            page = page with { Page = last };
            answer = await ask(page);
            calls++;
        }

        return answer.Succeeded ? Page(page, answer.Value, limits, calls) : answer.Failure;
    }

    private static PlatformResult<ProductPage> Page(PageCursor page, ListAnswer answer, ListLimits limits, int calls)
    {
        if (answer.Total is not >= 0)
        {
            return Failures.UnknownShape(answer.Reply, "a total");
        }

        var built = page.CountDown(answer);
        var isBeyond = answer.Total > (long)ReachablePages(page.Size, limits) * page.Rows;
        return built.Succeeded ? built.Value with { BeyondLimit = isBeyond, Calls = calls } : built;
    }

    private static int LastPage(ListAnswer answer, PageCursor page, ListLimits limits)
    {
        var all = ((answer.Total ?? 0) + page.Rows - 1) / page.Rows;
        return (int)Math.Min(all, ReachablePages(page.Size, limits));
    }

    // Only whole pages: rows between the last of them and the limit cannot be reached either.
    private static int ReachablePages(int size, ListLimits limits) =>
        Math.Min((limits.MaxRows ?? int.MaxValue) / size, PageCursor.MaxPage);
}
