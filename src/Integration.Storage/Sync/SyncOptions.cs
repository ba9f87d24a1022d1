using System.ComponentModel.DataAnnotations;

namespace Integration.Sync;

/// <summary>What is kept of synced records.</summary>
public sealed class SyncOptions
{
    /// <summary>Versions of which a record's changes are kept; 1 to 1,000, default 20. Older ones are deleted.</summary>
    [Range(1, 1_000)]
    public int KeptVersions { get; set; } = 20;

    /// <summary>
    /// Bytes of a record's raw payload that are kept; 0 to 64 MiB, default 1 MiB. Of a larger one nothing is kept, because a part of
    /// it would be no payload.
    /// </summary>
    [Range(0, 64 << 20)]
    public int MaxRawBytes { get; set; } = 1 << 20;

    /// <summary>Records of one page; 1 to 10,000, default 5,000. A larger page is refused: it is a fault of the connector.</summary>
    [Range(1, 10_000)]
    public int MaxPage { get; set; } = 5_000;

    /// <summary>Missing records that one transaction marks or deletes; 1 to 10,000, default 1,000.</summary>
    [Range(1, 10_000)]
    public int DeleteBatch { get; set; } = 1_000;

    /// <summary>Tries of a record that could not be read; 1 to 50, default 5. Then it waits for a person, or for the next page that has it.</summary>
    [Range(1, 50)]
    public int MaxTries { get; set; } = 5;

    /// <summary>The wait before such a record is tried again, doubled each time; 1 s to 1 h, default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstTryWait { get; set; } = TimeSpan.FromMinutes(1);
}
