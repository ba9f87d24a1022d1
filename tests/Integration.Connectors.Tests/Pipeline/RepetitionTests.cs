using Integration.Platforms;
using static Integration.Pipeline.PipelineScope;

namespace Integration.Pipeline;

public sealed class RepetitionTests
{
    private readonly PipelineScope _scope = new();

    [Fact]
    public async Task Transient_ThatPasses_IsRepeatedAfterGrowingWaits()
    {
        _scope.Inner.Fails(3, Transient());
        var (result, waits) = await _scope.Run();
        result.Succeeded.Should().BeTrue();
        _scope.Inner.Attempts.Should().HaveCount(4);
        waits.Should().HaveCount(3);
        for (var n = 0; n < waits.Length; n++)
        {
            var nominal = _scope.Options.RetryDelay * Math.Pow(2, n);
            waits[n].Should().BeGreaterThanOrEqualTo(nominal * 0.5).And.BeLessThan(nominal * 1.5);
        }
    }

    [Fact]
    public async Task Transient_ThatStays_IsGivenBackAfterThreeRepetitions()
    {
        _scope.Inner.Fails(100, Transient());
        var (result, _) = await _scope.Run();
        result.Failure.Should().Be(Transient());
        _scope.Inner.Attempts.Should().HaveCount(4);
    }

    [Fact]
    public async Task Transient_OfACallThatMayHaveChangedSomething_IsNotRepeated()
    {
        _scope.Inner.Fails(1, Transient());
        (await _scope.Send(Call with { IsRepeatable = false })).Failure.Should().Be(Transient());
        _scope.Inner.Attempts.Should().ContainSingle();
    }

    [Fact]
    public async Task Transient_OfARenewal_IsNotRepeated()
    {
        _scope.Inner.Fails(1, Transient());
        (await _scope.Send(Call with { IsRefresh = true })).Failure.Should().Be(Transient());
        _scope.Inner.Attempts.Should().ContainSingle();
    }

    [Fact]
    public async Task Transient_WithATime_WaitsThatLong()
    {
        _scope.Inner.Fails(1, Transient(TimeSpan.FromSeconds(7)));
        var (result, waits) = await _scope.Run();
        result.Succeeded.Should().BeTrue();
        waits.Should().Equal(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Transient_WithALongTime_IsGivenBackAtOnce()
    {
        _scope.Inner.Fails(1, Transient(TimeSpan.FromMinutes(1)));
        (await _scope.Send()).Failure!.RetryAfter.Should().Be(TimeSpan.FromMinutes(1));
        _scope.Inner.Attempts.Should().ContainSingle();
    }

    [Theory]
    [InlineData(FailureKind.Permanent, FailureReason.Gone)]
    [InlineData(FailureKind.Permanent, FailureReason.InvalidRequest)]
    public async Task Failure_ThatStays_IsNeverRepeated(FailureKind kind, FailureReason reason)
    {
        _scope.Tokens = new ClusterTokens();
        _scope.Inner.Fails(1, Failure(kind, reason));
        (await _scope.Send()).Failure.Should().Be(Failure(kind, reason));
        _scope.Inner.Attempts.Should().ContainSingle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Throttled_WithinTheLimit_WaitsAsTold(bool isRepeatable)
    {
        _scope.Inner.Fails(2, Throttled(TimeSpan.FromSeconds(4)));
        var (result, waits) = await _scope.Run(Call with { IsRepeatable = isRepeatable });
        result.Succeeded.Should().BeTrue("what was throttled was not carried out");
        waits.Should().Equal(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Throttled_BeyondTheLimit_IsGivenBackWithItsTime()
    {
        var failure = Throttled(_scope.Options.LongestThrottleWait + TimeSpan.FromSeconds(1));
        _scope.Inner.Fails(1, failure);
        (await _scope.Send()).Failure.Should().Be(failure);
        _scope.Inner.Attempts.Should().ContainSingle();
    }

    [Fact]
    public async Task Throttled_AgainAndAgain_IsGivenBack()
    {
        _scope.Inner.Fails(100, Throttled(TimeSpan.FromSeconds(1)));
        var (result, waits) = await _scope.Run();
        result.Failure!.Kind.Should().Be(FailureKind.Throttled);
        waits.Should().HaveCount(_scope.Options.ThrottledRetries);
    }

    [Fact]
    public async Task Kinds_ThatAlternate_HaveTheirOwnCounts()
    {
        _scope.Options.TransientRetries = 1;
        _scope.Options.ThrottledRetries = 1;
        _scope.Inner.Fails(1, Transient());
        _scope.Inner.Fails(1, Throttled(TimeSpan.FromSeconds(1)));
        _scope.Inner.Fails(1, Transient());
        var (result, _) = await _scope.Run();
        result.Failure!.Kind.Should().Be(FailureKind.Transient);
        _scope.Inner.Attempts.Should().HaveCount(3);
    }
}
