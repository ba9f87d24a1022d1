namespace Integration.Delivery;

/// <summary>
/// Looks for due rows that nobody works on and wakes their grains: the only recovery path after a crash, a deploy and
/// a lost stream message. Key: <see cref="Key"/>.
/// </summary>
[Alias("integration.ISweeperGrain")]
public interface ISweeperGrain : IGrainWithStringKey
{
    /// <summary>The key under which the one grain is found.</summary>
    const string Key = "sweeper";

    /// <summary>Sweeps once, unless the last sweep is more recent than the sweeper's interval.</summary>
    [Alias("Sweep")]
    Task Sweep(CancellationToken ct);
}
