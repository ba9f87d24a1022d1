using System.ComponentModel.DataAnnotations;

namespace Integration.Delivery;

/// <summary>Pushing: windows, drains and what requests say of us.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Pushing at all; default true. While false everything waits in its rows (W4's <c>enabled</c>).</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Deliveries that a subscriber's window holds; 10 to 100,000, default 1,000. The rest waits in its rows.</summary>
    [Range(10, 100_000)]
    public int WindowItems { get; set; } = 1_000;

    /// <summary>Payload bytes that a window holds; 1 MiB to 1 GiB, default 16 MiB.</summary>
    [Range(1L << 20, 1L << 30)]
    public long WindowBytes { get; set; } = 16L << 20;

    /// <summary>Payload bytes that all windows of a silo hold; 16 MiB to 16 GiB, default 128 MiB.</summary>
    [Range(16L << 20, 16L << 30)]
    public long SiloWindowBytes { get; set; } = 128L << 20;

    /// <summary>
    /// Deliveries that a window may hold whatever the silo's other windows hold; 0 to 100, default 8. They come on top of
    /// <see cref="SiloWindowBytes"/>.
    /// </summary>
    [Range(0, 100)]
    public int WindowItemsAlways { get; set; } = 8;

    /// <summary>
    /// Retries due within this time wait in the window, later ones in their rows; 0 to 10 min, default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryInWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long finished ids are remembered at least, against repeats from the stream; 10 s to 10 min, default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan FinishedMemory { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The last finished ids that are remembered within that time; twice as many at most. 1,000 to 1,000,000, default 65,536.
    /// </summary>
    [Range(1_000, 1_000_000)]
    public int FinishedMemoryItems { get; set; } = 65_536;

    /// <summary>Outcomes in one commit; 1 to 5,000, default 1,000.</summary>
    [Range(1, 5_000)]
    public int OutcomesPerCommit { get; set; } = 1_000;

    /// <summary>
    /// How long beyond its time-out an attempt may take, and a report be missing, before its slot is freed; 30 s to 1 h,
    /// default 1 min. Reports are sent again for 26 s, so a shorter time would only free what is about to be freed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:30", "01:00:00")]
    public TimeSpan SlotMargin { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a subscriber's grain that goes while its silo stays waits for its attempts in flight; 0 to 25 s, default 5 s. What is not
    /// done by then may be made twice; until then nothing of the subscriber is served, and what its queue brings waits.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:25")]
    public TimeSpan HandOverTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for attempts in flight and their outcomes; 1 s to 5 min, default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often due rows that nobody works on are looked for; 200 ms to 1 min, default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The User-Agent of requests, <c>name/version</c>.</summary>
    [Required]
    public string UserAgent { get; set; } = "Integration-Orleans/0.1";

    /// <summary><c>metadata.push_source</c> of the wallet format.</summary>
    [Required]
    public string WalletPushSource { get; set; } = "integration-orleans";

    /// <summary>
    /// Events in one push (W4's batch size): 1, and nothing else yet. It is a setting so that a configuration that expects
    /// batches is refused at start instead of being served event by event without a word.
    /// </summary>
    [Range(1, 1, ErrorMessage = "The field {0} must be 1: each event is a push of its own.")]
    public int BatchSize { get; set; } = 1;
}
