using System.Net;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Sandbox.Platforms;

namespace Integration.Accounts;

/// <summary>Accounts through the API at platforms that check everything themselves: tests, renewals, and what never comes back.</summary>
[Collection(AccountHub.Name)]
public sealed class AccountTests(AccountHub hub)
{
    private const string Path = "/api/v1/platform-accounts";

    public static TheoryData<PlatformKind> Kinds => new(Enum.GetValues<PlatformKind>());

    // Temu has no refresh: the seller authorises again.
    public static TheoryData<PlatformKind> Renewing =>
        new(Enum.GetValues<PlatformKind>().Where(kind => kind != PlatformKind.Temu));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Test_OfAGoodAccount_ProvesItsToken(PlatformKind kind)
    {
        var (id, _) = await hub.Create(kind);

        var check = await Test(id);

        check["ok"]!.GetValue<bool>().Should().BeTrue(check.ToJsonString());
        check["token_proved"]!.GetValue<bool>().Should().BeTrue();
        check["token_renewed"]!.GetValue<bool>().Should().BeFalse();
        check["call"]!.GetValue<string>().Should().NotBeEmpty();
        var health = (await hub.Api.Read($"{Path}/{id}"))["health"]!;
        health["last_test"]!["ok"]!.GetValue<bool>().Should().BeTrue();
        health["needs_attention"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task Test_RepeatedAtTheOtherHubWithItsKey_HasTheFirstAnswerWithoutACall()
    {
        var (id, _) = await hub.Create(PlatformKind.Taobao);
        var key = $"once-{id}";
        var first = await hub.Api.Post($"{Path}/{id}/test", "{}", key);
        var calls = hub.Platform(PlatformKind.Taobao).Counts.Total;

        var repeat = await hub.Other.Post($"{Path}/{id}/test", "{}", key);

        repeat.Status.Should().Be(HttpStatusCode.OK, repeat.Text);
        repeat.Text.Should().Be(first.Text);
        repeat.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        first.Headers.Contains("Idempotent-Replayed").Should().BeFalse();
        hub.Platform(PlatformKind.Taobao).Counts.Total.Should().Be(calls);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Test_OfAWrongSecret_SaysWhatAPersonMustMend(PlatformKind kind)
    {
        var (id, grant) = await hub.Create(kind, secret: "not-the-secret");

        var check = await Test(id);

        check["ok"]!.GetValue<bool>().Should().BeFalse();
        check["failure"]!["reason"]!.GetValue<string>().Should().Be("bad_credentials", check.ToJsonString());
        check["failure"]!["needs_attention"]!.GetValue<bool>().Should().BeTrue();
        check["failure"]!["detail"]!.GetValue<string>().Should().NotBeEmpty();
        check.ToJsonString().Should().NotContain("not-the-secret");
        (await hub.Api.Read($"{Path}/{id}"))["health"]!["needs_attention"]!.GetValue<bool>().Should().BeTrue();
        await hub.Api.Patch($"{Path}/{id}", $$"""{"app_secret":"{{grant.Account.AppSecret}}"}""");
        (await Test(id))["ok"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task Account_ThatIsRefused_IsAnAlertWithoutAnyShop()
    {
        await hub.Api.Patch("/api/v1/alert-rules/account-refused", """{"for":"0s"}""");
        var (id, _) = await hub.Create(PlatformKind.Pinduoduo, secret: "not-the-secret");

        await Test(id);

        await Eventually.Holds(
            async () =>
                (await hub.Api.Read("/api/v1/alerts?phase=firing&rule=account-refused"))["data"]!
                    .AsArray()
                    .Any(alert => alert!["labels"]!["account"]!.GetValue<string>() == id),
            "the alert"
        );
    }

    [Fact]
    public async Task Rate_ThatWasLearnt_IsShownAndForgottenByHandInBothHubs()
    {
        var (id, _) = await hub.Create(PlatformKind.Pinduoduo);
        hub.Platform(PlatformKind.Pinduoduo).Faults = FaultPlan.Of(FaultKind.Throttled, 1);
        try
        {
            (await Test(id))["failure"]!["reason"]!.GetValue<string>().Should().Be("rate_limit");
        }
        finally
        {
            hub.Platform(PlatformKind.Pinduoduo).Faults = FaultPlan.None;
        }

        // What was refused is told to the one that paces on the way.
        await Eventually.Holds(async () => await Share(hub.Other) < 1, "the rate to be cut");
        var forgotten = await hub.Other.Delete($"{Path}/{id}/rate");

        forgotten.Status.Should().Be(HttpStatusCode.OK, forgotten.Text);
        (await Share(hub.Api)).Should().Be(1);
        (await hub.Api.Read($"{Path}/{id}/rate"))["paused_until"].Should().BeNull();
        (await Test(id))["ok"]!.GetValue<bool>().Should().BeTrue();
        var audit = await hub.Api.Read($"/api/v1/audit?target=account/{id}&limit=1");
        audit["data"]![0]!["action"]!.GetValue<string>().Should().Be("account.forget_rate");
        (await hub.Api.Get($"{Path}/nobody/rate")).Problem.Should().Be("not-found");
        (await hub.Api.Delete($"{Path}/nobody/rate")).Problem.Should().Be("not-found");

        async Task<double> Share(HubApi api) => (await api.Read($"{Path}/{id}/rate"))["share"]!.GetValue<double>();
    }

    [Theory]
    [MemberData(nameof(Renewing))]
    public async Task Token_ThatExpired_IsRenewedOnceForBothHubs(PlatformKind kind)
    {
        var (id, _) = await hub.Create(kind);
        var before = hub.Exchanges(kind);
        hub.ExpireTokenOfNextCall(kind);

        var checks = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(n => Test(id, n % 2 == 0 ? hub.Api : hub.Other))
        );

        checks.Should().AllSatisfy(one => one["ok"]!.GetValue<bool>().Should().BeTrue(one.ToJsonString()));
        checks.Should().Contain(one => one["token_renewed"]!.GetValue<bool>());
        (hub.Exchanges(kind) - before).Should().Be(1);
        var account = await hub.Other.Read($"{Path}/{id}");
        account["health"]!["last_renewal"]!["ok"]!.GetValue<bool>().Should().BeTrue();
        account["token_expires_at"].Should().NotBeNull();
        account["version"]!.GetValue<long>().Should().Be(2);
        var audit = await hub.Api.Read($"/api/v1/audit?target=account/{id}");
        audit["data"]!
            .AsArray()
            .Select(entry => entry!["action"]!.GetValue<string>())
            .Should()
            .BeEquivalentTo("account.create", "account.change");
        (await Test(id))["token_renewed"]!.GetValue<bool>().Should().BeFalse("the new one works");
    }

    [Theory]
    [MemberData(nameof(Renewing))]
    public async Task Token_ThatExpiredAndCannotBeRenewed_NeedsAPerson(PlatformKind kind)
    {
        var (id, grant) = await hub.Create(kind, refreshToken: "not-the-refresh-token");
        hub.ExpireTokenOfNextCall(kind);

        var check = await Test(id);

        check["failure"]!["kind"]!.GetValue<string>().Should().Be("unauthorised", check.ToJsonString());
        check["failure"]!["reason"]!.GetValue<string>().Should().Be("authorisation_lost");
        check.ToJsonString().Should().NotContain("not-the-refresh-token");
        var health = (await hub.Api.Read($"{Path}/{id}"))["health"]!;
        health["last_renewal"]!["failure"]!["reason"]!.GetValue<string>().Should().Be("authorisation_lost");
        await hub.Api.Patch($"{Path}/{id}", $$"""{"refresh_token":"{{grant.RefreshToken}}"}""");
        (await Test(id))["ok"]!.GetValue<bool>().Should().BeTrue("what a person gives is tried at once");
    }

    [Theory]
    [MemberData(nameof(Renewing))]
    public async Task Test_AnsweredByAWebPage_SaysSo(PlatformKind kind)
    {
        var (id, _) = await hub.Create(kind);
        hub.Platform(kind).Faults = FaultPlan.Of(FaultKind.Html, 1);
        try
        {
            var check = await Test(id);

            check["failure"]!["kind"]!.GetValue<string>().Should().Be("transient", check.ToJsonString());
            check["failure"]!["reason"]!.GetValue<string>().Should().Be("invalid_answer");
            check["failure"]!["detail"]!.GetValue<string>().Should().Contain("page for people");
            check["failure"]!["needs_attention"]!.GetValue<bool>().Should().BeFalse();
        }
        finally
        {
            hub.Platform(kind).Faults = FaultPlan.None;
        }
    }

    [Theory]
    [MemberData(nameof(Renewing))]
    public async Task Secrets_NeverComeBackAndAreInNoLog(PlatformKind kind)
    {
        var (id, grant) = await hub.Create(kind);
        hub.ExpireTokenOfNextCall(kind);
        await Test(id);
        await hub.Api.Patch($"{Path}/{id}", """{"note":"changed"}""");

        var seen = new[]
        {
            (await hub.Api.Get($"{Path}/{id}")).Text,
            (await hub.Api.Get($"{Path}?limit=200")).Text,
            (await hub.Api.Get($"/api/v1/audit?limit=200&target=account/{id}")).Text,
            hub.First.Log,
            hub.Second.Log,
        };

        seen[0].Should().Contain("\"app_secret_set\":true").And.Contain("\"refresh_token_set\":true");
        seen[2].Should().Contain("token-renewal");
        foreach (var secret in (string[])[grant.Account.AppSecret, grant.AccessToken, grant.RefreshToken])
        {
            seen.Should().NotContain(text => text.Contains(secret, StringComparison.Ordinal));
        }

        // The tokens that came with the renewal begin alike.
        seen.Should().NotContain(text => text.Contains("access-", StringComparison.Ordinal));
    }

    private static async Task<JsonNode> Test(string id, HubApi api)
    {
        var answer = await api.Post($"{Path}/{id}/test", "{}");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    private Task<JsonNode> Test(string id) => Test(id, hub.Api);
}
