using System.Net;
using System.Net.Sockets;
using Integration.Alerts;
using MimeKit;
using SmtpServer.Protocol;

namespace Integration.Notices;

/// <summary>Against a real SMTP server.</summary>
public sealed class EmailChannelTests : IDisposable
{
    private readonly NoticeScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Send_OfANotice_ArrivesAsPlainText()
    {
        await using var server = MailServer.Start();
        var notice = NoticeScope.Notice(title: "Störung bei 测试", text: "First line\n.\n..dots\nLast 😀") with
        {
            Severity = AlertSeverity.Critical,
        };
        (await Channel(await server.Port).Send(notice, NoticeScope.Ct)).Should().Be(NoticeResult.Sent);
        var (to, message) = server.Mails.Should().ContainSingle().Subject;
        to.Should().Equal("ops@example.com", "boss@example.com");
        message.Subject.Should().Be("[hub] Störung bei 测试");
        message.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n').Should().Be(notice.Text);
        message.HtmlBody.Should().BeNull();
        message.From.ToString().Should().Be("\"The hub\" <hub@example.com>");
        message.To.ToString().Should().Be("ops@example.com, \"The boss\" <boss@example.com>");
        message.Date.Should().Be(NoticeScope.Start);
        message.Importance.Should().Be(MessageImportance.High);
        message.Headers["Auto-Submitted"].Should().Be("auto-generated");
        message.Headers["X-Mailer"].Should().BeNull();
    }

    [Fact]
    public async Task Send_OfTheSameNoticeAgain_HasTheSameMessageId()
    {
        await using var server = MailServer.Start();
        var channel = Channel(await server.Port);
        foreach (var id in new[] { "a{b=\"c\"}:1:2", "a{b=\"c\"}:1:2", "other" })
        {
            await channel.Send(NoticeScope.Notice(id), NoticeScope.Ct);
        }

        var ids = server.Mails.Select(mail => mail.Message.MessageId).ToList();
        ids[1].Should().Be(ids[0]);
        ids[2].Should().NotBe(ids[0]);
        ids.Should().OnlyContain(id => id!.EndsWith("@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_OfATitleWithLineBreaks_MakesNoHeadersOfThem()
    {
        await using var server = MailServer.Start();
        var notice = NoticeScope.Notice(title: "Bad\r\nBcc: evil@example.com\r\n\r\nbody");
        await Channel(await server.Port).Send(notice, NoticeScope.Ct);
        var (to, message) = server.Mails.Should().ContainSingle().Subject;
        message.Subject.Should().Be("[hub] Bad Bcc: evil@example.com body");
        message.Bcc.Count.Should().Be(0);
        to.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(EmailSecurity.StartTls)]
    [InlineData(EmailSecurity.ImplicitTls)]
    public async Task Send_OverTlsWithAPassword_Arrives(EmailSecurity security)
    {
        await using var server = MailServer.Start(security, users: true);
        var channel = Channel(
            await server.Port,
            security,
            options => (options.UserName, options.Password) = (MailServer.User, MailServer.Password),
            trusts: true
        );
        (await channel.Send(NoticeScope.Notice(), NoticeScope.Ct)).Should().Be(NoticeResult.Sent);
        server.Mails.Should().ContainSingle();
    }

    [Fact]
    public async Task Send_WithAWrongPassword_NeedsSomebodyAndTellsNoSecret()
    {
        await using var server = MailServer.Start(EmailSecurity.StartTls, users: true);
        var channel = Channel(
            await server.Port,
            EmailSecurity.StartTls,
            options => (options.UserName, options.Password) = (MailServer.User, "not-the-password"),
            trusts: true
        );
        var result = await channel.Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent);
        result.Text.Should().Contain("password").And.NotContain("not-the-password").And.NotContain(MailServer.User);
        server.Mails.Should().BeEmpty();
    }

    [Theory]
    [InlineData(EmailSecurity.StartTls)]
    [InlineData(EmailSecurity.ImplicitTls)]
    public async Task Send_ToACertificateThatNobodyTrusts_SendsNothing(EmailSecurity security)
    {
        await using var server = MailServer.Start(security);
        var result = await Channel(await server.Port, security).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent);
        result.Text.Should().Contain("certificate");
        server.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_WithStartTlsToAServerWithoutIt_SendsNothing()
    {
        await using var server = MailServer.Start(offersTls: false);
        var channel = Channel(await server.Port, EmailSecurity.StartTls);
        var result = await channel.Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent);
        result.Text.Should().Contain("STARTTLS");
        server.Mails.Should().BeEmpty("the protection must not be talked away");
    }

    [Fact]
    public async Task Send_WithOneRecipientRefused_GoesToTheOthersAndSaysSo()
    {
        await using var server = MailServer.Start();
        server.Refuses = static address =>
            address.StartsWith("boss", StringComparison.Ordinal) ? SmtpReplyCode.MailboxUnavailable : null;
        var result = await Channel(await server.Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.IsSent.Should().BeTrue();
        result.Text.Should().Contain("boss@example.com (550)");
        server.Mails.Should().ContainSingle().Which.To.Should().Equal("ops@example.com");
    }

    [Theory]
    [InlineData(450, NoticeFailureKind.Transient)]
    [InlineData(452, NoticeFailureKind.Transient)]
    [InlineData(550, NoticeFailureKind.Permanent)]
    [InlineData(553, NoticeFailureKind.Permanent)]
    public async Task Send_WithAllRecipientsRefused_FailsAsTheServerSays(int refusal, NoticeFailureKind failure)
    {
        await using var server = MailServer.Start();
        server.Refuses = _ => (SmtpReplyCode)refusal;
        var result = await Channel(await server.Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(failure);
        result.Text.Should().Contain("ops@example.com").And.Contain("boss@example.com");
    }

    [Theory]
    [InlineData(451, NoticeFailureKind.Transient)]
    [InlineData(452, NoticeFailureKind.Transient)]
    [InlineData(550, NoticeFailureKind.Refused)]
    [InlineData(553, NoticeFailureKind.Refused)]
    public async Task Send_WhenTheServerDoesNotTakeTheText_FailsAsItSays(int status, NoticeFailureKind failure)
    {
        await using var server = MailServer.Start();
        server.Answer = new SmtpResponse((SmtpReplyCode)status, "because of\u0007 something");
        var result = await Channel(await server.Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(failure);
        result.Text.Should().Contain($"{status}").And.Contain("something");
        server.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_ToAClosedPort_IsTransient()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        (await Channel(port).Send(NoticeScope.Notice(), NoticeScope.Ct))
            .Failure.Should()
            .Be(NoticeFailureKind.Transient);
    }

    [Fact]
    public async Task Send_ToAServerThatSpeaksSomethingElse_IsTransient()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = Channel(((IPEndPoint)listener.LocalEndpoint).Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        using (var client = await listener.AcceptTcpClientAsync(NoticeScope.Ct))
        {
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), NoticeScope.Ct);
        }

        (await sending).Failure.Should().Be(NoticeFailureKind.Transient);
    }

    [Fact]
    public async Task Send_ToAServerThatIsSilent_EndsWithTheTimeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = Channel(((IPEndPoint)listener.LocalEndpoint).Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        using var client = await listener.AcceptTcpClientAsync(NoticeScope.Ct);
        _scope.Time.Advance(TimeSpan.FromSeconds(30));
        var result = await sending;
        result.Failure.Should().Be(NoticeFailureKind.Transient);
        result.Text.Should().Contain("30 s");
    }

    [Fact]
    public async Task Send_WhenTheCallerGivesUp_SaysSoByAnException()
    {
        using var caller = new CancellationTokenSource();
        await using var server = MailServer.Start();
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Arrived = async () =>
        {
            await caller.CancelAsync();
            await over.Task;
        };
        var port = await server.Port;
        var sending = () => Channel(port).Send(NoticeScope.Notice(), caller.Token);
        await sending.Should().ThrowAsync<OperationCanceledException>();
        over.SetResult();
    }

    private EmailChannel Channel(
        int port,
        EmailSecurity security = EmailSecurity.None,
        Action<EmailOptions>? change = null,
        bool trusts = false
    )
    {
        var options = new EmailOptions
        {
            Host = "127.0.0.1",
            Port = port,
            Security = security,
            From = "The hub <hub@example.com>",
            To = ["ops@example.com", "The boss <boss@example.com>"],
            Prefix = "[hub]",
        };
        change?.Invoke(options);
        return !trusts
            ? new EmailChannel(options, NoticeScope.Guard, _scope.Time)
            : new EmailChannel(
                options,
                NoticeScope.Guard,
                _scope.Time,
                (_, certificate, _, _) =>
                    certificate is not null
                    && certificate.GetCertHash().SequenceEqual(MailServer.Certificate.GetCertHash())
            );
    }
}
