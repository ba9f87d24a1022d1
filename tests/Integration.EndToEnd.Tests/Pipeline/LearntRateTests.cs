using Integration.Access;
using Integration.Accounts;
using Integration.Cluster;
using Integration.Hubs;
using Integration.Platforms;
using Integration.Rates;
using Integration.Sandbox.Platforms;
using Integration.Secrets;
using Integration.Testing.Databases;
using Npgsql;

namespace Integration.Pipeline;

/// <summary>What a platform's "too many" has taught outlives the silo, in the product's own database.</summary>
public sealed class LearntRateTests(PostgresFixture postgres)
{
    private const string Id = "shop";
    private const int Permits = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rate_ThatWasLearnt_IsKnownAfterTheSiloWasKilled()
    {
        await using var database = await postgres.CreateDatabase();
        await using var platform = await SandboxPlatform.Start(
            PlatformKind.Alibaba1688,
            new() { Products = 1 },
            TimeProvider.System
        );
        await using var silo = SiloClient.Silo(database.ConnectionString, KeyRing.CreateText("k1").Trim());
        silo.Settings["Integration:Platforms:Alibaba1688:GatewayUrl"] = new Uri(platform.Url, "/openapi").ToString();
        silo.Settings["Integration:Platforms:Alibaba1688:FrequencyWait"] = "00:00:01";
        silo.Settings["Integration:Platforms:Alibaba1688:Pipeline:ThrottledRetries"] = "0";
        // So that nothing is regained while the test runs.
        silo.Settings["Integration:Platforms:Alibaba1688:Pipeline:RateRecovery"] = "0.001";
        await silo.Start();
        TimeSpan full;
        await using (var client = await SiloClient.Connect(database.ConnectionString, Ct))
        {
            full = await Spacing(client);
            platform.FailNext(FaultKind.Throttled);
            var check = await Test(client, platform);
            (check.Failure!.Kind, check.Failure.Reason).Should().Be((FailureKind.Throttled, FailureReason.RateLimit));
            await Eventually.Holds(async () => await Stored(database) > 0, "the learnt rate to be stored");
        }

        await silo.Kill();
        await silo.Start();

        await using var after = await SiloClient.Connect(database.ConnectionString, Ct);
        (await Spacing(after)).Should().BeGreaterThan(full * 1.9).And.BeLessThan(full * 2.1);
    }

    private static async Task<ConnectionCheck> Test(SiloClient client, SandboxPlatform platform)
    {
        var grant = platform.Grants[0];
        var account = client.Grains.GetGrain<IAccountGrain>(Id);
        var settings = new AccountSettings
        {
            Platform = "alibaba1688",
            AppKind = "cross_border",
            AppKey = grant.Account.AppKey,
            AppSecret = grant.Account.AppSecret,
            AccessToken = grant.AccessToken,
            RefreshToken = grant.RefreshToken,
        };
        (await account.Create(settings, new WriteContext("test", null), Ct)).Problem.Should().BeNull();
        return (await account.TestConnection(Ct)).Value!;
    }

    // How far apart permits lie: the rate that is in force, without waiting for any of them.
    private static async Task<TimeSpan> Spacing(SiloClient client)
    {
        var grain = client.Grains.GetGrain<IRateLimitGrain>($"alibaba1688/{Id}");
        var delays = (await grain.Reserve(new(Id, "*", Permits, Longest), Ct)).Delays;
        delays.Should().HaveCount(Permits);
        return (delays[^1] - delays[0]) / (Permits - 1);
    }

    private static async Task<long> Stored(TestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(
            """
            select count(*) from orleans_storage
            where convert_from(payload, 'UTF8') like '%"learned"%"share":0.5%'
            """
        );
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
