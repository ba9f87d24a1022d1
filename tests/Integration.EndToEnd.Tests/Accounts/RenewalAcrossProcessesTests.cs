using Integration.Access;
using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>
/// Callers of platforms in several processes, whose accounts' grains are in others: what they ask of each other, and how often the
/// platform is asked.
/// </summary>
public sealed class RenewalAcrossProcessesTests(RenewalSilos silos) : IClassFixture<RenewalSilos>
{
    private const string Renewal = "pdd.pop.auth.token.refresh";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Renew_ByManyCallersInTwoProcesses_AsksThePlatformOnce()
    {
        const string id = "shop";
        var grant = silos.Platform.Grants[0];
        await Create(id, Settings(grant, grant.RefreshToken));
        var before = silos.Platform.Counts.Of(Renewal).Calls;
        var callers = new[] { silos.Caller(), silos.Caller() };
        var used = await Task.WhenAll(callers.Select(async caller => (await caller.Of(id, Ct)).Value!));

        var renewed = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => callers[n % 2].Renew(used[n % 2], Ct)));

        renewed.Should().AllSatisfy(one => one.Failure.Should().BeNull());
        var tokens = renewed.Select(one => one.Value!.AccessToken).Distinct(StringComparer.Ordinal).ToArray();
        tokens.Should().ContainSingle().Which.Should().NotBe(grant.AccessToken);
        (silos.Platform.Counts.Of(Renewal).Calls - before).Should().Be(1);
        var check = (await silos.Grains.GetGrain<IAccountGrain>(id).TestConnection(Ct)).Value!;
        check.Ok.Should().BeTrue("the token works");
    }

    [Fact]
    public async Task Renew_ThatThePlatformRefuses_IsTheSameFailureForAll()
    {
        const string id = "withdrawn-shop";
        await Create(id, Settings(silos.Platform.Grants[1], "withdrawn"));
        var before = silos.Platform.Counts.Of(Renewal).Calls;
        var caller = silos.Caller();
        var used = (await caller.Of(id, Ct)).Value!;

        var renewed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => caller.Renew(used, Ct)));

        renewed.Should().OnlyContain(one => one.Failure!.Reason == FailureReason.AuthorisationLost);
        (silos.Platform.Counts.Of(Renewal).Calls - before).Should().Be(1);
    }

    private async Task Create(string id, AccountSettings settings)
    {
        var created = await silos
            .Grains.GetGrain<IAccountGrain>(id)
            .Create(settings, new WriteContext("test", null), Ct);
        created.Problem.Should().BeNull();
    }

    private static AccountSettings Settings(Sandbox.Platforms.TokenGrant grant, string refreshToken) =>
        new()
        {
            Platform = "pinduoduo",
            AppKind = "seller",
            AppKey = grant.Account.AppKey,
            AppSecret = grant.Account.AppSecret,
            AccessToken = grant.AccessToken,
            RefreshToken = refreshToken,
        };
}
