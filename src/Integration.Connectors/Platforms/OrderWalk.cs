using Integration.Catalogue;
using Integration.Orders;
using Integration.Sync;

namespace Integration.Platforms;

/// <summary>A walk of a sync in the words of lists of orders.</summary>
public static class OrderWalk
{
    /// <summary>What a walk has to know about the platform's list.</summary>
    /// <param name="declaration">Of a connector that lists orders.</param>
    public static ListManners Manners(ConnectorDeclaration declaration)
    {
        var limits =
            declaration.Orders ?? throw new ArgumentException("The connector lists no orders.", nameof(declaration));
        return new()
        {
            Windows = [.. limits.Windows.Select(Limit)],
            MaxAge = limits.MaxAgeDays is { } days ? TimeSpan.FromDays(days) : null,
            Lag = TimeSpan.FromSeconds(limits.LagSeconds),
            Overlap = TimeSpan.FromSeconds(limits.OverlapSeconds),
            Zone = TimeZoneInfo.FindSystemTimeZoneById(declaration.TimeZoneId),
        };
    }

    /// <summary>The query for a page that a walk needs.</summary>
    /// <param name="request">What it needs.</param>
    public static OrderListQuery Query(WalkRequest request)
    {
        var window = request.Window ?? throw new ArgumentException("Orders are read in windows only.", nameof(request));
        var by = window.By == WindowTime.Created ? OrderTime.Created : OrderTime.Updated;
        return new(new(window.From, window.To, by)) { Cursor = request.Cursor };
    }

    /// <summary>What the walk is told of a page.</summary>
    /// <param name="page">The page, whose orders are in the copy.</param>
    /// <param name="news">Orders among them that made or changed something there.</param>
    public static WalkPage Page(OrderPage page, int news) =>
        new(page.Items.Length, news, page.NextCursor)
        {
            // Of the others it is known which order they are: those are not gone.
            Failed = page.Items.Count(static item => item is { Failure: not null, Number: null }),
            Total = page.Total,
            BeyondLimit = page.BeyondLimit,
            PlatformTime = page.PlatformTime,
        };

    /// <summary>What the walk is told of a failed call.</summary>
    /// <param name="failure">Why there is no page.</param>
    public static WalkFailure Failure(PlatformFailure failure) =>
        new(Kind(failure), failure.Detail, failure.RetryAfter);

    private static WalkFailureKind Kind(PlatformFailure failure) =>
        failure switch
        {
            // The platform was not asked, whatever the reason: that is no failure of the walk.
            { IsHeldBack: true } or { Kind: FailureKind.Throttled } => WalkFailureKind.Throttled,
            { NeedsAttention: true } => WalkFailureKind.NeedsAttention,
            { Kind: FailureKind.Transient } => WalkFailureKind.Transient,
            { Kind: FailureKind.Unauthorised } => WalkFailureKind.Unauthorised,
            _ => WalkFailureKind.Permanent,
        };

    private static WindowLimit Limit(OrderWindowLimit limit) =>
        new(
            limit.By == OrderTime.Created ? WindowTime.Created : WindowTime.Changed,
            limit.MaxSeconds is { } most ? TimeSpan.FromSeconds(most) : null
        );
}
