using System.ComponentModel.DataAnnotations;

namespace Integration.Caching;

/// <summary>How long answers of platforms are kept, and how much of them.</summary>
public sealed class PlatformCacheOptions
{
    /// <summary>A product; 1 s to 7 d, default 10 min. Longer means fewer calls, and prices and stock that are older.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan ProductLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// That a product is gone; 1 s to 1 h, default 1 min. The only failure that is kept: every other one may be another answer next
    /// time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan GoneLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The longest that a silo's memory keeps anything; 1 s to 1 h, default 1 min. So long another silo may show what was there before a
    /// write.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MemoryLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes in a silo's memory, as they are written; 1 MiB to 4 GiB, default 64 MiB. Above it the least used go.</summary>
    [Range(1_048_576d, 4_294_967_296d)]
    public long MemoryBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// The largest value that is kept, as it is written; 16 KiB to 16 MiB, default 1 MiB. A product is kept where its raw answers have a
    /// quarter of it, because texts and bytes grow when they are written.
    /// </summary>
    [Range(16_384, 16_777_216)]
    public int MaxValueBytes { get; set; } = 1024 * 1024;
}
