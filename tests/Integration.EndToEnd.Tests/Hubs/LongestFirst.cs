using Integration.Alerts;
using Integration.Cluster;
using Xunit.Sdk;
using Xunit.v3;

namespace Integration.Hubs;

/// <summary>
/// Starts the collections that take longest first: whichever of them began last would run on alone when all others have ended. The rest
/// keeps its order.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        nameof(LocalClusterTests),
        nameof(MainJob.DurabilityTests),
        nameof(Shops.ShopCrashTests),
        nameof(Shops.ShopSyncTests),
        nameof(AlertTests),
        nameof(Sandbox.Demo.DemoTests),
        nameof(Collections.CollectionHubTests),
        nameof(Operations.BackupTests),
        nameof(Enrichment.EnrichmentHubTests),
        nameof(Operations.LostKeyTests),
        nameof(RoleTests),
        nameof(Pipeline.ClusterRateTests),
        nameof(EmbeddedPostgres.EmbeddedPostgresServerTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(static one => Place(one))];

    private static int Place(ITestCollection collection)
    {
        var place = Array.FindIndex(
            Longest,
            name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)
        );
        return place < 0 ? Longest.Length : place;
    }
}
