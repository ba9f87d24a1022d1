namespace Integration.Cluster;

/// <summary>A cluster that nobody kills, for all tests that only look at one.</summary>
[CollectionDefinition(Name)]
public sealed class QuietCluster : ICollectionFixture<LocalCluster>
{
    public const string Name = "quiet cluster";
}
