using System.ComponentModel.DataAnnotations;
using Integration.Calls;

namespace Integration.Heartbeats;

/// <summary>A sign of life to a monitor outside, which tells people when it stays away (<c>Integration:Heartbeat</c>).</summary>
public sealed class HeartbeatOptions : IValidatableObject
{
    /// <summary>
    /// What is called with GET; default none: no heartbeat. <c>https</c>, or <c>http</c> to this machine; without user name. The whole of
    /// it is a secret: whoever knows it can feign that the hub lives.
    /// </summary>
    public Uri? Url { get; set; }

    /// <summary>
    /// Between two calls; 5 s to 1 h, default 1 min. The monitor should wait for at least three of them before it tells anybody.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>From dialling to the answer's head; 1 s to 1 min, default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Faults that concern more than one value.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not null && !SafeAddress.IsSafe(Url))
        {
            yield return new ValidationResult(
                "Url must be an absolute https address without user name; http only to this machine."
            );
        }
    }
}
