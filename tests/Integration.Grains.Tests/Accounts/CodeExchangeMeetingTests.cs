using Integration.Access;
using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>An exchange of a code that meets changes, repeats, a database that goes, and accounts of another manner.</summary>
public sealed class CodeExchangeMeetingTests(StorageFixture fixture) : IAsyncLifetime
{
    private const string Back = "https://erp.example.com/back?a=b";
    private AccountScope _scope = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CodePlatform Platform => _scope.Codes;

    public async ValueTask InitializeAsync() => _scope = await AccountScope.Open(fixture);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Database_ThatIsAway_SparesTheCode()
    {
        var account = await Create();
        var code = Platform.NewCode();
        await _scope.TakeTableAway();

        (await account.ExchangeCode(code)).Problem!.Slug.Should().Be("database-unavailable");

        Platform.Exchanges.Should().Be(0, "its answer could not be kept");
        await _scope.BringTableBack();
        (await account.ExchangeCode(code)).Problem.Should().BeNull();
    }

    [Fact]
    public async Task Database_ThatGoesDuringTheExchange_GetsTheTokensWhenItIsBack()
    {
        var account = await Create();
        Platform.BeforeAnswer = _scope.TakeTableAway;

        var exchange = account.ExchangeCode(Platform.NewCode());
        await _scope.Log.Says("are not stored yet");
        exchange.IsCompleted.Should().BeFalse("nobody has a token that is not stored");
        await _scope.BringTableBack();
        _scope.Time.Advance(TimeSpan.FromSeconds(1));

        (await exchange).Problem.Should().BeNull();
        (await _scope.Stored()).Secrets.AccessToken.Should().Be("access-token-1");
        Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Tokens_ThatAPersonGivesDuringTheExchange_Win()
    {
        var account = await Create();
        Platform.BeforeAnswer = () => account.Change("""{"access_token":"given"}""");

        var problem = (await account.ExchangeCode(Platform.NewCode())).Problem!;

        (problem.Slug, problem.Status).Should().Be(("stale-version", 412));
        problem.Detail.Should().Contain("those stay").And.Contain("is spent");
        (await _scope.Stored()).Secrets.AccessToken.Should().Be("given");
    }

    [Fact]
    public async Task Note_ThatAPersonWritesDuringTheExchange_Stays()
    {
        var account = await Create();
        Platform.BeforeAnswer = () => account.Change("""{"note":"of the shop in Hangzhou"}""");

        (await account.ExchangeCode(Platform.NewCode())).Value!.Note.Should().Be("of the shop in Hangzhou");
    }

    [Fact]
    public async Task Account_ThatIsDeletedDuringTheExchange_StaysDeleted()
    {
        var account = await Create();
        Platform.BeforeAnswer = () => account.Delete(new("person", null), CancellationToken.None);

        (await account.ExchangeCode(Platform.NewCode())).Problem!.Slug.Should().Be("not-found");

        (await _scope.Table.FindRow(AccountScope.Id, Ct)).Should().BeNull();
    }

    [Fact]
    public async Task Caller_ThatLeaves_EndsNoExchange()
    {
        var account = await Create();
        var (asked, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        Platform.BeforeAnswer = () =>
        {
            asked.SetResult();
            return gate.Task;
        };
        using var leaving = new CancellationTokenSource();
        var exchange = account.ExchangeCode(new() { Code = Platform.NewCode() }, new("person", null), leaving.Token);
        await asked.Task;
        await leaving.CancelAsync();
        await exchange.Awaiting(static one => one).Should().ThrowAsync<OperationCanceledException>();

        gate.SetResult();
        await account.Drain();

        (await _scope.Stored()).Secrets.AccessToken.Should().Be("access-token-1");
    }

    [Fact]
    public async Task Request_RepeatedWithItsKey_HasTheFirstAnswerWithoutACall()
    {
        var account = await Create();
        var code = Platform.NewCode();
        var first = await account.ExchangeCode(code, Keyed("once", 1));

        var repeat = await (await _scope.Activate()).ExchangeCode(code, Keyed("once", 1));
        var other = await account.ExchangeCode(Platform.NewCode(), Keyed("once", 2));

        repeat.Should().BeEquivalentTo(first with { Replayed = true });
        other.Problem!.Slug.Should().Be("idempotency-key-reused");
        Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Version_ThatIsNotTheAccounts_SparesTheCode()
    {
        var account = await Create();
        var context = new WriteContext("person", null) { IfMatch = 7 };

        (await account.ExchangeCode(Platform.NewCode(), context)).Problem!.Slug.Should().Be("stale-version");
        (await account.ExchangeCode(Platform.NewCode(), context with { IfMatch = 1 })).Problem.Should().BeNull();

        Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Account_ThatWasRefused_BeginsAnew()
    {
        var account = await Create();
        var directory = _scope.Directory(account);
        (await account.Renew(AccountScope.Print(null), Ct)).Failure!.NeedsAttention.Should().BeTrue();
        account.Health.NeedsAttention.Should().BeTrue();
        (await directory.Of(AccountScope.Id, Ct)).Value!.AccessToken.Should().BeNull();

        (await account.ExchangeCode(Platform.NewCode())).Value!.Health!.NeedsAttention.Should().BeFalse();

        // Whoever was refused without a token asks for another one.
        var used = new AccountCredentials(AccountScope.Id, "key-1", RotatingPlatform.Secret);
        (await directory.Renew(used, Ct)).Value!.AccessToken.Should().Be("access-token-1");
        _scope.Time.Advance(_scope.Options.CredentialsLifetime);
        (await _scope.Directory(account).Of(AccountScope.Id, Ct)).Value!.AccessToken.Should().Be("access-token-1");
    }

    [Theory]
    [InlineData(null, Back, "code")]
    [InlineData("", Back, "code")]
    [InlineData("a b", Back, "code")]
    [InlineData("a\n", Back, "code")]
    [InlineData("a", "back", "redirect_uri")]
    [InlineData("a", "ftp://erp.example.com", "redirect_uri")]
    [InlineData("a", "https://erp.example.com/ x", "redirect_uri")]
    public async Task Code_InAnImpossibleForm_IsRefusedWithoutACall(string? code, string redirect, string field)
    {
        var account = await Create();

        var request = new AuthorisationRequest { Code = code, RedirectUri = redirect };
        var problem = (await account.ExchangeCode(request, new("person", null), Ct)).Problem!;

        (problem.Slug, problem.Status).Should().Be(("validation", 422));
        problem.Errors!.Keys.Should().Equal(field);
        request.ToString().Should().Be($"authorisation code for {redirect}");
        Platform.Exchanges.Should().Be(0);
    }

    [Fact]
    public async Task RedirectUri_ThatThePlatformMisses_IsAFaultOfThatField()
    {
        var account = await Create();
        Platform.Refusal = new(FailureKind.Permanent, FailureReason.InvalidRequest, "Give it.");

        var problem = (await account.ExchangeCode("any")).Problem!;

        (problem.Slug, problem.Status).Should().Be(("validation", 422));
        problem.Errors!["redirect_uri"].Should().Equal("Give it.");
    }

    [Fact]
    public async Task Page_IsThePlatformsWithTheKeyOfTheApp()
    {
        var account = await Create();

        var page = await account.ShowAuthorisationPage(Back, "s-1", Ct);

        page.Value!.Url.Should()
            .Be("https://codes.example.com/key-1?to=https%3A%2F%2Ferp.example.com%2Fback%3Fa%3Db&s=s-1");
        var problem = (await account.ShowAuthorisationPage("back", null, Ct)).Problem!;
        (problem.Slug, problem.Status).Should().Be(("bad-filter", 400));
        problem.Errors!["redirect_uri"].Should().ContainSingle().Which.Should().Contain("absolute http(s) address");
    }

    [Fact]
    public async Task Page_OfAKindOfAppWithoutOne_SaysSo()
    {
        var account = await _scope.Create(_ => _scope.Unauthorised with { AppKind = "affiliate" });

        var problem = (await account.ShowAuthorisationPage(Back, null, Ct)).Problem!;

        (problem.Slug, problem.Status).Should().Be(("no-authorisation-page", 409));
        problem.Detail.Should().Contain("name no page").And.Contain("affiliate");
    }

    [Fact]
    public async Task Platform_WithoutTheCapability_SaysSo()
    {
        var account = await _scope.Create();

        foreach (
            var problem in (Problems.Problem?[])
                [
                    (await account.ExchangeCode("any")).Problem,
                    (await account.ShowAuthorisationPage(Back, null, Ct)).Problem,
                ]
        )
        {
            (problem!.Slug, problem.Status).Should().Be(("no-token-exchange", 409));
        }
    }

    [Fact]
    public async Task Account_ThatIsNotThere_IsNotFound()
    {
        var account = await _scope.Activate();

        (await account.ExchangeCode("any")).Problem!.Slug.Should().Be("not-found");
        (await account.ShowAuthorisationPage(Back, null, Ct)).Problem!.Slug.Should().Be("not-found");
    }

    private static WriteContext Keyed(string key, byte body) =>
        new("person", null) { Idempotency = new("api-key", "POST /authorisation", key, [body]) };

    private Task<ActiveAccount> Create() => _scope.Create(_ => _scope.Unauthorised);
}
