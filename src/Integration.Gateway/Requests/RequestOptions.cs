using System.ComponentModel.DataAnnotations;

namespace Integration.Requests;

/// <summary>Bounds of requests to the API.</summary>
public sealed class RequestOptions
{
    /// <summary>Bytes of a body under <c>/api/v1</c>; 1 KiB to 64 MiB, default 1 MiB.</summary>
    [Range(1 << 10, 64 << 20)]
    public int MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>Bytes of a batch of events or wallet rows; 1 KiB to 64 MiB, default 10 MiB.</summary>
    [Range(1 << 10, 64 << 20)]
    public int MaxBatchBytes { get; set; } = 10 << 20;

    /// <summary>How long a body may take to arrive; 1 s to 5 min, default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Streams of progress that may be open at once on one gateway, each a small query a second; 1 to 10,000, default 100. One
    /// more is answered 503.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; set; } = 100;
}
