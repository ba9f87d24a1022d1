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
        (status.Sent, status.Refused, status.FailuresInARow).Should().Be((3, 0, 0));
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
    public async Task Pump_OfAChannelThatRefusesEverything_GivesUpAndCounts()
    {
        await _scope.Open();
        _scope.Answer = static _ => new(NoticeFailureKind.Refused, "No.");
        await _scope.Enqueue(2);
        (await _scope.Pump()).Should().BeNull();
        _scope.Dispatcher.Status().Refused.Should().Be(2);
        _scope.Store.Ids().Should().BeEmpty();
    }
}
