using System.Text;
using Integration.Alerts;

namespace Integration.Notices;

/// <summary>What goes into one message where the channel shows only so much of it.</summary>
public sealed class DispatchFitTests : IDisposable
{
    private readonly DispatchScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Pump_OfMoreThanOneMessageShows_LeavesTheRestForTheNext()
    {
        _scope.Rates = [new(2, TimeSpan.FromMinutes(1))];
        _scope.Shows = static notice => notice.Title.Length + notice.Text.Length <= 150;
        await _scope.Open();
        await _scope.Enqueue(10);
        await _scope.Pump();
        _scope.Taken.Should().HaveCount(2);
        _scope.Dispatcher.Status().Waiting.Should().Be(10 - _scope.Taken.Sum(one => one.Message.Count));
        await _scope.PumpFor(TimeSpan.FromMinutes(10));
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(10);
        _scope.Taken.Should().OnlyContain(one => _scope.Shows(one.Message), "nothing is cut");
        var shown = string.Join('\n', _scope.Taken.Select(one => one.Message.Title + '\n' + one.Message.Text)) + '\n';
        Enumerable.Range(0, 10).Should().AllSatisfy(number => shown.Should().Contain($"Title {number}\n"));
        _scope.Taken[0].Message.Text.Should().EndWith("\n… and 7 more follow");
        _scope.Taken[^1].Message.Text.Should().NotContain("follow");
    }

    [Fact]
    public async Task Pump_OfMoreThanOneMessageShows_SendsTheMostSevereFirst()
    {
        _scope.Rates = [new(1, TimeSpan.FromMinutes(1))];
        _scope.Shows = static notice => notice.Text.Length <= 100;
        await _scope.Open();
        await _scope.Enqueue(8);
        var critical = NoticeScope.Notice("c", "Critical") with { Severity = AlertSeverity.Critical };
        await _scope.Dispatcher.Enqueue(critical, NoticeScope.Ct);
        await _scope.Pump();
        var message = _scope.Taken.Should().ContainSingle().Subject.Message;
        message.Title.Should().Be("[critical] 2 notices");
        message
            .Text.Split('\n')
            .Should()
            .Equal("2026-11-24T12:00:00.000Z Critical", "2026-11-24T12:00:00.000Z Title 0", "… and 7 more follow");
        _scope.Store.Ids().Should().Equal("n1", "n2", "n3", "n4", "n5", "n6", "n7");
    }

    [Fact]
    public async Task Pump_OfMoreThanMaxFolded_SaysHowManyFollow()
    {
        _scope.Rates = [new(1, TimeSpan.FromMinutes(1))];
        _scope.Options.MaxFolded = 3;
        await _scope.Open();
        await _scope.Enqueue(5);
        await _scope.Pump();
        _scope.Taken[0].Message.Count.Should().Be(3);
        _scope.Taken[0].Message.Text.Should().EndWith("Title 2\n… and 2 more follow");
    }

    [Fact]
    public async Task Pump_OfAGatheredNoticeThatIsTooLongAlone_NamesSomeAndCountsTheRest()
    {
        _scope.Options.MaxWaiting = 10;
        _scope.Options.MaxFolded = 5;
        _scope.Shows = static notice => notice.Text.Length <= 100;
        await _scope.Open();
        await _scope.Enqueue(11);
        await _scope.Pump();
        var gathered = _scope.Taken[0].Message;
        gathered.Count.Should().Be(5);
        gathered.Text.Should().EndWith("Title 1\n… and 3 more");
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(11);
    }

    [Theory]
    [InlineData("sms", 300)]
    [InlineData("wecom", 2_048)]
    public async Task Notices_OfABurstToATightChannel_AreAllShown(string kind, int most)
    {
        using var scope = new NoticeScope();
        var channel = Channel(scope, kind);
        _scope.Rates = [new(5, TimeSpan.FromMinutes(1))];
        _scope.Shows = channel.Fits;
        await _scope.Open();
        for (var number = 0; number < 60; number++)
        {
            var notice = NoticeScope.Notice($"n{number}", $"[warning] Firing: 调用平台失败 (account=a{number})");
            await _scope.Dispatcher.Enqueue(notice, NoticeScope.Ct);
        }

        await _scope.PumpFor(TimeSpan.FromHours(1));
        _scope.Taken.Should().OnlyContain(one => one.Message.Title.Length + one.Message.Text.Length < most);
        var shown = string.Concat(_scope.Taken.Select(one => one.Message.Title + one.Message.Text));
        Enumerable.Range(0, 60).Should().AllSatisfy(number => shown.Should().Contain($"(account=a{number})"));
        _scope.Taken.Should().HaveCountLessThan(60);
    }

    [Theory]
    [InlineData("dingtalk", 20_000, "x")]
    [InlineData("feishu", 20_000, "测")]
    [InlineData("wecom", 2_048, "测")]
    [InlineData("sms", 300, "测")]
    public void Fits_OfATextAroundTheLimit_GoesByWhatTheChannelCounts(string kind, int most, string character)
    {
        using var scope = new NoticeScope();
        var channel = Channel(scope, kind);
        var (longest, tooLong) = (0, Notice.MaxText + 1);
        while (tooLong - longest > 1)
        {
            var middle = (longest + tooLong) / 2;
            (longest, tooLong) = Fits(middle) ? (middle, tooLong) : (longest, middle);
        }

        // Where characters have one byte each, a notice ends before the robots' limit does.
        var bytes = kind == "sms" ? longest : longest * Encoding.UTF8.GetByteCount(character);
        bytes.Should().BeInRange(Math.Min(most, Notice.MaxText) - 200, most);

        bool Fits(int length) =>
            channel.Fits(NoticeScope.Notice(text: string.Concat(Enumerable.Repeat(character, length))));
    }

    private static INoticeChannel Channel(NoticeScope scope, string kind) =>
        kind == "sms"
            ? new SmsGatewayChannel(
                new SmsGatewayOptions { Url = "https://example.com", Recipients = ["1"] },
                scope.Client,
                scope.Time
            )
            : scope.Robot(kind, new Uri("https://example.com/robot/send?key=1"));
}
