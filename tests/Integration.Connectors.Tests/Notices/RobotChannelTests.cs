using System.Text;

namespace Integration.Notices;

/// <summary>What a robot gets to see of a notice, and who it believes it is from.</summary>
public sealed class RobotChannelTests : IAsyncLifetime
{
    private RobotScope _scope = null!;

    public static TheoryData<string> Kinds => ["dingtalk", "feishu", "wecom"];

    public async ValueTask InitializeAsync() => _scope = await RobotScope.Start();

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Send_OfANotice_IsShownToTheGroup(string kind)
    {
        var channel = _scope.Channel(kind);
        (
            await channel.Send(
                NoticeScope.Notice(title: "Ärger bei 测试 😀", text: "\"quoted\" <b>\\ \ttab"),
                NoticeScope.Ct
            )
        )
            .Should()
            .Be(NoticeResult.Sent);
        _scope.Server.Texts.Should().Equal("Ärger bei 测试 😀\n\"quoted\" <b>\\ \ttab");
        channel.Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("dingtalk")]
    [InlineData("feishu")]
    public async Task Send_AtManyTimes_IsAlwaysSignedRight(string kind)
    {
        // Base64 has '+' and '/' in most signatures: that they are escaped shows over many of them.
        for (var attempt = 0; attempt < 100; attempt++)
        {
            _scope.Notices.Time.Advance(TimeSpan.FromMilliseconds(7_919));
            (await _scope.Channel(kind).Send(NoticeScope.Notice(), NoticeScope.Ct)).Should().Be(NoticeResult.Sent);
        }

        _scope.Server.Texts.Should().HaveCount(100);
    }

    [Theory]
    [InlineData("dingtalk", "310000")]
    [InlineData("feishu", "19021")]
    public async Task Send_WithAnotherSecret_NeedsSomebodyAndTellsNoSecret(string kind, string code)
    {
        var result = await _scope.Channel(kind, "SECnot-the-secret").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent);
        result
            .Text.Should()
            .Contain(code)
            .And.Contain("sign")
            .And.NotContain("SECnot")
            .And.NotContain(RobotServer.Token);
        _scope.Server.Texts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("dingtalk", "300001")]
    [InlineData("feishu", "19001")]
    [InlineData("wecom", "93000")]
    public async Task Send_ToAnUnknownRobot_NeedsSomebodyAndTellsNoSecret(string kind, string code)
    {
        var unknown = new Uri(_scope.Webhook(kind).ToString().Replace(RobotServer.Token, "unknown-token-of-a-robot"));
        var result = await _scope.Notices.Robot(kind, unknown).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent);
        result.Text.Should().Contain(code).And.NotContain("unknown-token", "what the platform echoes is masked");
    }

    [Theory]
    [InlineData("dingtalk", 20_000)]
    [InlineData("feishu", 20_000)]
    [InlineData("wecom", 2_048)]
    public async Task Send_OfATextThatIsTooLong_IsCutAndShown(string kind, int most)
    {
        foreach (var character in new[] { "x", "测", "😀", "\"", "\u0001" })
        {
            var text = string.Concat(Enumerable.Repeat(character, 16_000 / character.Length));
            _scope.Notices.Time.Advance(TimeSpan.FromMinutes(1));
            var result = await _scope.Channel(kind).Send(NoticeScope.Notice(text: text), NoticeScope.Ct);
            result.Should().Be(NoticeResult.Sent, character);
            Encoding.UTF8.GetByteCount(_scope.Server.Texts[^1]).Should().BeLessThanOrEqualTo(most);
            _scope.Server.Texts[^1].Should().NotContain("\uFFFD", "no character is cut in the middle");
        }

        _scope.Server.Texts.Should().HaveCount(5);
        _scope.Server.Texts[1].Should().EndWith("测…");
        _scope.Server.Texts[2].Should().EndWith("😀…");
    }

    [Fact]
    public async Task Send_OfANameThatMentionsEverybody_MentionsNobody()
    {
        var notice = NoticeScope.Notice(title: "<at user_id=\"all\">all</at> fail", text: "shop=<AT user_id=\"all\">");
        (await _scope.Channel("feishu").Send(notice, NoticeScope.Ct)).IsSent.Should().BeTrue();
        _scope.Server.Texts.Single().Should().NotContainEquivalentOf("<at").And.Contain("at user_id=\"all\"");
    }

    [Fact]
    public async Task Send_WithAPrefix_BeginsWithIt()
    {
        var options = new RobotOptions { Webhook = _scope.Server.WeCom, Prefix = "【hub】" };
        await new WeComChannel(options, _scope.Notices.Client, _scope.Notices.Time).Send(
            NoticeScope.Notice(text: ""),
            NoticeScope.Ct
        );
        _scope.Server.Texts.Should().Equal("【hub】 Calls fail");
    }

    [Fact]
    public async Task Send_ToAWebhookWithoutQuery_SignsItAllTheSame()
    {
        // A relay may hold the token itself; the signature then is the whole query.
        string? query = null;
        _scope.Server.Fault = context =>
        {
            query = context.Request.QueryString.Value;
            return Task.FromResult(true);
        };
        var relay = new Uri(_scope.Server.DingTalk.GetLeftPart(UriPartial.Path));
        await _scope.Notices.Robot("dingtalk", relay).Send(NoticeScope.Notice(), NoticeScope.Ct);
        query.Should().StartWith("?timestamp=1795521600000&sign=");
    }
}
