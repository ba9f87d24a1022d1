using System.ComponentModel.DataAnnotations;

namespace Integration.Notices;

/// <summary>A robot whose messages are signed.</summary>
public sealed class SignedRobotOptions : RobotOptions
{
    /// <summary>The secret that the chat program shows for the signature; 1 to 200 characters.</summary>
    [Required]
    [StringLength(200, MinimumLength = 1)]
    public string Secret { get; set; } = "";
}
