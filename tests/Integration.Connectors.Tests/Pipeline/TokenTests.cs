using Integration.Platforms;
using static Integration.Pipeline.PipelineScope;

namespace Integration.Pipeline;

public sealed class TokenTests
{
    private readonly ClusterTokens _tokens = new();
    private readonly PipelineScope _scope;

    public TokenTests() => _scope = new() { Tokens = _tokens };

    [Fact]
    public async Task Expired_IsRenewedAndTriedOnceMore()
    {
        _scope.Inner.Fails(1, Expired());
        (await _scope.Send()).Succeeded.Should().BeTrue();
        _scope.Inner.Attempts.Select(one => one.Account.AccessToken).Should().Equal(OldToken, "token-1");
    }

    [Fact]
    public async Task Expired_AfterARenewalToo_IsGivenBack()
    {
        _scope.Inner.Fails(100, Expired());
        (await _scope.Send()).Failure.Should().Be(Expired());
        _scope.Inner.Attempts.Should().HaveCount(2);
        _tokens.Asked.Should().Be(1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Refused_TellsOfWhichCredentials(bool isRenewed, int hours)
    {
        var at = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        _tokens.Exchange = _ => Task.FromResult(isRenewed ? null : Expired());
        _scope.Inner.Fails(100, Expired());

        var refused = await _scope.Send(account: Account with { ChangedAt = at });

        refused.Failure!.AccountChangedAt.Should().Be(at.AddHours(hours));
    }

    [Fact]
    public async Task Expired_OfACallThatChangesSomething_IsRenewedToo()
    {
        _scope.Inner.Fails(1, Expired());
        (await _scope.Send(Call with { IsRepeatable = false })).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData(FailureKind.Unauthorised, FailureReason.AuthorisationLost)]
    [InlineData(FailureKind.Transient, FailureReason.Network)]
    [InlineData(FailureKind.Throttled, FailureReason.RateLimit)]
    public async Task Renewal_ThatFails_IsTheFailureOfTheCall(FailureKind kind, FailureReason reason)
    {
        var lost = Failure(kind, reason, TimeSpan.FromSeconds(1));
        _tokens.Exchange = _ => Task.FromResult<PlatformFailure?>(lost);
        _scope.Inner.Fails(100, Expired());
        (await _scope.Send()).Failure.Should().Be(lost);
        _scope.Inner.Attempts.Should().ContainSingle();
        _tokens.Asked.Should().Be(1);
    }

    [Fact]
    public async Task Lost_ThoughOnlyReplaced_IsRenewedToo()
    {
        _scope.Inner.Fails(1, Failure(FailureKind.Unauthorised, FailureReason.AuthorisationLost));
        (await _scope.Send()).Succeeded.Should().BeTrue();
        _tokens.Asked.Should().Be(1);
    }

    [Fact]
    public async Task Renewal_ItselfRefused_IsNotRenewed()
    {
        _scope.Inner.Fails(1, Expired());
        (await _scope.Send(Call with { IsRefresh = true })).Failure.Should().Be(Expired());
        _tokens.Asked.Should().Be(0);
    }

    [Fact]
    public async Task Expired_WithoutAnybodyWhoRenews_IsGivenBack()
    {
        _scope.Tokens = null;
        _scope.Inner.Fails(1, Expired());
        (await _scope.Send()).Failure.Should().Be(Expired());
        _scope.Inner.Attempts.Should().ContainSingle();
    }

    [Fact]
    public async Task Expired_ForManyAtOnce_IsExchangedOnce()
    {
        _scope.Inner.Answer = (account, _, _) =>
            Task.FromResult(account.AccessToken == _tokens.Current && _tokens.Exchanges > 0 ? null : Expired());
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _scope.Send()));
        results.Should().OnlyContain(one => one.Succeeded);
        _tokens.Exchanges.Should().Be(1);
    }

    // The renewal's own call must find its way while all places are taken by calls that wait for it.
    [Fact]
    public async Task Renewal_WhileAllPlacesAreTaken_HasItsWay()
    {
        _scope.Options.MaxConcurrentCalls = 1;
        var held = new TaskCompletionSource<PlatformFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isHolding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scope.Inner.Answer = (account, call, _) =>
        {
            if (call.Endpoint == "slow")
            {
                isHolding.TrySetResult();
                return held.Task;
            }

            return Task.FromResult(account.AccessToken == OldToken && !call.IsRefresh ? Expired() : null);
        };
        _tokens.Exchange = async _ =>
        {
            // Before the exchange somebody else takes the only place.
            var slow = _scope.Send(Call with { Endpoint = "slow" });
            await isHolding.Task;
            var refreshed = await _scope.Send(Call with { IsRefresh = true });
            held.SetResult(null);
            await slow;
            return refreshed.Failure;
        };
        (await _scope.Send()).Succeeded.Should().BeTrue();
        _tokens.Exchanges.Should().Be(1);
    }
}
