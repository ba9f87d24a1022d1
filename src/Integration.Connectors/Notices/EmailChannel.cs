using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Integration.Alerts;
using Integration.Webhooks;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Integration.Notices;

/// <summary>
/// Mail over SMTP (RFC 5321): a new connection for each message, plain text, the same <c>Message-ID</c> for every attempt of a notice.
/// A recipient that the server refuses does not keep the notice from the others.
/// </summary>
public sealed class EmailChannel : INoticeChannel
{
    private const SmtpStatusCode StorageFull = SmtpStatusCode.ExceededStorageAllocation;

    private readonly EmailOptions _options;
    private readonly TimeProvider _time;
    private readonly Dialer _dialer;
    private readonly RemoteCertificateValidationCallback? _trust;

    /// <summary>Makes the channel.</summary>
    /// <param name="options">Read once.</param>
    /// <param name="guard">Asked about every address that is dialled.</param>
    /// <param name="time">For the time-out.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public EmailChannel(EmailOptions options, DialGuard guard, TimeProvider time)
        : this(options, guard, time, trust: null) { }

    // Certificates are judged by the system, and no setting switches that off; tests trust their own here.
    internal EmailChannel(
        EmailOptions options,
        DialGuard guard,
        TimeProvider time,
        RemoteCertificateValidationCallback? trust
    )
    {
        _options = NoticeOptionsFaults.Checked(options);
        _time = time;
        _dialer = NoticeHttpHandler.Dialer(guard, time);
        _trust = trust;
        Rates = [new(options.MessagesPerMinute, TimeSpan.FromMinutes(1))];
    }

    /// <inheritdoc />
    public string Kind => "email";

    /// <inheritdoc />
    public IReadOnlyList<NoticeRate> Rates { get; }

    private string Server => string.Create(CultureInfo.InvariantCulture, $"{_options.Host}:{_options.Port}");

    /// <inheritdoc />
    public async Task<NoticeResult> Send(Notice notice, CancellationToken ct)
    {
        using var message = Message(notice);
        using var client = new EmailClient { CheckCertificateRevocation = false };
        if (_trust is not null)
            client.ServerCertificateValidationCallback = _trust;
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await Connect(client, either.Token);
            if (_options.UserName.Length > 0)
                await client.AuthenticateAsync(Encoding.UTF8, _options.UserName, _options.Password, either.Token);
            await client.SendAsync(message, either.Token);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return Failed(
                NoticeFailureKind.Transient,
                $"did not finish within {_options.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s."
            );
        }
        catch (Exception e) when (FailureOf(e, client) is { } failure)
        {
            return failure;
        }

        await Quit(client, either.Token);
        return client.Refused.Count == 0
            ? NoticeResult.Sent
            : new NoticeResult(null, $"{Server} did not take it for {client.Describe()}.");
    }

    /// <inheritdoc />
    public bool Fits(Notice notice) => true;

    private async Task Connect(EmailClient client, CancellationToken ct)
    {
        var stream = await _dialer.Dial(new DnsEndPoint(_options.Host, _options.Port), ct);
        try
        {
            await client.ConnectAsync(stream, _options.Host, _options.Port, Protection(_options.Security), ct);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static SecureSocketOptions Protection(EmailSecurity security) =>
        security switch
        {
            EmailSecurity.StartTls => SecureSocketOptions.StartTls,
            EmailSecurity.ImplicitTls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        };

    // The server has the message: what happens to the farewell changes nothing.
    private static async Task Quit(EmailClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e)
            when (e is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
            // Disposing closes the connection.
        }
    }

    private MimeMessage Message(Notice notice)
    {
        var from = MailboxAddress.Parse(_options.From);
        var message = new MimeMessage { Date = notice.At, MessageId = $"{IdOf(notice)}@{from.Domain}" };
        message.From.Add(from);
        message.To.AddRange(_options.To.Select(static address => MailboxAddress.Parse(address)));
        message.Subject = _options.Prefix.Length == 0 ? notice.Title : $"{_options.Prefix} {notice.Title}";
        // RFC 3834: answering machines must not answer.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (notice.Severity == AlertSeverity.Critical)
            message.Importance = MessageImportance.High;
        message.Body = new TextPart("plain") { Text = notice.Text.Length == 0 ? notice.Title : notice.Text };
        return message;
    }

    // Ids of notices hold characters that a Message-ID must not. Those of all that were gathered count: the same few in another
    // company are another mail, and mail programs hide one of two with the same id.
    private static string IdOf(Notice notice)
    {
        var ids = string.Join('\n', notice.Gathered.Select(static one => one.Id).Prepend(notice.Id));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids)).AsSpan(0, 16));
    }

    private NoticeResult? FailureOf(Exception exception, EmailClient client) =>
        exception switch
        {
            DialRefusedException => Failed(
                NoticeFailureKind.Permanent,
                "leads only to addresses that must not be dialled; an operator can allow them."
            ),
            // Commands go out together: a server that refuses the sender refuses all recipients after it, and only the first counts.
            ServiceNotAuthenticatedException => Failed(
                NoticeFailureKind.Permanent,
                "takes mail only after signing in: set the user name and the password."
            ),
            SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } sender => Failed(
                KindOf(sender),
                $"answered {Said(sender)}"
            ),
            _ when client.Refused.Count == _options.To.Count => Failed(
                client.MayPass ? NoticeFailureKind.Transient : NoticeFailureKind.Permanent,
                $"took no recipient: {client.Describe()}."
            ),
            AuthenticationException => Failed(
                NoticeFailureKind.Permanent,
                "did not accept the user name and the password."
            ),
            SslHandshakeException => Failed(
                NoticeFailureKind.Permanent,
                "and the hub could not agree on TLS; check the certificate, the port and the kind of protection."
            ),
            NotSupportedException => Failed(
                NoticeFailureKind.Permanent,
                "does not offer what the settings ask for: STARTTLS, or signing in."
            ),
            SmtpCommandException command => Failed(KindOf(command), $"answered {Said(command)}"),
            IOException or SocketException or ProtocolException or ServiceNotConnectedException => Failed(
                NoticeFailureKind.Transient,
                "could not be reached, or the connection was cut."
            ),
            _ => null,
        };

    // RFC 5321, 4.2.1: 4yz may pass, 5yz will not. After the data it is the text that was refused, unless the account is full.
    // 554 means spam to one provider and a stopped account to another: the stub that follows a refused text tells them apart.
    private static NoticeFailureKind KindOf(SmtpCommandException command) =>
        (int)command.StatusCode < 500 ? NoticeFailureKind.Transient
        : command is { ErrorCode: SmtpErrorCode.MessageNotAccepted, StatusCode: not StorageFull }
            ? NoticeFailureKind.Refused
        : NoticeFailureKind.Permanent;

    private static string Said(SmtpCommandException command) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)command.StatusCode}: {NoticeText.Cut(NoticeText.OneLine(command.Message), 200)}"
        );

    private NoticeResult Failed(NoticeFailureKind kind, string what) => new(kind, $"{Server} {what}");
}
