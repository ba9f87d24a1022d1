using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Integration.Notices;

/// <summary>A real SMTP server on loopback, with or without TLS and users.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "hub@example.com";
    public const string Password = "päss word";

    private static readonly Lazy<X509Certificate2> Made = new(MakeCertificate);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(string[] To, MimeMessage Message)> _mails = new();
    private readonly Task _running;

    private MailServer(EmailSecurity security, bool users, bool offersTls)
    {
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint =>
            {
                endpoint
                    .Endpoint(new IPEndPoint(IPAddress.Loopback, 0))
                    .IsSecure(security == EmailSecurity.ImplicitTls)
                    .AuthenticationRequired(users);
                if (offersTls)
                    endpoint.Certificate(Certificate);
            })
            .Build();
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var listeners = new EndpointListenerFactory();
        listeners.EndpointStarted += (_, started) => port.SetResult(((IPEndPoint)started.LocalEndPoint).Port);
        var services = new ServiceProvider();
        services.Add((IEndpointListenerFactory)listeners);
        services.Add(new Store(this));
        services.Add(new Filter(this));
        services.Add(new Users());
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
        Port = port.Task;
    }

    /// <summary>Of the server's own making: nobody trusts it by itself.</summary>
    public static X509Certificate2 Certificate => Made.Value;

    public Task<int> Port { get; }

    /// <summary>What it answers to a whole message.</summary>
    public SmtpResponse Answer { get; set; } = SmtpResponse.Ok;

    /// <summary>What it answers to a recipient that it does not take; null for one that it takes.</summary>
    public Func<string, SmtpReplyCode?> Refuses { get; set; } = static _ => null;

    /// <summary>What it answers to every sender; null where it takes them.</summary>
    public SmtpReplyCode? RefusesSender { get; set; }

    /// <summary>Called before a message is answered.</summary>
    public Func<Task> Arrived { get; set; } = static () => Task.CompletedTask;

    public IReadOnlyList<(string[] To, MimeMessage Message)> Mails => [.. _mails];

    public static MailServer Start(
        EmailSecurity security = EmailSecurity.None,
        bool users = false,
        bool? offersTls = null
    ) => new(security, users, offersTls ?? security != EmailSecurity.None);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        _stop.Dispose();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch.AddYears(50),
            DateTimeOffset.UnixEpoch.AddYears(90)
        );
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    private sealed class Store(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken
        )
        {
            using var stream = new MemoryStream(buffer.ToArray());
            var message = await MimeMessage.LoadAsync(stream, cancellationToken);
            await server.Arrived();
            if (server.Answer == SmtpResponse.Ok)
                server._mails.Enqueue(([.. transaction.To.Select(mailbox => mailbox.AsAddress())], message));
            return server.Answer;
        }
    }

    private sealed class Filter(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanAcceptFromAsync(
            ISessionContext context,
            IMailbox from,
            int size,
            CancellationToken cancellationToken
        )
        {
            return server.RefusesSender is { } code
                ? throw new SmtpResponseException(new SmtpResponse(code, "not from here"))
                : Task.FromResult(true);
        }

        public override Task<bool> CanDeliverToAsync(
            ISessionContext context,
            IMailbox to,
            IMailbox from,
            CancellationToken cancellationToken
        )
        {
            return server.Refuses(to.AsAddress()) is { } code
                ? throw new SmtpResponseException(new SmtpResponse(code, "not here"))
                : Task.FromResult(true);
        }
    }

    private sealed class Users : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(
            ISessionContext context,
            string user,
            string password,
            CancellationToken cancellationToken
        ) => Task.FromResult(user == User && password == Password);
    }
}
