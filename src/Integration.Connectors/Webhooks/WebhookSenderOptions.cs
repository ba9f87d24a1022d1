using System.ComponentModel.DataAnnotations;

namespace Integration.Webhooks;

/// <summary>How webhooks are carried out; the time-out of an attempt belongs to the subscriber.</summary>
public sealed class WebhookSenderOptions
{
    /// <summary>
    /// How long opening a connection, TLS included, may take; 100 ms to 1 min, default 10 s. The attempt's time-out
    /// counts too. It is what ends dials whose attempts have given up, so a longer one keeps more sockets open towards
    /// dead hosts.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long an address of a name may be silent before the next one is dialled beside it; 10 ms to 5 s, default
    /// 250 ms. A dead first address costs a new connection so long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan AddressHeadStart { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How old a connection may become before a new one takes its place; 10 s to 1 h, default 3 min. A changed name
    /// or a newly refused address takes effect after this time at the latest.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How long an unused connection is kept; 1 s to 1 h, default 1 min. Longer than the subscriber keeps it costs
    /// failed attempts, because a POST that was already sent is not repeated on another connection.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Connections to one host and port at once, over all its subscribers; 1 to 65,535, default 1,024. At the limit
    /// attempts wait inside their time-out, so it should exceed the concurrency of all subscribers behind one host.
    /// </summary>
    [Range(1, 65_535)]
    public int MaxConnectionsPerServer { get; set; } = 1024;

    /// <summary>
    /// How many bytes of an answer's body are read and kept; 0 to 16,384, default 16,384. A longer body costs the
    /// connection: it is closed, not drained.
    /// </summary>
    [Range(0, 16_384)]
    public int MaxResponseBytes { get; set; } = 16_384;

    /// <summary>How many KiB the head of an answer may have; 1 to 64, default 32. A longer one is a protocol error.</summary>
    [Range(1, 64)]
    public int MaxResponseHeadKibibytes { get; set; } = 32;

    /// <summary>Which addresses may be dialled.</summary>
    public DialGuardOptions Guard { get; set; } = new();
}
