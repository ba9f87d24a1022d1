using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Integration.Testing.Databases;

namespace Integration.Shops;

/// <summary>Two hubs on one database, each a silo and a gateway, and one shop of the sandbox that changes as it is read.</summary>
public sealed partial class ShopPair(PostgresFixture postgres) : IAsyncLifetime
{
    internal const int Seed = 31;
    private readonly HubPair _pair = new(postgres);
    private HubApi[] _apis = [];

    internal static SyncedPlatform Synced { get; } = SyncedPlatform.Of(PlatformKind.Temu);

    internal SandboxPlatform Platform { get; private set; } = null!;

    internal ShopOracle Oracle { get; private set; } = null!;

    /// <summary>Both processes.</summary>
    internal HubProcess[] Hubs => [_pair.First, _pair.Second];

    /// <summary>What they are asked through, in their order.</summary>
    internal IReadOnlyList<HubApi> Apis => _apis;

    public async ValueTask InitializeAsync()
    {
        Platform = await ShopHub.Shop(Synced, new() { Count = 300, ChangesPerPage = 2 }, faults: 0, Seed);
        await _pair.InitializeAsync();
        foreach (var hub in Hubs)
        {
            ShopHub.Configure(hub, Platform);
        }

        await _pair.Running();
        _apis = [.. Hubs.Select(hub => new HubApi(hub.Url, _pair.First.AdministratorKey))];
        var box = await _apis[0].CreateReader(_pair.Partner);
        await _apis[0].CreateShop(await _apis[0].CreateAccount(Synced, Platform));
        Oracle = new(Synced, Platform, _pair.First.ConnectionString!, box, Seed);
    }

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(_apis, static api => api.Dispose());
        await _pair.DisposeAsync();
        await Platform.DisposeAsync();
    }

    /// <summary>Starts what a test before has killed.</summary>
    internal Task Running() => _pair.Running();

    /// <summary>How often each of them has called the platform.</summary>
    internal async Task<long[]> Calls() =>
        [
            .. (await Task.WhenAll(_apis.Select(static api => api.Get("/metrics")))).Select(static metrics =>
                CallLines()
                    .Matches(metrics.Text)
                    .Sum(static line => long.Parse(line.Groups["calls"].Value, CultureInfo.InvariantCulture))
            ),
        ];

    [GeneratedRegex(
        @"^integration_platform_calls_total\{.*\} (?<calls>\d+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex CallLines();
}
