using System.ComponentModel.DataAnnotations;

namespace Integration.DiskSpace;

/// <summary>How much room the embedded database keeps for what was promised (<c>Integration:DiskSpace</c>).</summary>
internal sealed class DiskSpaceOptions
{
    /// <summary>
    /// Free bytes of the data folder's file system below which nothing new is taken in; 1 MiB to 1 TiB, default 1 GiB. It must
    /// cover what deliveries, and the write-ahead log of up to 2 GB, may still write: a full disk stops the database, and then
    /// nothing is delivered either.
    /// </summary>
    [Range(1L << 20, 1L << 40)]
    public long Reserve { get; set; } = 1L << 30;

    /// <summary>
    /// So many bytes above <see cref="Reserve"/> must be free before events are taken in again; 0 to 1 TiB, default 256 MiB. With
    /// too few, intake switches off and on for every file that comes and goes.
    /// </summary>
    [Range(0L, 1L << 40)]
    public long Hysteresis { get; set; } = 256L << 20;

    /// <summary>
    /// Between two looks; 100 ms to 1 min, default 1 s. What can be written in that time must be much less than
    /// <see cref="Reserve"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);
}
