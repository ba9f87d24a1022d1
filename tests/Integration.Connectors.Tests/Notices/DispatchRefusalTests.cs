namespace Integration.Notices;

/// <summary>What becomes of a text that its channel refuses.</summary>
public sealed class DispatchRefusalTests : IDisposable
{
    private readonly DispatchScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Pump_OfATextThatTheChannelRefuses_SendsAStubInItsPlace()
    {
        await _scope.Open();
        _scope.Answer = static notice =>
            notice.Title.Contains("Title 1", StringComparison.Ordinal)
                ? new(NoticeFailureKind.Refused, "A bad word.")
                : NoticeResult.Sent;
        await _scope.Enqueue(3);
        (await _scope.Pump()).Should().BeNull();
        _scope.Ids.Should().Equal("n0", "n1", "n2");
        _scope.Taken[1].Message.IsStub.Should().BeTrue();
        _scope.Taken[1].Message.Title.Should().NotContain("Title 1");
        var status = _scope.Dispatcher.Status();
        (status.Sent, status.Refused, status.FailuresInARow).Should().Be((3, 1, 0));
        status.LastFailure!.Text.Should().Be("A bad word.");
    }

    [Fact]
    public async Task Pump_OfAGatheredTextThatTheChannelRefuses_TakesItApart()
    {
        _scope.Rates = [new(3, TimeSpan.FromMinutes(1))];
        await _scope.Open();
        _scope.Answer = static notice =>
            (notice.Title + notice.Text).Contains("Title 1\n", StringComparison.Ordinal) || notice.Title == "Title 1"
                ? new(NoticeFailureKind.Refused, "A bad word.")
                : NoticeResult.Sent;
        await _scope.Enqueue(6);
        await _scope.PumpFor(TimeSpan.FromMinutes(10));
        _scope.Ids.Should().Equal("n0", "n1", "n2", "n3", "n4", "n5");
        _scope.Taken.Count(one => one.Message.IsStub).Should().Be(1);
    }

    [Fact]
    public async Task Pump_OfAChannelThatRefusesEverything_KeepsAllAndBacksOff()
    {
        await _scope.Open();
        _scope.Answer = static _ => new(NoticeFailureKind.Refused, "No.");
        await _scope.Enqueue(2);
        for (var round = 1; round <= 3; round++)
        {
            var wait = (await _scope.Pump())!.Value;
            wait.TotalSeconds.Should().BeInRange(120, 144);
            var status = _scope.Dispatcher.Status();
            (status.FailuresInARow, status.Refused, status.Waiting).Should().Be((round, 0, 2));
            status.LastFailure.Should().Be(new NoticeResult(NoticeFailureKind.Permanent, "No."));
            _scope.Attempts.Should().Be(round * 2, "the text is tried, and then its stub");
            _scope.Time.Advance(wait);
        }

        _scope.Store.Ids().Should().Equal("n0", "n1");
        _scope.Answer = static _ => NoticeResult.Sent;
        (await _scope.Pump()).Should().BeNull();
        _scope.Taken.Select(one => one.Message.Title).Should().Equal("Title 0", "Title 1");
        _scope.Dispatcher.Status().FailuresInARow.Should().Be(0);
    }
}
