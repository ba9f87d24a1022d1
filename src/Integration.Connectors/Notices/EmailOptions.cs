using System.ComponentModel.DataAnnotations;
using MimeKit;

namespace Integration.Notices;

/// <summary>Mail through one SMTP server.</summary>
public sealed class EmailOptions : IValidatableObject
{
    /// <summary>Most recipients of a mail.</summary>
    public const int MaxRecipients = 100;

    /// <summary>Name or address of the server.</summary>
    [Required]
    [StringLength(253)]
    public string Host { get; set; } = "";

    /// <summary>Its port; default 587.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected; default STARTTLS, without which nothing is sent.</summary>
    public EmailSecurity Security { get; set; } = EmailSecurity.StartTls;

    /// <summary>User name; empty, the default, to send without authentication.</summary>
    [StringLength(320)]
    public string UserName { get; set; } = "";

    /// <summary>Password; a secret.</summary>
    [StringLength(1_000)]
    public string Password { get; set; } = "";

    /// <summary>Whose mail it is, such as <c>Hub &lt;hub@example.com&gt;</c>.</summary>
    [Required]
    [StringLength(320)]
    public string From { get; set; } = "";

    /// <summary>Who gets it, 1 to 100, each written like <see cref="From"/>.</summary>
    [MinLength(1)]
    [MaxLength(MaxRecipients)]
    public IList<string> To { get; set; } = [];

    /// <summary>What every subject begins with; at most 50 characters, default none.</summary>
    [StringLength(50)]
    public string Prefix { get; set; } = "";

    /// <summary>From the start of dialling to the server's last word; 1 s to 5 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Mails a minute at most; 1 to 1,000, default 30. What comes above is gathered into one mail.</summary>
    [Range(1, 1_000)]
    public int MessagesPerMinute { get; set; } = 30;

    /// <summary>Faults that concern more than one value.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enum.IsDefined(Security))
            yield return new("Security must be StartTls, ImplicitTls or None.");
        if (Security == EmailSecurity.None && UserName.Length > 0)
            yield return new("Security must not be None with a user name: the password would go out unprotected.");
        if ((UserName.Length == 0) != (Password.Length == 0))
            yield return new("UserName and Password must be given both, or neither.");
        if (Prefix.Any(char.IsControl))
            yield return new("Prefix must have no control characters.");
        if (From.Length > 0 && !IsAddress(From))
            yield return new("From must be a mail address.");
        foreach (var index in Enumerable.Range(0, To.Count).Where(i => !IsAddress(To[i])))
            yield return new($"To[{index}] must be a mail address.");
    }

    // A name without a domain is one to the parser, but none that a server elsewhere can reach. A line break may stand in a quoted
    // part, and what follows it would be a command of its own to the server.
    private static bool IsAddress(string text) =>
        !text.Any(char.IsControl)
        && MailboxAddress.TryParse(text, out var mailbox)
        && mailbox.LocalPart.Length > 0
        && mailbox.Domain.Length > 0;
}
