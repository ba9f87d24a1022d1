using System.ComponentModel.DataAnnotations;

namespace Integration.Intake;

/// <summary>Limits at the door (O3).</summary>
public sealed class IntakeOptions
{
    /// <summary>Bytes of a webhook; 1 KiB to 64 MiB, default 1 MiB. Above it 413.</summary>
    [Range(1 << 10, 64 << 20)]
    public int MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>How long a webhook's body may take to arrive; 1 s to 5 min, default 15 s. Above it 408.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests a second from one IPv4 address or IPv6 /64, on average; 1 to 1,000,000, default 10,000. Above it 429.</summary>
    [Range(1, 1_000_000)]
    public int RatePerAddress { get; set; } = 10_000;

    /// <summary>Requests a second to one source, on average; 1 to 1,000,000, default 10,000. Above it 429.</summary>
    [Range(1, 1_000_000)]
    public int RatePerSource { get; set; } = 10_000;

    /// <summary>Seconds' worth of requests that may come at once; 1 to 60, default 2.</summary>
    [Range(1, 60)]
    public int BurstSeconds { get; set; } = 2;

    /// <summary>Events in one batch; 1 to 5,000, default 500.</summary>
    [Range(1, 5_000)]
    public int MaxBatch { get; set; } = 500;

    /// <summary>
    /// Webhooks of one source that go to its grain in one call when they come in together; 1 to 500, default 64. 1: each alone.
    /// </summary>
    [Range(1, 500)]
    public int MaxWebhooksPerCall { get; set; } = 64;

    /// <summary>
    /// Bytes of bodies at which such a call is full; 1 KiB to 32 MiB, default 1 MiB. The last one may go beyond.
    /// </summary>
    [Range(1 << 10, 32 << 20)]
    public int MaxBytesPerCall { get; set; } = 1 << 20;

    /// <summary>
    /// How long a call that is lost with a silo is begun again, counted from the first; 0 to 30 s, default 5 s, and once in any case.
    /// A sender waits so long and one call's time-out more. Longer than a silo takes to be replaced (2 to 3 s when
    /// killed) and most senders notice nothing; longer than their patience and the work is for nobody.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan LostCallRetry { get; set; } = TimeSpan.FromSeconds(5);
}
