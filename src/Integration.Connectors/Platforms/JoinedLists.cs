using System.Globalization;
using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>
/// Reads lists that a platform keeps apart (on sale, in stock, under review) as one: the first page has the first page of each, and
/// the cursor says where each goes on and how long it is, so that every page tells the total of all.
/// </summary>
internal static class JoinedLists
{
    private const char Between = '/';
    private const char BeforeTotal = ':';

    /// <summary>Reads a page of all lists; a failure of one is a failure.</summary>
    /// <param name="query">The caller's query.</param>
    /// <param name="lists">Each reads a page of its list, as if there were no other; every page has a total.</param>
    public static async Task<PlatformResult<ProductPage>> Read(
        ProductListQuery query,
        params IReadOnlyList<Func<ProductListQuery, Task<PlatformResult<ProductPage>>>> lists
    )
    {
        if (query.Cursor is not { } cursor)
        {
            return await ReadFirst(query, lists);
        }

        if (Parse(cursor, lists.Count) is not { } places)
        {
            return Failures.InvalidRequest("The cursor is none that this list has given.");
        }

        var at = Array.FindIndex(places, static place => place.Next is not null);
        var read = await lists[at](query with { Cursor = places[at].Next });
        if (!read.Succeeded)
        {
            return read;
        }

        places[at] = new(read.Value.NextCursor, read.Value.Total ?? 0);
        return Joined(read.Value, places);
    }

    private static async Task<PlatformResult<ProductPage>> ReadFirst(
        ProductListQuery query,
        IReadOnlyList<Func<ProductListQuery, Task<PlatformResult<ProductPage>>>> lists
    )
    {
        var pages = new List<ProductPage>(lists.Count);
        foreach (var list in lists)
        {
            var read = await list(query);
            if (!read.Succeeded)
            {
                return read;
            }

            pages.Add(read.Value);
        }

        var all = pages[0] with
        {
            // One that stands in two of them is told twice, as the totals count it: whoever reads takes the later one.
            Items = [.. pages.SelectMany(static page => page.Items)],
            Unread = [.. pages.SelectMany(static page => page.Unread)],
            BeyondLimit = pages.Exists(static page => page.BeyondLimit),
            Calls = pages.Sum(static page => page.Calls),
        };
        return Joined(all, [.. pages.Select(static page => new Place(page.NextCursor, page.Total ?? 0))]);
    }

    private static ProductPage Joined(ProductPage page, Place[] places) =>
        page with
        {
            Total = places.Sum(static place => place.Total),
            NextCursor = Array.Exists(places, static place => place.Next is not null)
                ? string.Join(
                    Between,
                    places.Select(static place =>
                        string.Create(CultureInfo.InvariantCulture, $"{place.Next}{BeforeTotal}{place.Total}")
                    )
                )
                : null,
        };

    private static Place[]? Parse(string cursor, int count)
    {
        Place[] places = [.. cursor.Split(Between).Select(ParsePlace).OfType<Place>()];
        var isOne = places.Length == count && cursor.Count(static c => c == Between) == count - 1;
        return isOne && Array.Exists(places, static place => place.Next is not null) ? places : null;
    }

    private static Place? ParsePlace(string text)
    {
        var end = text.IndexOf(BeforeTotal, StringComparison.Ordinal);
        return
            end >= 0
            && long.TryParse(text.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? new(end == 0 ? null : text[..end], total)
            : null;
    }

    // Where a list goes on, null behind its end, and how many products it has.
    private sealed record Place(string? Next, long Total);
}
