using Integration.Access;
using Integration.Platforms;
using Integration.Secrets;

namespace Integration.Accounts;

public sealed class ConnectionTestingTests(StorageFixture fixture) : IAsyncLifetime
{
    private AccountScope _scope = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scope = await AccountScope.Open(fixture);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Test_OfGoodCredentials_SaysWhatItProved()
    {
        var account = await _scope.Create();

        var check = (await account.TestConnection(Ct)).Value!;

        check.Should().Be(new ConnectionCheck(StorageFixture.Now) { Call = "items.list", TokenProved = true });
        var health = (await _scope.Shown()).Health!;
        health.LastTest.Should().Be(new AccountCheck(StorageFixture.Now));
        health.NeedsAttention.Should().BeFalse();
    }

    [Fact]
    public async Task Test_OfAWrongSecret_IsAResultThatNeedsAPerson()
    {
        var account = await _scope.Create(settings => settings with { AppSecret = "wrong" });

        var tested = await account.TestConnection(Ct);

        tested.Problem.Should().BeNull();
        tested.Value!.Ok.Should().BeFalse();
        tested.Value.Failure!.Reason.Should().Be(FailureReason.BadCredentials);
        (await _scope.Shown()).Health!.NeedsAttention.Should().BeTrue();
        // Mended, it is good at once.
        await account.Change($$"""{"app_secret":"{{RotatingPlatform.Secret}}"}""");
        (await account.TestConnection(Ct)).Value!.Ok.Should().BeTrue();
        (await _scope.Shown()).Health!.NeedsAttention.Should().BeFalse();
    }

    [Fact]
    public async Task Test_OfATokenThatHasEnded_RenewsItOnce()
    {
        var account = await _scope.Create(settings => settings with { AccessToken = "ended" });

        var check = (await account.TestConnection(Ct)).Value!;

        (check.Ok, check.TokenRenewed).Should().Be((true, true));
        (_scope.Platform.Exchanges, _scope.Platform.Tests).Should().Be((1, 2));
        (await _scope.Shown()).Health!.LastRenewal!.Ok.Should().BeTrue();
    }

    [Fact]
    public async Task Test_OfARefreshTokenAlone_GetsAnAccessToken()
    {
        var account = await _scope.Create(settings => settings with { AccessToken = null });

        (await account.TestConnection(Ct)).Value!.Ok.Should().BeTrue();

        (await _scope.Shown()).AccessTokenSet.Should().BeTrue();
    }

    [Fact]
    public async Task Test_OfAnAuthorisationThatWasWithdrawn_SaysSo()
    {
        var account = await _scope.Create();
        _scope.Platform.Replace();

        var check = (await account.TestConnection(Ct)).Value!;

        check.Failure!.Reason.Should().Be(FailureReason.AuthorisationLost);
        (check.TokenProved, check.TokenRenewed, check.Call).Should().Be((false, false, null));
    }

    [Fact]
    public async Task Test_OfAPlatformThatDoesNotAnswer_EndsByItself()
    {
        var account = await _scope.Create();
        var asked = new TaskCompletionSource();
        _scope.Platform.BeforeTest = ct =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        };

        var test = account.TestConnection(Ct);
        await asked.Task;
        _scope.Time.Advance(_scope.Options.TestTimeout);

        (await test).Value!.Failure!.Reason.Should().Be(FailureReason.Timeout);
        (await _scope.Shown()).Health!.LastTest!.Failure!.Kind.Should().Be(FailureKind.Transient);
    }

    [Fact]
    public async Task Test_AskedForByMany_IsOneUntilTheAccountChanges()
    {
        var account = await _scope.Create();
        var gate = new TaskCompletionSource();
        _scope.Platform.BeforeTest = _ => gate.Task;
        var before = Enumerable.Range(0, 10).Select(_ => account.TestConnection(Ct)).ToArray();

        await account.Change("""{"app_secret":"another"}""");
        var after = account.TestConnection(Ct);
        gate.SetResult();

        (await Task.WhenAll(before)).Should().OnlyContain(one => one.Value!.Ok);
        (await after).Value!.Failure!.Reason.Should().Be(FailureReason.BadCredentials);
        _scope.Platform.Tests.Should().Be(2);
    }

    [Fact]
    public async Task Test_RepeatedWithItsKey_HasTheFirstAnswerAndAsksThePlatformNoMore()
    {
        var account = await _scope.Create();
        var request = Keyed("key-1", body: 1);

        var first = await account.TestFor(request, Ct);
        _scope.Time.Advance(TimeSpan.FromHours(1));
        await account.Change("""{"app_secret":"another"}""");
        var repeat = await account.TestFor(request, Ct);

        (first.Replayed, repeat.Replayed).Should().Be((false, true));
        repeat.Value.Should().Be(first.Value);
        _scope.Platform.Tests.Should().Be(1);
        (await account.TestFor(Keyed("key-1", body: 2), Ct)).Problem!.Slug.Should().Be("idempotency-key-reused");
        (await account.TestFor(Keyed("key-2", body: 1), Ct)).Value!.Ok.Should().BeFalse("another key is another test");
        // After 24 hours a key means nothing any more.
        _scope.Time.Advance(TimeSpan.FromHours(24));
        (await account.TestFor(request, Ct)).Value!.Ok.Should().BeFalse();
    }

    [Fact]
    public async Task Test_AskedForTwiceAtOnceWithOneKey_HasOneAnswer()
    {
        var account = await _scope.Create();
        var request = Keyed("key-1", body: 1);
        var gate = new TaskCompletionSource();
        _scope.Platform.BeforeTest = _ => gate.Task;
        var both = new[] { account.TestFor(request, Ct), account.TestFor(request, Ct) };
        gate.SetResult();

        var answers = await Task.WhenAll(both);

        answers[1].Value.Should().Be(answers[0].Value);
        answers.Should().ContainSingle(static one => one.Replayed);
    }

    [Fact]
    public async Task Test_OfWhatIsNotThereWithAKey_MayBeSentAgain()
    {
        var account = await _scope.Activate();
        (await account.TestFor(Keyed("key-1", body: 1), Ct)).Problem!.Status.Should().Be(404);
        await account.Create(_scope.Settings);

        (await account.TestFor(Keyed("key-1", body: 1), Ct)).Value!.Ok.Should().BeTrue();
    }

    [Fact]
    public async Task Test_OfWhatIsNotThere_IsAProblem()
    {
        var account = await _scope.Activate();

        (await account.TestConnection(Ct)).Problem!.Status.Should().Be(404);
    }

    [Fact]
    public async Task Test_AtAPlatformThatCannot_IsAProblem()
    {
        var account = await _scope.Create(settings => settings with { Platform = BarePlatform.Name });

        (await account.TestConnection(Ct)).Problem!.Slug.Should().Be("no-connection-test");
    }

    [Fact]
    public async Task Secrets_OfAnotherKeyFile_AreAProblemUntilAllAreGivenAnew()
    {
        await _scope.Create();
        _scope.Vault = new SecretVault(KeyRing.Parse(KeyRing.CreateText("k2")));
        var account = await _scope.Activate();

        (await account.TestConnection(Ct)).Problem!.Slug.Should().Be("secrets-unreadable");
        (await account.Renew(AccountScope.Print("access-token-1"), Ct))
            .Failure!.Reason.Should()
            .Be(FailureReason.BadCredentials);
        (await account.Change("""{"note":"hello"}""")).Problem!.Slug.Should().Be("secrets-unreadable");
        (await _scope.Directory(account).Of(AccountScope.Id, Ct)).Failure!.NeedsAttention.Should().BeTrue();

        var mended = await account.Change(
            $$"""
            {"app_secret":"{{RotatingPlatform.Secret}}","access_token":"access-token-1","refresh_token":"refresh-token-1"}
            """
        );

        mended.Problem.Should().BeNull();
        (await account.TestConnection(Ct)).Value!.Ok.Should().BeTrue();
    }

    private static WriteContext Keyed(string key, byte body) =>
        new("person", null) { Idempotency = new IdempotencyClaim("person", "POST /test", key, [body]) };
}
