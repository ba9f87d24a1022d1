using Integration.Hubs;
using Integration.Sandbox.Platforms;

namespace Integration.Collections;

/// <summary>
/// A hub with its embedded database that knows where four platforms of the sandbox are. One start serves the tests of a class: each sets
/// the faults of the platform it collects from.
/// </summary>
public sealed class CollectingHub : IAsyncLifetime
{
    /// <summary>The last products of each platform: for the test that needs some which the hub has never seen.</summary>
    internal const int More = 120;

    private static readonly int Products = LongRun.Or(200, 2_000) + More;
    private readonly Dictionary<PlatformKind, SandboxPlatform> _platforms = [];

    internal OwnHub Own { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Own.InitializeAsync();
        foreach (var kind in Enum.GetValues<PlatformKind>())
        {
            _platforms[kind] = await CollectionCalls.Platform(kind, Products);
            foreach (var (name, value) in CollectionCalls.Settings(_platforms[kind]))
            {
                Own.Process.Settings[name] = value;
            }
        }

        await Own.Running();
    }

    public async ValueTask DisposeAsync()
    {
        await Own.DisposeAsync();
        foreach (var platform in _platforms.Values)
        {
            await platform.DisposeAsync();
        }
    }

    /// <summary>A platform that has these faults and counts from 0 from now on.</summary>
    internal SandboxPlatform Platform(PlatformKind kind, FaultPlan faults)
    {
        var platform = _platforms[kind];
        platform.Faults = faults;
        platform.ResetCounts();
        return platform;
    }
}
