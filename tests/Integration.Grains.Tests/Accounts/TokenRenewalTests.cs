using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>One exchange for all who ask, stored before anybody has its tokens, whatever breaks in between.</summary>
public sealed class TokenRenewalTests(StorageFixture fixture) : IAsyncLifetime
{
    private AccountScope _scope = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] First => AccountScope.Print("access-token-1");

    public async ValueTask InitializeAsync() => _scope = await AccountScope.Open(fixture);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Renew_By50AtOnce_IsOneExchangeThatIsStoredBeforeAnyHears()
    {
        var account = await _scope.Create();
        var gate = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        _scope.Platform.BeforeAnswer = () =>
        {
            asked.SetResult();
            return gate.Task;
        };

        _scope.Platform.AuthorisationEndsAt = StorageFixture.Now.AddDays(90);
        var renewals = Enumerable.Range(0, 50).Select(_ => account.Renew(First, Ct)).ToArray();
        await asked.Task;
        renewals.Should().OnlyContain(renewal => !renewal.IsCompleted);
        gate.SetResult();
        await Task.WhenAny(renewals);
        var stored = await _scope.Stored();

        stored.Secrets.AccessToken.Should().Be("access-token-2");
        stored.Secrets.RefreshToken.Should().Be("refresh-token-2");
        stored.Row.Settings.TokenExpiresAt.Should().Be(StorageFixture.Now + _scope.Platform.TokenLife);
        stored.Row.Settings.AuthorisationEndsAt.Should().Be(_scope.Platform.AuthorisationEndsAt);
        (await Task.WhenAll(renewals)).Should().AllBeEquivalentTo(new AccountRenewal(stored.Version));
        _scope.Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Renew_OfATokenThatIsNotTheCurrentOne_MakesNoCall()
    {
        var account = await _scope.Create();

        (await account.Renew(AccountScope.Print("older"), Ct)).Should().Be(new AccountRenewal(1));

        _scope.Platform.Exchanges.Should().Be(0);
    }

    [Fact]
    public async Task Renew_ThatIsRefused_NeedsAPersonAndIsNotAskedForOnAndOn()
    {
        var account = await _scope.Create();
        _scope.Platform.Replace();

        var first = await account.Renew(First, Ct);
        var second = await account.Renew(First, Ct);

        first.Failure!.Reason.Should().Be(FailureReason.AuthorisationLost);
        second.Failure.Should().Be(first.Failure);
        _scope.Platform.Exchanges.Should().Be(1);
        var health = (await _scope.Shown()).Health!;
        health.LastRenewal!.Failure.Should().Be(first.Failure);
        health.NeedsAttention.Should().BeTrue();
        _scope.Time.Advance(_scope.Options.LostPause);
        await account.Renew(First, Ct);
        _scope.Platform.Exchanges.Should().Be(2, "the platform may have erred");
    }

    [Fact]
    public async Task Renew_AfterAPersonGaveOtherTokens_IsAskedForAtOnce()
    {
        var account = await _scope.Create();
        _scope.Platform.Replace();
        await account.Renew(First, Ct);

        await account.Change($$"""{"access_token":"typo","refresh_token":"{{_scope.Platform.RefreshToken}}"}""");
        var renewed = await account.Renew(AccountScope.Print("typo"), Ct);

        renewed.Failure.Should().BeNull();
        (await _scope.Stored()).Secrets.AccessToken.Should().Be("access-token-3");
        (await _scope.Shown()).Health!.NeedsAttention.Should().BeFalse();
    }

    [Theory]
    [InlineData(FailureKind.Transient, null, 10)]
    [InlineData(FailureKind.Throttled, 60, 60)]
    public async Task Renew_ThatFailsPassingly_WaitsBeforeTheNext(FailureKind kind, int? asked, int seconds)
    {
        var account = await _scope.Create();
        TimeSpan? retryAfter = asked is { } some ? TimeSpan.FromSeconds(some) : null;
        _scope.Platform.Refusal = new(kind, FailureReason.Platform, "Busy.") { RetryAfter = retryAfter };

        await account.Renew(First, Ct);
        _scope.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await account.Renew(First, Ct);
        _scope.Platform.Exchanges.Should().Be(1);
        _scope.Platform.Refusal = null;
        _scope.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await account.Renew(First, Ct)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Crash_BetweenThePlatformsAnswerAndTheCommit_IsToldWhenTheNextRenewalIsRefused()
    {
        var crashed = await _scope.Create();
        _scope.Time.Advance(TimeSpan.FromSeconds(1));
        var asked = new TaskCompletionSource();
        _scope.Platform.BeforeAnswer = () =>
        {
            asked.SetResult();
            return new TaskCompletionSource().Task;
        };
        var lost = crashed.Renew(First, Ct);
        await asked.Task;

        _scope.Platform.BeforeAnswer = static () => Task.CompletedTask;
        _scope.Time.Advance(TimeSpan.FromSeconds(1));
        var next = await _scope.Activate();
        var tooEarly = await next.Renew(First, Ct);
        (tooEarly.Failure!.Kind, tooEarly.Failure.RetryAfter)
            .Should()
            .Be((FailureKind.Transient, _scope.Options.RenewalLease - TimeSpan.FromSeconds(1)), "it may not be dead");
        _scope.Platform.Exchanges.Should().Be(1);
        _scope.Time.Advance(tooEarly.Failure.RetryAfter!.Value);
        var refused = await next.Renew(First, Ct);

        (await lost).Failure!.Reason.Should().Be(FailureReason.Timeout, "its exchange never ends");
        refused.Failure!.Reason.Should().Be(FailureReason.AuthorisationLost);
        refused.Failure.Detail.Should().Contain("begun at 2026-11-24T12:00:01.000Z was cut short");
        (await _scope.Shown()).Health!.LastRenewal!.Failure!.Detail.Should().Be(refused.Failure.Detail);

        // What a person gives afterwards is judged by itself.
        await next.Change("""{"access_token":"a","refresh_token":"b"}""");
        (await next.Renew(AccountScope.Print("a"), Ct)).Failure!.Detail.Should().NotContain("cut short");
    }

    [Fact]
    public async Task Crash_AfterTheCommit_LosesNothing()
    {
        var account = await _scope.Create();
        await account.Renew(First, Ct);
        // The note that it has ended was not written any more.
        await _scope.Storage.Execute(
            """
            update platform_accounts set health = jsonb_set(health, '{unsettled_renewal_at}', '"2026-11-24T12:00:00.000Z"')
            """
        );
        _scope.Time.Advance(TimeSpan.FromSeconds(1));

        var next = await _scope.Activate();

        (await next.Renew(First, Ct)).Failure.Should().BeNull("the tokens are in the row");
        _scope.Platform.Replace();
        var refused = await next.Renew(AccountScope.Print("access-token-2"), Ct);
        refused.Failure!.Detail.Should().NotContain("cut short");
    }

    [Fact]
    public async Task Renew_WithoutADatabase_AsksThePlatformForNothing()
    {
        var account = await _scope.Create();
        await _scope.TakeTableAway();

        var renewal = await account.Renew(First, Ct);

        (renewal.Failure!.Kind, renewal.Failure.Reason).Should().Be((FailureKind.Transient, FailureReason.Network));
        _scope.Platform.Exchanges.Should().Be(0, "its answer could not be kept");
        await _scope.BringTableBack();
        (await account.Renew(First, Ct)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Database_ThatGoesDuringTheExchange_GetsTheTokensWhenItIsBack()
    {
        var account = await _scope.Create();
        _scope.Platform.BeforeAnswer = _scope.TakeTableAway;

        var renewal = account.Renew(First, Ct);
        await _scope.Log.Says("are not stored yet");
        renewal.IsCompleted.Should().BeFalse("nobody has a token that is not stored");
        await _scope.BringTableBack();
        _scope.Time.Advance(TimeSpan.FromSeconds(1));

        (await renewal).Failure.Should().BeNull();
        (await _scope.Stored()).Secrets.AccessToken.Should().Be("access-token-2");
        _scope.Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Caller_ThatLeaves_EndsNoExchange()
    {
        var account = await _scope.Create();
        var gate = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        _scope.Platform.BeforeAnswer = () =>
        {
            asked.SetResult();
            return gate.Task;
        };
        using var leaving = new CancellationTokenSource();
        var renewal = account.Renew(First, leaving.Token);
        await asked.Task;
        await leaving.CancelAsync();
        await renewal.Awaiting(static one => one).Should().ThrowAsync<OperationCanceledException>();

        gate.SetResult();
        await account.Drain();

        (await _scope.Stored()).Secrets.AccessToken.Should().Be("access-token-2");
    }
}
