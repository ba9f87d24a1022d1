using System.ComponentModel.DataAnnotations;

namespace Integration.Access;

/// <summary>How requests are let in.</summary>
public sealed class AccessOptions
{
    /// <summary>
    /// How long a key that was looked up is believed, valid or not; 0 to 60 s, default 5 s. A revoked key works
    /// so long in other processes than the one that revoked it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan KeyCache { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Keys remembered at most; 10 to 1,000,000, default 10,000.</summary>
    [Range(10, 1_000_000)]
    public int MaxCachedKeys { get; set; } = 10_000;
}
