using Integration.Webhooks;

namespace Integration.Notices;

/// <summary>No channel is a way into what only the hub can reach: the pages of cloud metadata above all.</summary>
public sealed class NoticeDialTests : IDisposable
{
    private readonly NoticeScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[::ffff:169.254.169.254]")]
    public async Task Send_ToTheMetadataOfACloud_IsRefusedByEveryChannel(string host)
    {
        var url = $"https://{host}/latest/meta-data";
        INoticeChannel[] channels =
        [
            _scope.Robot("dingtalk", new Uri(url)),
            _scope.Robot("feishu", new Uri(url)),
            _scope.Robot("wecom", new Uri(url)),
            new SmsGatewayChannel(new SmsGatewayOptions { Url = url, Recipients = ["1"] }, _scope.Client, _scope.Time),
            Mail(host.Trim('[', ']')),
        ];
        foreach (var channel in channels)
        {
            var result = await channel.Send(NoticeScope.Notice(), NoticeScope.Ct);
            result.IsSent.Should().BeFalse();
            result.Text.Should().Contain("must not be dialled", channel.Kind);
        }
    }

    [Fact]
    public async Task Send_OfMailWhereTheGuardRefusesTheAddress_DialsNothing()
    {
        await using var server = MailServer.Start();
        var guard = new DialGuard(new DialGuardOptions { Deny = ["127.0.0.0/8", "::1"] });
        var result = await Mail("localhost", guard, await server.Port).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent, "somebody must allow it");
        result.Text.Should().Contain("must not be dialled");
        server.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_OfMailToAServerByItsName_Arrives()
    {
        await using var server = MailServer.Start();
        var channel = Mail("localhost", NoticeScope.Guard, await server.Port);
        (await channel.Send(NoticeScope.Notice(), NoticeScope.Ct)).Should().Be(NoticeResult.Sent);
        server.Mails.Should().ContainSingle();
    }

    private EmailChannel Mail(string host, DialGuard? guard = null, int port = 25) =>
        new(
            new EmailOptions
            {
                Host = host,
                Port = port,
                Security = EmailSecurity.None,
                From = "hub@example.com",
                To = ["ops@example.com"],
            },
            guard ?? NoticeScope.Guard,
            _scope.Time
        );
}
