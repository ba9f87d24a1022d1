using System.ComponentModel.DataAnnotations;

namespace Integration.Writes;

/// <summary>How long a request may take that writes at a platform.</summary>
public abstract class AccountWriteOptions
{
    /// <summary>
    /// How long a request may take; 1 s to 80 s, default 1 min. What waits then is not sent any more; of what is under way nobody knows what
    /// the platform does, and it is told so.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:20")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long noting the results may take; 1 s to 8 s, default 5 s. They are answered then all the same.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:08")]
    public TimeSpan NoteTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
