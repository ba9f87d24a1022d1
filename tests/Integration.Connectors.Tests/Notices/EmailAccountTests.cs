using SmtpServer.Protocol;

namespace Integration.Notices;

/// <summary>A mail server that takes nothing from this account, whatever the text says.</summary>
public sealed class EmailAccountTests : IDisposable
{
    private readonly NoticeScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(552, NoticeFailureKind.Permanent)]
    [InlineData(554, NoticeFailureKind.Refused)]
    [InlineData(550, NoticeFailureKind.Refused)]
    public async Task Send_OfAWholeMessageThatIsNotTaken_FailsByTheStatus(int status, NoticeFailureKind failure)
    {
        await using var server = MailServer.Start();
        server.Answer = new SmtpResponse((SmtpReplyCode)status, "Sending is paused.");
        var result = await Channel(await server.Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(failure);
        result.Text.Should().Contain($"{status}: Sending is paused.");
    }

    [Theory]
    [InlineData(451, NoticeFailureKind.Transient)]
    [InlineData(553, NoticeFailureKind.Permanent)]
    public async Task Send_FromASenderThatIsRefused_FailsAsTheServerSays(int status, NoticeFailureKind failure)
    {
        await using var server = MailServer.Start();
        server.RefusesSender = (SmtpReplyCode)status;
        var result = await Channel(await server.Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(failure);
        result.Text.Should().Contain($"{status}");
    }

    [Fact]
    public async Task Send_WithoutAUserWhereOneIsWanted_NeedsSomebody()
    {
        await using var server = MailServer.Start(users: true);
        var result = await Channel(await server.Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent);
        result.Text.Should().Contain("user name");
        server.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task Pump_OfAFullAccount_KeepsEveryNotice()
    {
        await using var server = MailServer.Start();
        server.Answer = new SmtpResponse((SmtpReplyCode)552, "The account is full.");
        var store = new MemoryNoticeStore();
        using var dispatcher = await NoticeDispatcher.Open(
            new NoticeOutlet("ops", Channel(await server.Port), store),
            new NoticeDispatchOptions(),
            _scope.Time,
            new Random(1),
            NoticeScope.Ct
        );
        foreach (var id in new[] { "n1", "n2", "n3" })
        {
            await dispatcher.Enqueue(NoticeScope.Notice(id), NoticeScope.Ct);
        }

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            _scope.Time.Advance((await dispatcher.Pump(NoticeScope.Ct))!.Value);
            dispatcher.Status().FailuresInARow.Should().Be(attempt);
        }

        store.Ids("ops").Should().Equal("n1", "n2", "n3");
        server.Answer = SmtpResponse.Ok;
        (await dispatcher.Pump(NoticeScope.Ct)).Should().BeNull();
        server.Mails.Should().HaveCount(3);
        server.Mails.Should().OnlyContain(mail => mail.Message.Subject == "Calls fail");
    }

    private EmailChannel Channel(int port) =>
        new(
            new EmailOptions
            {
                Host = "127.0.0.1",
                Port = port,
                Security = EmailSecurity.None,
                From = "hub@example.com",
                To = ["ops@example.com"],
            },
            NoticeScope.Guard,
            _scope.Time
        );
}
