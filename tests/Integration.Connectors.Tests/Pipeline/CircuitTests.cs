using Integration.Platforms;
using static Integration.Pipeline.PipelineScope;

namespace Integration.Pipeline;

public sealed class CircuitTests
{
    private readonly PipelineScope _scope = new();

    public CircuitTests()
    {
        _scope.Options.TransientRetries = 0;
        _scope.Options.BreakerMinimumCalls = 10;
    }

    [Fact]
    public async Task Circuit_AfterManyTransientFailures_IsOpenAndSaysUntilWhen()
    {
        await Open();
        var failure = (await _scope.Send()).Failure!;
        failure.Kind.Should().Be(FailureKind.Transient);
        failure.RetryAfter.Should().Be(_scope.Options.BreakerPause);
        failure.Detail.Should().Contain("2026-11-26 12:00:15Z");
        _scope.Inner.Attempts.Should().HaveCount(10, "nothing is called while it is open");
    }

    [Fact]
    public async Task Circuit_AfterItsPause_LetsOneThroughAndCloses()
    {
        await Open();
        _scope.Time.Advance(_scope.Options.BreakerPause);
        var probe = new TaskCompletionSource<PlatformFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scope.Inner.Answer = (_, _, _) =>
        {
            asked.TrySetResult();
            return probe.Task;
        };
        var first = _scope.Send();
        await asked.Task.WaitAsync(Ct);
        (await _scope.Send()).Failure!.Kind.Should().Be(FailureKind.Transient, "one is on its way already");
        _scope.Inner.Attempts.Should().HaveCount(11);
        probe.SetResult(null);
        (await first).Succeeded.Should().BeTrue();
        (await _scope.Send()).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Circuit_WhoseProbeFails_IsOpenAgain()
    {
        await Open();
        _scope.Time.Advance(_scope.Options.BreakerPause);
        _scope.Inner.Fails(1, Transient());
        (await _scope.Send()).Failure.Should().Be(Transient());
        (await _scope.Send()).Failure!.RetryAfter.Should().Be(_scope.Options.BreakerPause);
        _scope.Inner.Attempts.Should().HaveCount(11);
    }

    [Fact]
    public async Task Circuit_WhoseProbeIsRefusedAPermit_WaitsForARealOne()
    {
        var rates = new RecordingRates();
        _scope.Rates = rates;
        await Open();
        _scope.Time.Advance(_scope.Options.BreakerPause);
        rates.Answer = static _ => new(Throttled(TimeSpan.FromMinutes(1)));
        (await _scope.Send()).Failure!.Kind.Should().Be(FailureKind.Throttled);
        rates.Answer = static _ => new(default(PlatformFailure));
        await FailsOnceAndIsOpen();
    }

    [Fact]
    public async Task Circuit_WhoseProbeIsCancelled_IsOpenAgain()
    {
        await Open();
        _scope.Time.Advance(_scope.Options.BreakerPause);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        _scope.Inner.Answer = static async (_, _, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return null;
        };
        var probe = _scope.Send(ct: caller.Token);
        await caller.CancelAsync();
        await probe.Awaiting(static one => one).Should().ThrowAsync<OperationCanceledException>();
        _scope.Inner.Answer = null;
        (await _scope.Send()).Failure!.Detail.Should().Contain("left in peace");
        _scope.Time.Advance(_scope.Options.BreakerPause);
        await FailsOnceAndIsOpen();
    }

    [Fact]
    public async Task Circuit_AmongManyRefusalsOfOurs_OpensAllTheSame()
    {
        var rates = new RecordingRates();
        _scope.Rates = rates;
        rates.Answer = static _ => new(Throttled(TimeSpan.FromMinutes(1)));
        for (var n = 0; n < 50; n++)
        {
            await _scope.Send();
        }

        rates.Answer = static _ => new(default(PlatformFailure));
        await Open();
        var asked = rates.Asked.Count;
        (await _scope.Send()).Failure!.Detail.Should().Contain("left in peace");
        rates.Asked.Should().HaveCount(asked, "what is not called needs no permit");
    }

    [Fact]
    public async Task Circuit_OfOneAccount_LeavesOthersAlone()
    {
        await Open();
        (await _scope.Send(account: Account with { AccountId = "account-2" })).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData(FailureKind.Permanent, FailureReason.Gone)]
    [InlineData(FailureKind.Throttled, FailureReason.RateLimit)]
    [InlineData(FailureKind.Unauthorised, FailureReason.TokenExpired)]
    public async Task Circuit_AfterOtherFailures_StaysClosed(FailureKind kind, FailureReason reason)
    {
        _scope.Inner.Fails(100, Failure(kind, reason, TimeSpan.FromHours(1)));
        for (var n = 0; n < 101; n++)
        {
            await _scope.Send();
        }

        _scope.Inner.Attempts.Should().HaveCount(101);
    }

    [Fact]
    public async Task Circuit_AtAFifthOfFailures_StaysClosed()
    {
        for (var n = 0; n < 200; n++)
        {
            _scope.Inner.Fails(n % 5 == 0 ? 1 : 0, Transient());
            await _scope.Send();
            _scope.Inner.Attempts.Should().HaveCount(n + 1);
        }
    }

    // It is not called, so it cannot be repeated either: the caller hears at once.
    [Fact]
    public async Task Circuit_ThatIsOpen_IsNotWaitedFor()
    {
        _scope.Options.TransientRetries = 3;
        _scope.Inner.Fails(100, Transient());
        while (_scope.Inner.Attempts.Count < 10)
        {
            await _scope.Run();
        }

        var (result, waits) = await _scope.Run();
        result.Failure!.Detail.Should().Contain("left in peace");
        waits.Should().BeEmpty();
    }

    // A closed circuit would take nine more.
    private async Task FailsOnceAndIsOpen()
    {
        _scope.Inner.Fails(1, Transient());
        (await _scope.Send()).Failure.Should().Be(Transient());
        (await _scope.Send()).Failure!.Detail.Should().Contain("left in peace");
    }

    private async Task Open()
    {
        _scope.Inner.Fails(10, Transient());
        for (var n = 0; n < 10; n++)
        {
            (await _scope.Send()).Failure.Should().Be(Transient());
        }
    }
}
