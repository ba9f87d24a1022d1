using System.Net;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Sandbox.Platforms;

namespace Integration.Accounts;

/// <summary>Every hub is killed between a platform's new tokens and their commit: what is lost is told, and mended by a person.</summary>
[Collection(AccountHub.Name)]
public sealed class AccountCrashTests(AccountHub hub)
{
    private const string Path = "/api/v1/platform-accounts";

    [Fact]
    public async Task Kill_BetweenThePlatformsAnswerAndTheCommit_IsToldAndMended()
    {
        const PlatformKind kind = PlatformKind.Pinduoduo;
        var (id, _) = await hub.Create(kind);
        var (platform, exchanges) = (hub.Platform(kind), hub.Exchanges(kind));
        platform.Faults = FaultPlan.None with { SlowFor = TimeSpan.FromMinutes(1) };
        hub.ExpireTokenOfNextCall(kind);
        platform.FailNext(FaultKind.Slow, count: 1, "pdd.pop.auth.token.refresh");
        var lost = hub.Api.Post($"{Path}/{id}/test", "{}");
        await Eventually.Holds(() => hub.Exchanges(kind) > exchanges, "the platform to have replaced the tokens");
        await Task.WhenAll(hub.First.Kill(), hub.Second.Kill());
        await lost.Awaiting(static one => one).Should().ThrowAsync<HttpRequestException>();
        platform.Faults = FaultPlan.None;
        await hub.First.Start();
        await hub.Second.Start();

        // The lease of the dead hub must have ended first.
        JsonNode check = null!;
        await Eventually.Holds(
            async () => (check = await Test(id))["failure"]!["kind"]!.GetValue<string>() != "transient",
            "the lease to end"
        );

        check["failure"]!["reason"]!.GetValue<string>().Should().Be("authorisation_lost", check.ToJsonString());
        check["failure"]!["detail"]!.GetValue<string>().Should().Contain("was cut short");
        var health = (await hub.Api.Read($"{Path}/{id}"))["health"]!;
        health["needs_attention"]!.GetValue<bool>().Should().BeTrue();
        health["last_renewal"]!["failure"]!["detail"]!.GetValue<string>().Should().Contain("was cut short");

        // The seller authorises again.
        var grant = platform.Grants[^1];
        var patch = $$"""
            {"app_key":"{{grant.Account.AppKey}}","app_secret":"{{grant.Account.AppSecret}}",
             "access_token":"{{grant.AccessToken}}","refresh_token":"{{grant.RefreshToken}}"}
            """;
        var mended = await hub.Api.Patch($"{Path}/{id}", patch);
        mended.Status.Should().Be(HttpStatusCode.OK, mended.Text);
        mended.Json["health"]!["needs_attention"]!.GetValue<bool>().Should().BeFalse();
        (await Test(id))["ok"]!.GetValue<bool>().Should().BeTrue();
    }

    private async Task<JsonNode> Test(string id)
    {
        var answer = await hub.Api.Post($"{Path}/{id}/test", "{}");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }
}
