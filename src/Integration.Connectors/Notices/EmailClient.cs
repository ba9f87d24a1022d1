using System.Globalization;
using MailKit.Net.Smtp;
using MimeKit;

namespace Integration.Notices;

/// <summary>An SMTP client that goes on when a recipient is refused, and remembers which.</summary>
internal sealed class EmailClient : SmtpClient
{
    private readonly List<(string Address, int Status)> _refused = [];

    /// <summary>Recipients that the server refused, with its status.</summary>
    internal IReadOnlyList<(string Address, int Status)> Refused => _refused;

    /// <summary>At least one of them was refused for a passing reason.</summary>
    internal bool MayPass => _refused.Exists(static recipient => recipient.Status is >= 400 and < 500);

    /// <summary>The refused ones in words.</summary>
    internal string Describe() =>
        string.Join(
            ", ",
            _refused.Select(static recipient =>
                string.Create(CultureInfo.InvariantCulture, $"{recipient.Address} ({recipient.Status})")
            )
        );

    /// <inheritdoc />
    protected override void OnRecipientNotAccepted(
        MimeMessage message,
        MailboxAddress mailbox,
        SmtpResponse response
    ) => _refused.Add((mailbox.Address, (int)response.StatusCode));
}
