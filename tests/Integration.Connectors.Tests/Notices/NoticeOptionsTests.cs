namespace Integration.Notices;

public sealed class NoticeOptionsTests
{
    private const string Secret = "a-very-secret-value";

    private static EmailOptions Email =>
        new()
        {
            Host = "mail.example.com",
            From = "hub@example.com",
            To = ["ops@example.com"],
        };

    [Fact]
    public void Faults_OfValidOptions_AreNone()
    {
        NoticeOptionsFaults.Of(Email).Should().BeEmpty();
        NoticeOptionsFaults.Of(new NoticeDispatchOptions()).Should().BeEmpty();
        NoticeOptionsFaults
            .Of(NoticeScope.Signed(new Uri("https://oapi.dingtalk.com/robot/send?access_token=x")))
            .Should()
            .BeEmpty();
        NoticeOptionsFaults
            .Of(new SmsGatewayOptions { Url = "https://example.com", Recipients = ["1"] })
            .Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData("http://oapi.dingtalk.com/robot/send")]
    [InlineData("ftp://oapi.dingtalk.com/robot/send")]
    [InlineData("https://user:password@oapi.dingtalk.com/robot/send")]
    [InlineData("/robot/send")]
    public void Faults_OfAWebhookThatIsNotSafe_AreTold(string webhook) =>
        NoticeOptionsFaults
            .Of(new RobotOptions { Webhook = new Uri(webhook, UriKind.RelativeOrAbsolute) })
            .Should()
            .ContainSingle()
            .Which.Should()
            .NotContain("password");

    [Fact]
    public void Faults_OfARobotWithEverythingWrong_AreToldAtOnce()
    {
        var options = new SignedRobotOptions
        {
            Webhook = new Uri($"http://example.com/{Secret}"),
            Prefix = new string('x', 51),
            Timeout = TimeSpan.FromSeconds(61),
            MaxAnswerBytes = 255,
        };
        var faults = NoticeOptionsFaults.Of(options);
        faults.Should().HaveCount(5, "the secret is missing, too");
        faults.Should().OnlyContain(fault => !fault.Contains(Secret));
        NoticeOptionsFaults.Of(new RobotOptions()).Should().ContainSingle("there is no webhook");
    }

    [Fact]
    public void Faults_OfMailWithEverythingWrong_AreToldAtOnce()
    {
        var options = new EmailOptions
        {
            Port = 0,
            Security = EmailSecurity.None,
            UserName = Secret,
            From = "nobody",
            To = ["ops@example.com", Secret],
            Timeout = TimeSpan.Zero,
            MessagesPerMinute = 0,
            Prefix = new string('x', 51),
        };
        var faults = NoticeOptionsFaults.Of(options);
        faults.Should().HaveCount(9);
        faults.Should().OnlyContain(fault => !fault.Contains(Secret));
        faults.Should().Contain(fault => fault.StartsWith("To[1]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"a\r\nRCPT TO:<evil@example.com>\r\n\"@example.com")]
    [InlineData("Hub\r\nBcc: evil@example.com <hub@example.com>")]
    [InlineData("hub@example.com\n")]
    public void Faults_OfAMailAddressWithLineBreaks_AreTold(string address)
    {
        var options = Email;
        (options.From, options.To, options.Prefix) = (address, [address], "[hub]\r\nBcc: evil@example.com");
        NoticeOptionsFaults.Of(options).Should().HaveCount(3, "they would be commands and headers of their own");
    }

    [Fact]
    public void Faults_OfADispatcherWithEverythingWrong_AreToldAtOnce()
    {
        var options = new NoticeDispatchOptions
        {
            MaxWaiting = 10,
            MaxFolded = 6,
            InitialBackoff = TimeSpan.FromMinutes(5),
            MaxBackoff = TimeSpan.FromMinutes(1),
            MaxThrottle = TimeSpan.Zero,
        };
        NoticeOptionsFaults.Of(options).Should().HaveCount(3);
    }

    [Fact]
    public void Channels_WithOptionsThatAreNotValid_AreNotMade()
    {
        using var client = new HttpClient();
        Action[] makes =
        [
            () => _ = new DingTalkChannel(new SignedRobotOptions(), client, TimeProvider.System),
            () => _ = new FeishuChannel(new SignedRobotOptions(), client, TimeProvider.System),
            () => _ = new WeComChannel(new RobotOptions(), client, TimeProvider.System),
            () => _ = new SmsGatewayChannel(new SmsGatewayOptions(), client, TimeProvider.System),
            () => _ = new EmailChannel(new EmailOptions(), NoticeScope.Guard, TimeProvider.System),
        ];
        makes.Should().AllSatisfy(make => make.Should().Throw<ArgumentException>());
    }

    [Fact]
    public void Options_AsText_ShowNoSecret()
    {
        object[] options =
        [
            NoticeScope.Signed(new Uri($"https://example.com/{Secret}"), Secret),
            new EmailOptions { Password = Secret, UserName = Secret },
            new SmsGatewayOptions { Url = $"https://example.com/{Secret}", Body = Secret },
        ];
        options.Should().AllSatisfy(one => one.ToString().Should().NotContain(Secret));
    }
}
