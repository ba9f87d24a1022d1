using Microsoft.Extensions.Time.Testing;

namespace Integration.Alerts;

public sealed class AlertFeedTests
{
    private static readonly Dictionary<string, string> Account = new(StringComparer.Ordinal) { ["account"] = "main" };

    private readonly FakeTimeProvider _time = new(StorageFixture.Now);
    private readonly AlertStepOptions _options = new();
    private readonly AlertFeed _feed;

    public AlertFeedTests() => _feed = new AlertFeed(_options, _time);

    [Fact]
    public void Count_IsAShareFromEnoughCallsOn()
    {
        Count(19, failed: 4);
        _feed.Read().Should().BeEmpty("19 calls say nothing yet");
        Count(1, failed: 0);
        Value().Should().Be(0.2);
    }

    [Fact]
    public void Count_OfFewCallsThatMostlyFail_IsAShareFromFiveFailedOnes()
    {
        Count(8, failed: 4);
        _feed.Read().Should().BeEmpty("four of eight may be chance");
        Count(1, failed: 1);
        Value().Should().BeApproximately(5 / 9.0, 0.001);
        Count(1, failed: 0);
        _feed.Read().Should().BeEmpty("half is not most");
    }

    [Fact]
    public void Count_OlderThanTheWindow_CountsNoMore()
    {
        Count(100, failed: 100);
        _time.Advance(TimeSpan.FromMinutes(3));
        Count(100, failed: 0);
        Value().Should().Be(0.5);
        _time.Advance(TimeSpan.FromMinutes(3));
        Value().Should().Be(0);
        _time.Advance(TimeSpan.FromMinutes(3));
        _feed.Read().Should().BeEmpty();
        Count(20, failed: 20);
        Value().Should().Be(1);
    }

    [Fact]
    public void Set_StandsUntilItIsForgotten()
    {
        _feed.Set(AlertMetrics.EnrichmentBacklog, Account, 7);
        _time.Advance(TimeSpan.FromHours(1));
        Value().Should().Be(7);
        _feed.Set(AlertMetrics.EnrichmentBacklog, Account, 0);
        Value().Should().Be(0);
        _feed.Forget(AlertMetrics.EnrichmentBacklog, Account);
        _feed.Read().Should().BeEmpty();
    }

    [Fact]
    public void Labels_FromOutside_AreCutAndCleaned()
    {
        _feed.Set(
            AlertMetrics.PollingPaused,
            new Dictionary<string, string> { ["source"] = new string('x', 500) + "\0" },
            1
        );
        _feed.Set(AlertMetrics.PollingPaused, new Dictionary<string, string> { ["source"] = "a\nb" }, 1);
        _feed.Read().Select(value => value.Labels["source"]).Should().BeEquivalentTo([new string('x', 200), "ab"]);
    }

    [Fact]
    public void Things_BeyondTheLimit_AreNotRemembered()
    {
        _options.MaxValues = 100;
        for (var number = 0; number < 1_000; number++)
            _feed.Set(AlertMetrics.PollingPaused, new Dictionary<string, string> { ["source"] = $"s{number}" }, 1);
        _feed.Read().Should().HaveCount(100);
    }

    [Fact]
    public void Buffer_BeyondTheLimit_LosesTheOldest()
    {
        var buffer = new ObservationBuffer(10);
        buffer.Add(
            Enumerable
                .Range(0, 25)
                .Select(value => new AlertObservation("m", Account, value, StorageFixture.Now.AddSeconds(value)))
        );
        buffer.Dropped.Should().Be(15);
        buffer.Take().Select(one => one.Value).Should().Equal(Enumerable.Range(15, 10).Select(value => (double)value));
        buffer.Take().Should().BeEmpty();
    }

    [Fact]
    public void Worker_ThatMakesNoRounds_DoesNotRun()
    {
        var beats = new WorkerBeats(_time);
        beats.Beat("sweeper", TimeSpan.FromSeconds(2));
        beats.Beat("slow", TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromSeconds(31));
        beats.Read().Should().BeEquivalentTo([("sweeper", false), ("slow", true)]);
    }

    private void Count(int calls, int failed)
    {
        for (var call = 0; call < calls; call++)
            _feed.Count(AlertMetrics.PlatformFailureRatio, Account, call < failed);
    }

    private double Value() => _feed.Read().Should().ContainSingle().Subject.Value;
}
