using System.ComponentModel.DataAnnotations;
using Integration.Calls;

namespace Integration.Notices;

/// <summary>A robot of a chat group. The webhook and the secret are credentials and never shown.</summary>
public class RobotOptions : IValidatableObject
{
    /// <summary>
    /// The address that the chat program shows for the robot; the whole of it is a secret. <c>https</c>, or <c>http</c> to this
    /// machine.
    /// </summary>
    [Required]
    public Uri? Webhook { get; set; }

    /// <summary>
    /// What every message begins with; at most 50 characters, default none. For robots that only take messages with a keyword,
    /// and to tell several hubs apart.
    /// </summary>
    [StringLength(50)]
    public string Prefix { get; set; } = "";

    /// <summary>From the start of dialling to the end of the answer; 1 s to 1 min, default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many bytes of an answer are read; 256 to 65,536, default 16,384. A longer answer is none that a robot gives, and a
    /// failure.
    /// </summary>
    [Range(256, 65_536)]
    public int MaxAnswerBytes { get; set; } = 16_384;

    /// <summary>Faults that concern more than one value.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Webhook is not null && !SafeAddress.IsSafe(Webhook))
            yield return new ValidationResult(
                $"{nameof(Webhook)} must be an absolute https address without user name; http only to this machine."
            );
    }
}
