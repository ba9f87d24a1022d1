using Orleans.Concurrency;

namespace Integration.Health;

/// <summary>
/// Answers that a silo takes calls. A stateless worker: the call is answered where it arrives. Keys: any number, so that
/// a gateway can ask along several connections.
/// </summary>
[Alias("integration.ISiloPulseGrain")]
public interface ISiloPulseGrain : IGrainWithIntegerKey
{
    /// <summary>Returns at once; a silo that hangs is known after two seconds.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:02")]
    [Alias("Beat")]
    Task Beat(CancellationToken ct);
}
