using System.ComponentModel.DataAnnotations;

namespace Integration.Stalls;

/// <summary>When a process that stood still (paused, swapped out, starved) must ask whether it is still a member.</summary>
public sealed class StallOptions : IValidatableObject
{
    /// <summary>
    /// The longest gap between two beats after which attempts go on unasked; 1 s to 1 min, default 3 s. It must be shorter than
    /// the others take to declare a silo dead (about 6 s with the default probes), or a woken silo repeats what its
    /// successor does; the shorter it is, the more often a busy machine makes attempts wait for one read of the membership.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Between two beats; 50 ms to 1 s, at most half of the limit, default 250 ms. A gap is noticed so long after the process wakes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:01")]
    public TimeSpan Beat { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Beat * 2 > Limit
            ? [new ValidationResult("Beat must be at most half of Limit: every late beat would look like a stall.")]
            : [];
}
