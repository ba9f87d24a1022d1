namespace Integration.Sandbox.Platforms.Orders;

/// <summary>A page of a list of orders, as far as all platforms page alike.</summary>
/// <param name="Page">Which, from 1.</param>
/// <param name="Size">Orders a page as asked for.</param>
internal sealed record OrderListing(long Page, int Size)
{
    private const long MaxPage = 1_000_000;

    /// <summary>Whether the number of the page can be one.</summary>
    public bool HasPage => Page is >= 1 and <= MaxPage;

    /// <summary>Whether the page reaches deeper than the shop lets page to.</summary>
    public bool IsTooDeep(PlatformShop shop) => Page * Size > (shop.Options.Orders.Deepest ?? long.MaxValue);

    /// <summary>The orders on the page as the index has them now, how many match in all, and whether more come behind the page.</summary>
    /// <param name="shop">Whose orders.</param>
    /// <param name="matches">Which orders.</param>
    /// <param name="sort">Their order.</param>
    public (ShopOrder[] Rows, int Total, bool HasNext) Read(
        PlatformShop shop,
        Func<ShopOrder, bool> matches,
        Func<IEnumerable<ShopOrder>, IEnumerable<ShopOrder>> sort
    )
    {
        var size = shop.PageSize(Size);
        ShopOrder[] hits = [.. sort(shop.Orders.Listed().Where(matches))];
        var before = (Page - 1) * size;
        ShopOrder[] rows = [.. hits.Skip((int)before).Take(size)];
        return (rows, hits.Length, before + rows.Length < hits.Length);
    }
}
