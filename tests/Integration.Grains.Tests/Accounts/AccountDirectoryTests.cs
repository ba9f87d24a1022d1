using Integration.Platforms;
using NSubstitute;

namespace Integration.Accounts;

/// <summary>What callers in a silo are given, how soon a change holds, and who renews what ends soon.</summary>
public sealed class AccountDirectoryTests(StorageFixture fixture) : IAsyncLifetime
{
    private AccountScope _scope = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scope = await AccountScope.Open(fixture);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Of_AnAccount_HasEverythingThatCallsNeed()
    {
        var account = await _scope.Create();

        var found = await _scope.Directory(account).Of(AccountScope.Id, Ct);

        found
            .Value.Should()
            .Be(
                new AccountCredentials(AccountScope.Id, "key-1", RotatingPlatform.Secret)
                {
                    AppKind = "seller",
                    AccessToken = "access-token-1",
                    RefreshToken = "refresh-token-1",
                    ChangedAt = (await _scope.Shown()).UpdatedAt,
                }
            );
    }

    [Fact]
    public async Task Limits_AreThoseOfTheAccount()
    {
        var limits = new AccountLimits { CallsPerSecond = 2.5, Concurrency = 4 };
        var account = await _scope.Create(settings => settings with { Limits = limits });
        var directory = _scope.Directory(account);

        var credentials = (await directory.Of(AccountScope.Id, Ct)).Value!;
        (credentials.CallsPerSecond, credentials.MaxConcurrentCalls).Should().Be((2.5, 4));
    }

    [Fact]
    public async Task Of_WhatCannotBeUsed_SaysWhy()
    {
        var account = await _scope.Create(settings => settings with { Enabled = false });
        var directory = _scope.Directory(account);

        (await directory.Of("nobody", Ct)).Failure!.Detail.Should().Contain("no platform account 'nobody'");
        (await directory.Of("nobody", Ct)).Failure!.AccountChangedAt.Should().BeNull();
        var disabled = (await directory.Of(AccountScope.Id, Ct)).Failure!;
        disabled.Detail.Should().Contain("disabled");
        disabled.AccountChangedAt.Should().Be((await _scope.Shown()).UpdatedAt);
    }

    [Fact]
    public async Task Of_WithoutADatabase_IsPassingAndNotRemembered()
    {
        var directory = _scope.Directory(await _scope.Create());
        await _scope.TakeTableAway();

        (await directory.Of(AccountScope.Id, Ct)).Failure!.Kind.Should().Be(FailureKind.Transient);
        await _scope.BringTableBack();

        (await directory.Of(AccountScope.Id, Ct)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Change_HoldsAfterTheLifetimeOfWhatIsRemembered()
    {
        var account = await _scope.Create();
        var directory = _scope.Directory(account);
        await directory.Of(AccountScope.Id, Ct);
        await account.Change("""{"app_secret":"another"}""");

        _scope.Time.Advance(_scope.Options.CredentialsLifetime - TimeSpan.FromMilliseconds(1));
        (await directory.Of(AccountScope.Id, Ct)).Value!.AppSecret.Should().Be(RotatingPlatform.Secret);
        _scope.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await directory.Of(AccountScope.Id, Ct)).Value!.AppSecret.Should().Be("another");
    }

    [Fact]
    public async Task Of_MoreAccountsThanAreRemembered_StillAnswers()
    {
        _scope.Options.RememberedAccounts = 16;
        var directory = _scope.Directory(await _scope.Create());
        for (var n = 0; n < 40; n++)
        {
            (await directory.Of($"nobody-{n}", Ct)).Succeeded.Should().BeFalse();
        }

        (await directory.Of(AccountScope.Id, Ct)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Token_ThatEndsSoon_IsRenewedByWhoeverAsks()
    {
        var account = await Ending(TimeSpan.FromMinutes(9));
        var directory = _scope.Directory(account);

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => directory.Of(AccountScope.Id, Ct)));

        found.Should().OnlyContain(one => one.Value!.AccessToken == "access-token-2");
        _scope.Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Token_ThatEndsLater_IsLeftAlone()
    {
        var directory = _scope.Directory(await Ending(TimeSpan.FromHours(2)));

        (await directory.Of(AccountScope.Id, Ct)).Value!.AccessToken.Should().Be("access-token-1");
    }

    [Fact]
    public async Task Token_ThatLivesShortly_IsNotRenewedByEachCall()
    {
        _scope.Platform.TokenLife = TimeSpan.FromMinutes(5);
        var directory = _scope.Directory(await Ending(TimeSpan.Zero));
        for (var n = 0; n < 3; n++)
        {
            (await directory.Of(AccountScope.Id, Ct)).Value!.AccessToken.Should().Be("access-token-2");
            _scope.Time.Advance(TimeSpan.FromMinutes(1));
        }

        _scope.Time.Advance(TimeSpan.FromMinutes(1));
        (await directory.Of(AccountScope.Id, Ct)).Value!.AccessToken.Should().Be("access-token-3", "a fifth is left");
    }

    [Fact]
    public async Task Token_ThatEndsSoonAndCannotBeRenewed_IsUsedWhileItWorks()
    {
        var account = await Ending(TimeSpan.FromMinutes(9));
        var directory = _scope.Directory(account);
        _scope.Platform.Refusal = new(FailureKind.Transient, FailureReason.Platform, "Busy.");

        (await directory.Of(AccountScope.Id, Ct)).Value!.AccessToken.Should().Be("access-token-1");
        (await directory.Of(AccountScope.Id, Ct)).Succeeded.Should().BeTrue();
        _scope.Platform.Exchanges.Should().Be(1);
        _scope.Time.Advance(TimeSpan.FromMinutes(9));

        (await directory.Of(AccountScope.Id, Ct)).Failure!.Detail.Should().Be("Busy.");
    }

    [Fact]
    public async Task Renew_InTwoSilosBy50AtOnce_IsOneExchangeAndAllHaveTheToken()
    {
        var account = await _scope.Create();
        var silos = new[] { _scope.Directory(account), _scope.Directory(account) };
        var used = (await silos[0].Of(AccountScope.Id, Ct)).Value!;

        var renewed = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => silos[n % 2].Renew(used, Ct)));

        renewed.Should().OnlyContain(one => one.Value!.AccessToken == "access-token-2");
        _scope.Platform.Exchanges.Should().Be(1);
        (await silos[1].Of(AccountScope.Id, Ct)).Value!.AccessToken.Should().Be("access-token-2");
    }

    [Fact]
    public async Task Renew_OfATokenThatSomebodyElseRenewed_MakesNoCall()
    {
        var account = await _scope.Create();
        var directory = _scope.Directory(account);
        var used = (await directory.Of(AccountScope.Id, Ct)).Value!;
        await account.Renew(AccountScope.Print("access-token-1"), Ct);

        (await directory.Renew(used, Ct)).Value!.AccessToken.Should().Be("access-token-2");

        _scope.Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Renew_OfADisabledAccount_LetsItsTestGoOn()
    {
        var account = await _scope.Create(settings => settings with { Enabled = false });
        var used = (await _scope.Stored()).Credentials;

        (await _scope.Directory(account).Renew(used, Ct)).Value!.AccessToken.Should().Be("access-token-2");
    }

    [Fact]
    public async Task Renew_ThatIsRefused_NeedsAPerson()
    {
        var account = await _scope.Create();
        var directory = _scope.Directory(account);
        var used = (await directory.Of(AccountScope.Id, Ct)).Value!;
        _scope.Platform.Replace();

        (await directory.Renew(used, Ct)).Failure!.Reason.Should().Be(FailureReason.AuthorisationLost);
    }

    [Fact]
    public async Task Renew_WhileTheAccountsSiloIsGone_IsPassing()
    {
        var account = await _scope.Create();
        var gone = Substitute.For<IAccountGrain>();
        gone.Renew(Arg.Any<byte[]>(), Arg.Any<CancellationToken>())
            .Returns(Task.FromException<AccountRenewal>(new TimeoutException()));
        var used = (await _scope.Directory(account).Of(AccountScope.Id, Ct)).Value!;

        var renewed = await _scope.Directory(gone).Renew(used, Ct);

        renewed.Failure!.Kind.Should().Be(FailureKind.Transient);
    }

    // An account whose token was given for a day, of which so much is left.
    private async Task<ActiveAccount> Ending(TimeSpan fromNow)
    {
        var life = TimeSpan.FromDays(1);
        var account = await _scope.Create(settings =>
            settings with
            {
                TokenExpiresAt = _scope.Time.GetUtcNow() + life,
            }
        );
        _scope.Time.Advance(life - fromNow);
        return account;
    }
}
