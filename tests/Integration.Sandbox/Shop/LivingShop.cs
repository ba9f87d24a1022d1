using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Shop;

/// <summary>
/// A shop at the sandbox's Temu whose orders change by themselves: some are placed, some go on, some are taken away. It goes on where
/// an earlier run on the same folder ended.
/// </summary>
internal sealed class LivingShop : IAsyncDisposable
{
    private const int AtFirst = 200;
    private const int Most = 1_000;
    private const int ChangesPerBeat = 2;

    // What Temu gives to begin with.
    private const int CallsPerSecond = 20;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PackageDelay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);
    private readonly SandboxPlatform _platform;
    private readonly string _file;
    private readonly TimeProvider _time;

    private LivingShop(SandboxPlatform platform, string file, TimeProvider time) =>
        (_platform, _file, _time) = (platform, file, time);

    /// <summary>What the seller gave to the hub's app.</summary>
    public TokenGrant Grant => _platform.Grants[0];

    /// <summary>The truth: its orders as they are now.</summary>
    public IReadOnlyList<ShopOrder> Orders => _platform.Orders.All;

    /// <summary>
    /// What the hub needs to be told of it, and shorter waits than a true platform needs: its list is late by nothing, and its packages
    /// come after seconds instead of hours.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Integration:Platforms:Temu:UsUrl"] = new Uri(_platform.Url, "/openapi/router").ToString(),
            ["Integration:Platforms:Temu:OrderLag"] = "00:00:01",
            ["Integration:Enrichment:SweepInterval"] = "00:00:01",
            ["Integration:Enrichment:LookWait"] = "00:00:02",
            ["Integration:Enrichment:LongestLookWait"] = "00:00:02",
            // The shop is paused until the demo has taken its zero point; a minute's wait from then on would be most of the demo.
            ["Integration:Enrichment:RefusedWait"] = "00:00:02",
        };

    /// <summary>Opens the shop.</summary>
    /// <param name="folder">Where its orders are kept.</param>
    /// <param name="time">The time.</param>
    public static async Task<LivingShop> Open(string folder, TimeProvider time)
    {
        var file = Path.Combine(folder, "demo-temu-shop.json");
        var saved = BookFile.Read(file);
        var platform = await SandboxPlatform.Start(
            PlatformKind.Temu,
            new PlatformOptions
            {
                Products = 20,
                Limit = new RateRule { Calls = CallsPerSecond },
                Orders = new OrderOptions
                {
                    Count = AtFirst,
                    Saved = saved,
                    PackageDelay = PackageDelay,
                },
            },
            time
        );
        if (saved is null)
        {
            // Not all of them are new.
            platform.Orders.Shake(AtFirst);
        }

        // A run that was killed may have shown the hub more than it saved: what is here now is newer than that.
        foreach (var order in platform.Orders.All)
        {
            platform.Orders.Change(order.Number, one => one);
        }

        return new LivingShop(platform, file, time);
    }

    /// <summary>Lets things happen until it is to hold still.</summary>
    public async Task Live(CancellationToken still)
    {
        var saved = _time.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(Beat, _time, still);
                Change();
                if (_time.GetElapsedTime(saved) > SaveInterval)
                {
                    Save();
                    saved = _time.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException) when (still.IsCancellationRequested)
        {
            Save();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    // A full shop loses its oldest orders.
    private void Change()
    {
        foreach (var oldest in _platform.Orders.All.SkipLast(Most))
        {
            _platform.Orders.Remove(oldest.Number);
        }

        _platform.Orders.Shake(ChangesPerBeat);
    }

    private void Save() => BookFile.Write(_file, _platform.Orders.Save());
}
