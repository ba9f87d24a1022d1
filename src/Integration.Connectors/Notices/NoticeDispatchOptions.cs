using System.ComponentModel.DataAnnotations;

namespace Integration.Notices;

/// <summary>How notices wait for their channel.</summary>
public sealed class NoticeDispatchOptions : IValidatableObject
{
    /// <summary>
    /// Notices that wait in a channel at most; 10 to 10,000, default 1,000. At the limit the oldest ones are gathered into one, which
    /// names each by its title: the text gets shorter, but none is lost unseen.
    /// </summary>
    [Range(10, 10_000)]
    public int MaxWaiting { get; set; } = 1_000;

    /// <summary>Notices that are gathered into one message at most; 2 to half of <see cref="MaxWaiting"/>, default 50.</summary>
    [Range(2, 5_000)]
    public int MaxFolded { get; set; } = 50;

    /// <summary>The wait after a first failure, doubled with each; 1 s to 5 min, default 5 s. Up to 20 % are added at random.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest of these waits, and the one after a failure that somebody must mend; 1 s to 1 h, default 2 min. Longer than that, and
    /// notices come late after the channel has recovered.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest wait that the other side may ask for; 1 s to 1 h, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxThrottle { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Faults that concern more than one value.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxFolded > MaxWaiting / 2)
            yield return new("MaxFolded must be at most half of MaxWaiting.");
        if (InitialBackoff > MaxBackoff)
            yield return new("InitialBackoff must be at most MaxBackoff.");
    }
}
