using Integration.Catalogue;
using Integration.Products;
using Integration.Sync;

namespace Integration.Platforms;

/// <summary>A walk of a sync in the words of lists of products.</summary>
public static class ProductWalk
{
    /// <summary>What a walk has to know about the platform's list; lag and overlap are the usual ones.</summary>
    /// <param name="declaration">Of a connector that lists products.</param>
    public static ListManners Manners(ConnectorDeclaration declaration)
    {
        var limits =
            declaration.List ?? throw new ArgumentException("The connector lists no products.", nameof(declaration));
        return new()
        {
            Windows = limits.FiltersByChange ? [new(WindowTime.Changed, null)] : [],
            HasWhole = true,
            // Some are counted upwards, and none promises that a row that moves is met all the same.
            Shifts = true,
            Zone = TimeZoneInfo.FindSystemTimeZoneById(declaration.TimeZoneId),
        };
    }

    /// <summary>The query for a page that a walk needs.</summary>
    /// <param name="request">What it needs.</param>
    public static ProductListQuery Query(WalkRequest request) =>
        new()
        {
            Cursor = request.Cursor,
            ModifiedFrom = request.Window?.From,
            // The last second belongs to a walk's window, and not to a list's.
            ModifiedTo = request.Window?.To.AddSeconds(1),
            // A product that is off the shelf for a while is not deleted.
            OffSale = true,
        };

    /// <summary>What the walk is told of a page.</summary>
    /// <param name="page">The page, whose products are in the copy.</param>
    /// <param name="news">Products among them that made or changed something there.</param>
    public static WalkPage Page(ProductPage page, int news) =>
        new(page.Items.Length + page.Unread.Length, news, page.NextCursor)
        {
            Failed = page.Unread.Length,
            Total = page.Total,
            BeyondLimit = page.BeyondLimit,
        };

    /// <summary>What the walk is told of a failed call.</summary>
    /// <param name="failure">Why there is no page.</param>
    public static WalkFailure Failure(PlatformFailure failure) => OrderWalk.Failure(failure);
}
