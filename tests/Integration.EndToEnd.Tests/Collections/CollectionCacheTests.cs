using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Caching;
using Integration.Hubs;
using Integration.Platforms;
using Integration.Sandbox.Platforms;
using Integration.Testing.Databases;
using Integration.Writes;
using Microsoft.Extensions.DependencyInjection;
using static Integration.Collections.CollectionCalls;

namespace Integration.Collections;

/// <summary>The cache in front of platforms as the hub uses it, and what it tells of that.</summary>
public sealed class CollectionCacheTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Collection_OfWhatIsKept_MakesNoCallAndIsCounted()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 3);
        await using var database = await postgres.CreateDatabase();
        await using var hub = await Start(database, platform);
        (await Collect(hub, platform, "zh", "en")).Should().Be(6);
        platform.ResetCounts();

        (await Collect(hub, platform, "en")).Should().Be(0);

        platform.Counts.Total.Should().Be(0);
        JsonNode? read = null;
        await Eventually.Holds(
            async () =>
            {
                read = await hub.Api.Read("/api/v1/metrics/cache?range=1d");
                return read["running"]!.AsArray() is [{ } kind] && Number(kind, "misses") == 6 && Hits(kind) == 3;
            },
            "the look-ups to be written down"
        );
        Text(read!["running"]![0]!, "kind").Should().Be("product");
        read["days"]!.AsArray().Sum(day => Number(day!["kinds"]![0]!, "misses")).Should().Be(6);
        await Eventually.Holds(
            async () =>
            {
                var calls = await hub.Api.Read("/api/v1/metrics/platforms?endpoint=cache:product&account=account-1");
                return calls["series"]!.AsArray() is [{ } series]
                    && Number(series["total"]!, "cache_hits") == 3
                    && Number(series["total"]!, "cache_misses") == 6;
            },
            "them to be counted over time"
        );
    }

    [Fact]
    public async Task Writes_AreThereForConnectorsThatHaveThemAndTellTheCache()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 1);
        await using var database = await postgres.CreateDatabase();
        await using var hub = await Start(database, platform);

        var written = await hub
            .Services.GetRequiredService<PlatformWrites>()
            .UpdateStock(
                "taobao",
                new("account-1", "key", "secret"),
                new("1", 5),
                TestContext.Current.CancellationToken
            );

        written.Failure!.Reason.Should().Be(FailureReason.Unsupported, "Taobao has no such call");
        var listeners = hub.Services.GetServices<IWrittenProducts>().ToArray();
        listeners.Should().Contain(hub.Services.GetRequiredService<PlatformCache>());
        listeners.Should().HaveCount(2, "collected products are aged, too");
        platform.Counts.Total.Should().Be(0);
    }

    private static int Hits(JsonNode kind) => Number(kind, "memory_hits") + Number(kind, "shared_hits");

    private static async Task<int> Collect(CollectionHub hub, SandboxPlatform platform, params string[] languages)
    {
        var body = new
        {
            account = OneAccount.Id,
            ids = platform.Ids(),
            languages,
        };
        var answer = await hub.Api.Post(CollectionCalls.Path, JsonSerializer.Serialize(body));
        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        var ended = await hub.Api.EndedCollection(Text(answer.Json, "id"));
        Number(ended, "collected").Should().Be(3, ended.ToJsonString());
        return Number(ended, "calls");
    }

    private static Task<CollectionHub> Start(TestDatabase database, SandboxPlatform platform)
    {
        var settings = Settings(platform);
        settings["Integration:SharedCache:StatisticsInterval"] = "00:00:01";
        return CollectionHub.Start(database.ConnectionString, new OneAccount(platform, "cross_border"), settings);
    }
}
