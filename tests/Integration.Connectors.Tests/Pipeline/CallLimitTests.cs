using Integration.Platforms;
using static Integration.Pipeline.PipelineScope;

namespace Integration.Pipeline;

public sealed class CallLimitTests
{
    private readonly PipelineScope _scope = new();

    [Fact]
    public async Task Calls_OfOneAccount_AreLimitedAtOnce()
    {
        _scope.Options.MaxConcurrentCalls = 3;
        _scope.Inner.Answer = static async (_, _, _) =>
        {
            await Task.Yield();
            return null;
        };
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _scope.Send()));
        results.Should().OnlyContain(one => one.Succeeded);
        _scope.Inner.MostAtOnce.Should().BeInRange(1, 3);
    }

    [Fact]
    public async Task Call_WithTooManyWaiting_IsRefusedWithoutBeingMade()
    {
        _scope.Options.MaxConcurrentCalls = 1;
        _scope.Options.MaxQueuedCalls = 1;
        var answer = new TaskCompletionSource<PlatformFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _scope.Inner.Answer = (_, _, _) => answer.Task;
        var running = _scope.Send();
        var waiting = _scope.Send();
        var failure = (await _scope.Send()).Failure!;
        (failure.Kind, failure.RetryAfter > TimeSpan.Zero).Should().Be((FailureKind.Throttled, true));
        _scope.Inner.Attempts.Should().ContainSingle();
        answer.SetResult(null);
        (await running).Succeeded.Should().BeTrue();
        (await waiting).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Call_ThatTakesTooLongInAll_IsATimeout()
    {
        _scope.Inner.Answer = static (_, _, ct) => Never(ct);
        var sent = _scope.Send();
        _scope.Time.Advance(_scope.Options.TotalTimeout);
        var failure = (await sent).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.Timeout));
    }

    [Fact]
    public async Task Call_ThatTakesTooLongWithItsWaits_TellsTheLastFailure()
    {
        var wait = _scope.Options.LongestThrottleWait = TimeSpan.FromMinutes(5);
        _scope.Inner.Fails(1, Throttled(wait));
        var sent = _scope.Send();
        _scope.Time.Advance(_scope.Options.TotalTimeout);
        var failure = (await sent).Failure!;
        failure.Reason.Should().Be(FailureReason.Timeout);
        failure.Detail.Should().Contain("1 attempts").And.Contain("as the test says");
    }

    [Fact]
    public async Task Cancellation_DuringAnAttempt_IsTheCallers()
    {
        _scope.Inner.Answer = static (_, _, ct) => Never(ct);
        await IsCancelled(_scope.Send);
    }

    [Fact]
    public async Task Cancellation_BetweenAttempts_IsTheCallers()
    {
        _scope.Inner.Fails(1, Throttled(TimeSpan.FromSeconds(5)));
        await IsCancelled(_scope.Send);
        _scope.Inner.Attempts.Should().ContainSingle();
    }

    [Fact]
    public async Task Cancellation_InTheQueue_LeavesTheOthersAlone()
    {
        _scope.Options.MaxConcurrentCalls = 1;
        var answer = new TaskCompletionSource<PlatformFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _scope.Inner.Answer = (_, _, _) => answer.Task;
        var running = _scope.Send();
        await IsCancelled(_scope.Send);
        answer.SetResult(null);
        (await running).Succeeded.Should().BeTrue();
        (await _scope.Send()).Succeeded.Should().BeTrue();
        _scope.Inner.Attempts.Should().HaveCount(2);
    }

    [Fact]
    public async Task Bug_OfAConnector_ReachesTheCaller()
    {
        _scope.Inner.Answer = static (_, _, _) => throw new InvalidOperationException("a bug");
        var call = () => _scope.Send();
        await call.Should().ThrowAsync<InvalidOperationException>().WithMessage("a bug");
    }

    [Fact]
    public async Task Accounts_BeyondTheLimit_AreForgottenNotRefused()
    {
        _scope.Options.MaxAccounts = 10;
        for (var n = 0; n < 100; n++)
        {
            (await _scope.Send(account: Account with { AccountId = $"account-{n}" })).Succeeded.Should().BeTrue();
        }
    }

    private static async Task IsCancelled(
        Func<
            Calls.PlatformCall?,
            AccountCredentials?,
            CancellationToken?,
            Task<PlatformResult<Calls.PlatformReply>>
        > send
    )
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sent = send(null, null, caller.Token);
        sent.IsCompleted.Should().BeFalse();
        await caller.CancelAsync();
        var call = () => sent;
        (await call.Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should()
            .Be(caller.Token);
    }

    private static async Task<PlatformFailure?> Never(CancellationToken ct)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        return null;
    }
}
