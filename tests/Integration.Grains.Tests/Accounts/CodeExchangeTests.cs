using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>A person's code becomes tokens: once, stored before anybody hears, and told where it came to nothing.</summary>
public sealed class CodeExchangeTests(StorageFixture fixture) : IAsyncLifetime
{
    private const string Page = "https://erp.example.com/back";
    private AccountScope _scope = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CodePlatform Platform => _scope.Codes;

    public async ValueTask InitializeAsync() => _scope = await AccountScope.Open(fixture);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Code_OfAnAccountWithoutAnyToken_BringsTheFirstOnes()
    {
        var account = await Create();

        var authorised = await account.ExchangeCode(Platform.NewCode());

        authorised.Problem.Should().BeNull();
        authorised.Value.Should().BeEquivalentTo(await _scope.Shown());
        var stored = await _scope.Stored();
        (stored.Secrets.AccessToken, stored.Secrets.RefreshToken).Should().Be(("access-token-1", "refresh-token-1"));
        stored.Secrets.AppSecret.Should().Be(RotatingPlatform.Secret);
        stored.Row.Settings.TokenExpiresAt.Should().Be(StorageFixture.Now.AddHours(24));
        stored.Row.Settings.AuthorisationEndsAt.Should().Be(StorageFixture.Now.AddDays(90));
        Platform.RedirectUri.Should().Be(new Uri(Page));
    }

    [Fact]
    public async Task Code_Exchanged_IsInTheAuditByWhoBroughtItAndNowhereReadable()
    {
        var account = await Create();
        var code = Platform.NewCode();

        await account.ExchangeCode(code);
        await account.ExchangeCode(code);

        var actor = await _scope.Storage.Scalar<string>("select actor from audit order by id desc limit 1");
        actor.Should().Be("person");
        var everything = await _scope.Storage.Scalar<string>(
            """
            select (select string_agg(row_to_json(a)::text, ' ') from audit a)
                || (select settings::text || health::text || encode(sealed, 'escape') from platform_accounts)
            """
        );
        foreach (var text in (string[])[everything!, _scope.Log.Text])
        {
            text.Should().NotContain("access-token").And.NotContain("refresh-token").And.NotContain(code);
        }

        _scope.Log.Text.Should().Contain("was authorised by a code").And.Contain("brought no tokens");
    }

    [Fact]
    public async Task Code_BroughtByManyAtOnce_IsExchangedOnceAndStoredBeforeAnyHears()
    {
        var account = await Create();
        var code = Platform.NewCode();
        var (asked, gate) = Hold();
        var exchanges = Enumerable.Range(0, 20).Select(_ => account.ExchangeCode(code)).ToArray();
        await asked.Task;
        exchanges.Should().OnlyContain(exchange => !exchange.IsCompleted);
        gate.SetResult();
        await Task.WhenAny(exchanges);

        (await _scope.Stored()).Secrets.AccessToken.Should().Be("access-token-1");

        (await Task.WhenAll(exchanges)).Should().OnlyContain(one => one.Succeeded && one.Value.Version == 2);
        Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Code_BroughtDuringTheExchangeOfAnother_IsToComeAgain()
    {
        var account = await Create();
        var (first, second) = (Platform.NewCode(), Platform.NewCode());
        var (asked, gate) = Hold();
        var exchange = account.ExchangeCode(first);
        await asked.Task;

        var problem = (await account.ExchangeCode(second)).Problem!;

        (problem.Slug, problem.Status, problem.RetryAfter is null).Should().Be(("try-later", 503, false));
        gate.SetResult();
        (await exchange).Problem.Should().BeNull();
        (await account.ExchangeCode(second)).Problem.Should().BeNull();
    }

    [Fact]
    public async Task Exchange_ThatARivalSiloMakes_IsMadeByNobodyElse()
    {
        var (first, second) = (await Create(), await _scope.Activate());
        var (one, other) = (Platform.NewCode(), Platform.NewCode());
        var (asked, gate) = Hold();
        var exchange = first.ExchangeCode(one);
        await asked.Task;
        _scope.Time.Advance(TimeSpan.FromSeconds(5));

        var problem = (await second.ExchangeCode(other)).Problem!;

        (problem.Slug, problem.RetryAfter)
            .Should()
            .Be(("try-later", _scope.Options.RenewalLease - TimeSpan.FromSeconds(5)));
        Platform.Exchanges.Should().Be(1);
        gate.SetResult();
        (await exchange).Problem.Should().BeNull();
        (await second.ExchangeCode(other))
            .Value!.Version.Should()
            .Be(3, "the code was not spent, and the row is read anew");
    }

    [Fact]
    public async Task Renewal_ThatIsAskedForMeanwhile_GetsTheTokensOfTheCode()
    {
        var account = await Create();
        await account.ExchangeCode(Platform.NewCode());
        var (asked, gate) = Hold();
        var exchange = account.ExchangeCode(Platform.NewCode());
        await asked.Task;

        var renewal = account.Renew(AccountScope.Print("access-token-1"), Ct);
        gate.SetResult();

        (await exchange).Problem.Should().BeNull();
        (await renewal).Should().Be(new AccountRenewal(3));
        Platform.Refreshes.Should().Be(0);
    }

    [Fact]
    public async Task Code_ThatIsSpent_IsRefusedAndSaysNothingAboutTheTokens()
    {
        var account = await Create();
        var code = Platform.NewCode();
        await account.ExchangeCode(code);

        var problem = (await account.ExchangeCode(code)).Problem!;

        (problem.Slug, problem.Status).Should().Be(("authorisation-refused", 409));
        problem.Detail.Should().Contain("The code is not accepted. (10014)").And.Contain("lives once, and for minutes");
        var shown = await _scope.Shown();
        (shown.Version, shown.Health!.NeedsAttention, shown.Health.UnsettledRenewalAt).Should().Be((2, false, null));
    }

    [Theory]
    [InlineData(FailureKind.Permanent, FailureReason.BadCredentials, "account-unusable", 409, true)]
    [InlineData(FailureKind.Permanent, FailureReason.NotAllowed, "account-unusable", 409, true)]
    [InlineData(FailureKind.Permanent, FailureReason.InvalidRequest, "authorisation-refused", 409, true)]
    [InlineData(FailureKind.Throttled, FailureReason.RateLimit, "try-later", 503, true)]
    [InlineData(FailureKind.Transient, FailureReason.Platform, "try-later", 503, true)]
    [InlineData(FailureKind.Transient, FailureReason.InvalidAnswer, "authorisation-unknown", 502, false)]
    [InlineData(FailureKind.Transient, FailureReason.Timeout, "authorisation-unknown", 502, false)]
    [InlineData(FailureKind.Transient, FailureReason.Network, "authorisation-unknown", 502, false)]
    public async Task Failure_OfTheExchange_SaysWhatAPersonIsToDo(
        FailureKind kind,
        FailureReason reason,
        string slug,
        int status,
        bool isSettled
    )
    {
        var account = await Create();
        Platform.Refusal = new(kind, reason, "As the platform says.") { HttpStatus = 200 };

        var problem = (await account.ExchangeCode("any")).Problem!;

        (problem.Slug, problem.Status).Should().Be((slug, status));
        problem.Detail.Should().Contain("As the platform says.");
        problem.Detail.Contains("may be spent", StringComparison.Ordinal).Should().Be(!isSettled);
        (await _scope.Shown()).Health!.UnsettledRenewalAt.HasValue.Should().Be(!isSettled);
    }

    [Fact]
    public async Task Crash_BetweenThePlatformsAnswerAndTheCommit_IsToldToWhoComesNext()
    {
        var crashed = await Create();
        _scope.Time.Advance(TimeSpan.FromSeconds(1));
        var code = Platform.NewCode();
        var (asked, _) = Hold();
        var lost = crashed.ExchangeCode(code);
        await asked.Task;
        Platform.BeforeAnswer = static () => Task.CompletedTask;

        var next = await _scope.Activate();
        var tooEarly = (await next.ExchangeCode(code)).Problem!;
        (tooEarly.Slug, tooEarly.RetryAfter)
            .Should()
            .Be(("try-later", _scope.Options.RenewalLease), "it may not be dead");
        _scope.Time.Advance(tooEarly.RetryAfter!.Value);
        var refused = (await next.ExchangeCode(code)).Problem!;

        var unanswered = (await lost).Problem!;
        (unanswered.Slug, unanswered.Status).Should().Be(("authorisation-unknown", 502));
        unanswered.Detail.Should().Contain("it goes on");
        refused.Slug.Should().Be("authorisation-refused");
        refused
            .Detail.Should()
            .Contain("begun at 2026-11-24T12:00:01.000Z was cut short")
            .And.Contain("spent the code");
        (await _scope.Shown()).Health!.UnsettledRenewalAt.Should().Be(StorageFixture.Now.AddSeconds(1));
        (await next.ExchangeCode(Platform.NewCode())).Value!.Health!.UnsettledRenewalAt.Should().BeNull();
    }

    private Task<ActiveAccount> Create() => _scope.Create(_ => _scope.Unauthorised);

    private (TaskCompletionSource Asked, TaskCompletionSource Gate) Hold()
    {
        var (asked, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        Platform.BeforeAnswer = () =>
        {
            asked.TrySetResult();
            return gate.Task;
        };
        return (asked, gate);
    }
}
