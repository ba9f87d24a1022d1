using System.Globalization;

namespace Integration.Benchmarks.ShopSync;

/// <summary>What is looked for, and how fast it may be.</summary>
/// <param name="Orders">Parent orders, each with a package.</param>
/// <param name="Rate">Calls a second that the platform permits.</param>
/// <param name="Faults">The share of calls that fail for a passing reason.</param>
internal sealed record EnrichmentLoad(int Orders, int Rate, double Faults)
{
    // Temu's, for which the product's times are made.
    private const double UsualRate = 20;

    /// <summary>The host's settings: its times are as much shorter as the rate is higher, down to what the options allow.</summary>
    public IEnumerable<string> Settings() =>
        [
            Of("Platforms:Temu:Pipeline:RetryDelay", TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(1)),
            Of("Enrichment:SweepInterval", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100)),
            Of("Enrichment:RetryWait", TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100)),
            Of("Enrichment:LockTime", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10)),
        ];

    private string Of(string name, TimeSpan usual, TimeSpan least)
    {
        var wanted = usual * Math.Min(1, UsualRate / Rate);
        var time = wanted > least ? wanted : least;
        return string.Create(CultureInfo.InvariantCulture, $"Integration:{name}={time:c}");
    }
}
