using System.ComponentModel.DataAnnotations;

namespace Integration.Intake;

/// <summary>Bounds of the group commit of events.</summary>
public sealed class AppendOptions
{
    /// <summary>Events in one commit; 1 to 5,000, default 500. More raise throughput and the wait of each.</summary>
    [Range(1, 5_000)]
    public int MaxEvents { get; set; } = 500;

    /// <summary>Rows in one commit, deliveries included; 100 to 50,000, default 5,000.</summary>
    [Range(100, 50_000)]
    public int MaxRows { get; set; } = 5_000;

    /// <summary>Events that wait for a commit; 100 to 1,000,000, default 20,000. Above it senders hear 503.</summary>
    [Range(100, 1_000_000)]
    public int MaxQueued { get; set; } = 20_000;

    /// <summary>
    /// Payload bytes of events not yet committed; 1 MiB to 16 GiB, default 128 MiB. Above it senders hear 503.
    /// </summary>
    [Range(1L << 20, 16L << 30)]
    public long MaxQueuedBytes { get; set; } = 128L << 20;

    /// <summary>
    /// Subscribers of one event that get their delivery in its transaction; 1 to 50,000, default 5,000. Above it the
    /// event is committed with a cursor and expanded in steps of this size.
    /// </summary>
    [Range(1, 50_000)]
    public int MaxFanout { get; set; } = 5_000;
}
