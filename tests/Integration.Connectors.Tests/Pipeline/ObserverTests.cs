using Integration.Platforms;
using static Integration.Pipeline.PipelineScope;

namespace Integration.Pipeline;

public sealed class ObserverTests
{
    private readonly RecordingRates _rates = new();
    private readonly PipelineScope _scope;

    public ObserverTests() => _scope = new() { Rates = _rates };

    [Fact]
    public async Task Observer_HearsOfEachAttemptAndOfTheCall()
    {
        _scope.Inner.Fails(1, Transient());
        await _scope.Run();
        _scope
            .Observer.Attempts.Select(one => (one.Kind, one.Attempts))
            .Should()
            .Equal((FailureKind.Transient, 1), (null, 2));
        var call = _scope.Observer.Calls.Should().ContainSingle().Which;
        (call.Platform, call.AccountId, call.Endpoint).Should().Be(("taobao", "account-1", "item.get"));
        call.Kind.Should().BeNull();
        call.Reason.Should().BeNull();
        call.Attempts.Should().Be(2);
    }

    [Fact]
    public async Task Observer_HearsHowLongACallTookAndWaitedForItsRate()
    {
        _rates.Answer = _ =>
        {
            _scope.Time.Advance(TimeSpan.FromSeconds(2));
            return new(default(PlatformFailure));
        };
        _scope.Inner.Answer = (_, _, _) =>
        {
            _scope.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult<PlatformFailure?>(null);
        };
        await _scope.Send();
        var attempt = _scope.Observer.Attempts.Should().ContainSingle().Which;
        (attempt.Duration, attempt.WaitedForRate).Should().Be((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        _scope.Observer.Calls.Single().Duration.Should().Be(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Refusal_ForWantOfAPermit_IsGivenBackAndNotRepeated()
    {
        var refusal = Throttled(TimeSpan.FromSeconds(1));
        _rates.Answer = _ => new(refusal);
        (await _scope.Send()).Failure.Should().Be(refusal);
        _rates.Asked.Should().ContainSingle();
        _rates.Refusals.Should().BeEmpty("the platform has refused nothing");
        _scope.Inner.Attempts.Should().BeEmpty();
        _scope.Observer.Attempts.Should().BeEmpty();
        _scope.Observer.Calls.Single().Attempts.Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Throttled_IsToldToTheRatesWithTheAgeOfThePermit(bool isOfCallAlone)
    {
        _scope.Inner.Answer = (_, _, _) =>
        {
            _scope.Time.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult<PlatformFailure?>(
                Throttled(TimeSpan.FromMinutes(1)) with
                {
                    IsOfCallAlone = isOfCallAlone,
                }
            );
        };
        await _scope.Send();
        _rates
            .Refusals.Should()
            .Equal(
                (
                    new RatedCall("taobao", "account-1", "app-key", "item.get"),
                    TimeSpan.FromMinutes(1),
                    TimeSpan.FromSeconds(3),
                    isOfCallAlone
                )
            );
    }

    [Fact]
    public async Task Repetition_TakesAPermitOfItsOwn()
    {
        _scope.Inner.Fails(2, Transient());
        await _scope.Run();
        _rates.Asked.Should().HaveCount(3);
    }

    [Fact]
    public async Task Renewal_TakesNoPermit()
    {
        (await _scope.Send(Call with { IsRefresh = true })).Succeeded.Should().BeTrue();
        _rates.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Cancellation_WhileWaitingForAPermit_IsTheCallers()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        _rates.Answer = async ct =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return null;
        };
        var sent = _scope.Send(ct: caller.Token);
        await caller.CancelAsync();
        var call = () => sent;
        await call.Should().ThrowAsync<OperationCanceledException>();
        _scope.Inner.Attempts.Should().BeEmpty();
        _scope.Observer.Calls.Should().BeEmpty();
    }
}
