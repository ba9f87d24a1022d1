using System.Globalization;

namespace Integration.Sync;

/// <summary>
/// The list of the simulated shop behind what a connector does at its edge: pages by number or cursor, their order, totals and limits.
/// The shop moves with each call.
/// </summary>
internal sealed class ShopList(MutatingShop shop, ShopStyle style, Random random)
{
    /// <summary>Asks for a page.</summary>
    public ShopAnswer Ask(WalkWindow? window, string? cursor) =>
        style.Paging switch
        {
            ShopPaging.Cursor => Behind(window, cursor),
            ShopPaging.Upwards => Upwards(window, cursor),
            _ => Backwards(window, cursor),
        };

    private int Reach => style.DeepLimit is { } rows ? rows / style.Cap : int.MaxValue / style.Cap;

    private ShopRecord[] Call(WalkWindow? window)
    {
        shop.Tick(random.Next(1, 4));
        var by = style.SortsByChange ? WindowTime.Changed : window?.By ?? WindowTime.Changed;
        var matching = shop
            .Listed.Where(record =>
                window is null || (TimeOf(record, window.By) >= window.From && TimeOf(record, window.By) <= window.To)
            )
            .OrderBy(record => TimeOf(record, by))
            .ThenBy(static record => record.Id, StringComparer.Ordinal);
        return style.NewestFirst ? [.. matching.Reverse()] : [.. matching];
    }

    private ShopAnswer Upwards(WalkWindow? window, string? cursor)
    {
        var page = cursor is null ? 1 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var all = Call(window);
        var hasNext = page * style.Cap < all.Length && page < Reach;
        return Page(all, page, hasNext ? Text(page + 1) : null, style.TotalsTold > 0 ? all.Length : null);
    }

    // As connectors do it: the first query learns the total and asks for the last page; what came late was pushed into pages that were
    // read, and those are read again.
    private ShopAnswer Backwards(WalkWindow? window, string? cursor)
    {
        var all = Call(window);
        if (cursor is null)
        {
            var last = LastPage(all.Length);
            var total = all.Length;
            all = last == 1 ? all : Call(window);
            return Page(all, last, Before(last, total, all.Length), Told(all, isFirst: true));
        }

        var at = cursor.Split('-').Select(static part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return Page(all, at[0], Before(at[0], at[1], all.Length), Told(all, isFirst: false));
    }

    private long? Told(ShopRecord[] all, bool isFirst) => style.TotalsTold > 1 || isFirst ? all.Length : null;

    private string? Before(int page, int before, int total)
    {
        var came = style.TotalsTold > 1 ? Math.Max(0, total - before) : 0;
        var pushed = (came + style.Cap - 1) / style.Cap;
        var next = came > 0 ? Math.Min(page + pushed, LastPage(total)) : page - 1;
        next = next == page ? page - 1 : next;
        return next < 1 ? null : $"{Text(next)}-{Text(total)}";
    }

    private ShopAnswer Behind(WalkWindow? window, string? cursor)
    {
        var all = Call(window);
        var by = window?.By ?? WindowTime.Changed;
        var rest = cursor is null ? all : [.. all.Where(record => IsBehind(record, by, cursor))];
        ShopRecord[] rows = [.. rest.Take(style.Cap)];
        return new(rows, rest.Length > rows.Length ? Key(rows[^1], by) : null, null, BeyondLimit: false);
    }

    private static bool IsBehind(ShopRecord record, WindowTime by, string cursor) =>
        string.CompareOrdinal(Key(record, by), cursor) > 0;

    private static string Key(ShopRecord record, WindowTime by) =>
        $"{TimeOf(record, by).ToUnixTimeSeconds()} {record.Id}";

    private ShopAnswer Page(ShopRecord[] all, int page, string? next, long? total)
    {
        ShopRecord[] rows = [.. all.Skip((page - 1) * style.Cap).Take(style.Cap)];
        return new(rows, next, total, all.Length > (long)Reach * style.Cap);
    }

    private int LastPage(int total) => Math.Clamp((total + style.Cap - 1) / style.Cap, 1, Reach);

    private static DateTimeOffset TimeOf(ShopRecord record, WindowTime by) =>
        by == WindowTime.Created ? record.Created : record.Changed;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
