using System.Net;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Platforms;
using Integration.Sandbox.Platforms;

namespace Integration.Accounts;

/// <summary>Accounts that are created without any token and authorised through the API, at platforms that check everything themselves.</summary>
[Collection(AccountHub.Name)]
public sealed class AuthorisationTests(AccountHub hub)
{
    private const string Path = "/api/v1/platform-accounts";
    private const string Back = "https://erp.example.com/back?a=1";

    public static TheoryData<PlatformKind> Kinds => new(Enum.GetValues<PlatformKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Account_ThatNobodyAuthorised_IsByThePlatformsPageAndItsCode(PlatformKind kind)
    {
        var (id, app) = await hub.CreateUnauthorised(kind);
        (await Test(hub.Other, id))["token_proved"]!.GetValue<bool>().Should().BeFalse("there is none");
        var code = await Agree(kind, id, app);

        var answer = await Send(id, code);

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Headers.ETag!.Tag.Should().Be("\"2\"");
        answer.Json["access_token_set"]!.GetValue<bool>().Should().BeTrue();
        answer.Json["refresh_token_set"]!.GetValue<bool>().Should().Be(kind != PlatformKind.Temu);
        answer.Json["token_expires_at"].Should().NotBeNull();
        answer.Json["authorisation_ends_at"].Should().NotBeNull();
        answer.Json["health"]!["needs_attention"]!.GetValue<bool>().Should().BeFalse("health begins anew");
        WithoutHealth(await hub.Other.Read($"{Path}/{id}")).Should().Be(WithoutHealth(answer.Json));
        var check = await Test(hub.Other, id);
        (check["ok"]!.GetValue<bool>(), check["token_proved"]!.GetValue<bool>())
            .Should()
            .Be((true, true), check.ToJsonString());
        var entries = (await hub.Api.Read($"/api/v1/audit?target=account/{id}"))["data"]!.AsArray();
        entries.Select(one => one!["action"]!.GetValue<string>()).Should().Equal("account.change", "account.create");
        entries[0]!["actor"]!.GetValue<string>().Should().Be(entries[1]!["actor"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Code_ThatIsSpent_IsRefusedAndNoSecretIsInAnyAnswerOrLog(PlatformKind kind)
    {
        var (id, app) = await hub.CreateUnauthorised(kind);
        var code = await Agree(kind, id, app);
        var first = await Send(id, code);

        var second = await Send(id, code);

        second.Problem.Should().Be("authorisation-refused", second.Text);
        second.Status.Should().Be(HttpStatusCode.Conflict);
        second.Json["detail"]!.GetValue<string>().Should().Contain("lives once, and for minutes");
        (await hub.Api.Read($"{Path}/{id}"))["health"]!["needs_attention"]!.GetValue<bool>().Should().BeFalse();
        var seen = new[]
        {
            first.Text,
            second.Text,
            (await hub.Api.Get($"{Path}/{id}")).Text,
            (await hub.Api.Get($"/api/v1/audit?limit=200&target=account/{id}")).Text,
            hub.First.Log,
            hub.Second.Log,
        };
        foreach (var secret in (string[])[app.AppSecret, code, "access-", "refresh-"])
        {
            seen.Should().NotContain(text => text.Contains(secret, StringComparison.Ordinal), secret);
        }

        hub.First.Log.Should().Contain("was authorised by a code");
    }

    [Fact]
    public async Task Code_BroughtToBothHubsAtOnce_BringsTokensOnce()
    {
        const PlatformKind kind = PlatformKind.Pinduoduo;
        var (id, app) = await hub.CreateUnauthorised(kind);
        var code = await Agree(kind, id, app);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => Send(id, code, n % 2 == 0 ? hub.Api : hub.Other))
        );

        answers.Should().Contain(answer => answer.Status == HttpStatusCode.OK);
        answers
            .Where(answer => answer.Status != HttpStatusCode.OK)
            .Should()
            .OnlyContain(answer => answer.Problem == "authorisation-refused", "it came after the exchange had ended");
        (await hub.Api.Read($"{Path}/{id}"))["version"]!.GetValue<long>().Should().Be(2);
    }

    [Fact]
    public async Task Request_RepeatedAtTheOtherHubWithItsKey_HasTheFirstAnswerWithoutACall()
    {
        const PlatformKind kind = PlatformKind.AliExpress;
        var (id, app) = await hub.CreateUnauthorised(kind);
        var code = await Agree(kind, id, app);
        var first = await Send(id, code, key: $"once-{id}");
        var exchanges = hub.Exchanges(kind);

        var repeat = await Send(id, code, hub.Other, $"once-{id}");

        repeat.Status.Should().Be(HttpStatusCode.OK, repeat.Text);
        repeat.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        WithoutHealth(repeat.Json).Should().Be(WithoutHealth(first.Json));
        hub.Exchanges(kind).Should().Be(exchanges);
    }

    [Fact]
    public async Task Answer_ThatIsAWebPage_LeavesOpenWhetherTheCodeIsSpent()
    {
        const PlatformKind kind = PlatformKind.Pinduoduo;
        var (id, app) = await hub.CreateUnauthorised(kind);
        var code = await Agree(kind, id, app);
        hub.Platform(kind).FailNext(FaultKind.Html, count: 1, "pdd.pop.auth.token.create");

        var answer = await Send(id, code);

        answer.Status.Should().Be(HttpStatusCode.BadGateway, answer.Text);
        answer.Problem.Should().Be("authorisation-unknown");
        answer.Json["detail"]!.GetValue<string>().Should().Contain("page for people").And.Contain("may be spent");
        (await Send(id, code)).Status.Should().Be(HttpStatusCode.OK, "the page came in place of the exchange");
    }

    [Fact]
    public async Task Request_ThatCannotBe_SaysWhatIsWrong()
    {
        var (id, _) = await hub.CreateUnauthorised(PlatformKind.Taobao);
        var path = $"{Path}/{id}/authorisation";

        (await Field("""{"redirect_uri":"https://erp.example.com"}""")).Should().Be("code");
        (await Field("""{"code":"a","redirect_uri":"erp"}""")).Should().Be("redirect_uri");
        (await Field("""{"code":"a"}""")).Should().Be("redirect_uri", "the platform wants to see it again");
        (await hub.Api.Get(path)).Problem.Should().Be("bad-filter");
        (await hub.Api.Get($"{path}?redirect_uri=erp")).Problem.Should().Be("bad-filter");
        (await hub.Api.Post($"{Path}/nobody/authorisation", """{"code":"a"}""")).Problem.Should().Be("not-found");

        async Task<string> Field(string body)
        {
            var answer = await hub.Api.Post(path, body);
            answer.Problem.Should().Be("validation", answer.Text);
            return answer.Json["errors"]!.AsObject().Single().Key;
        }
    }

    [Fact]
    public async Task Platform_WhoseConnectorExchangesNoCodes_SaysSo()
    {
        var created = await hub.Api.Create(
            Path,
            """{"platform":"vendure","app_key":"admin","app_secret":"any","access_token":"session"}"""
        );
        var path = $"{Path}/{created["id"]}/authorisation";

        (await hub.Api.Post(path, """{"code":"a"}""")).Problem.Should().Be("no-token-exchange");
        (await hub.Api.Get($"{path}?redirect_uri=https://erp.example.com")).Problem.Should().Be("no-token-exchange");
    }

    private static string WithoutHealth(JsonNode account)
    {
        var copy = account.DeepClone().AsObject();
        copy.Remove("health");
        return copy.ToJsonString();
    }

    private static async Task<JsonNode> Test(HubApi api, string id) => (await api.Post($"{Path}/{id}/test", "{}")).Json;

    private Task<HubAnswer> Send(string id, string code, HubApi? api = null, string? key = null) =>
        (api ?? hub.Api).Post($"{Path}/{id}/authorisation", $$"""{"code":"{{code}}","redirect_uri":"{{Back}}"}""", key);

    private async Task<string> Agree(PlatformKind kind, string id, PlatformAccount app)
    {
        var asked = await hub.Other.Get(
            $"{Path}/{id}/authorisation?redirect_uri={Uri.EscapeDataString(Back)}&state=x%26y"
        );
        if (kind == PlatformKind.Temu)
        {
            asked.Problem.Should().Be("no-authorisation-page", asked.Text);
            return hub.Platform(kind).NewCode(app);
        }

        var (code, state) = await SandboxBrowser.Open(new(asked.Json["url"]!.GetValue<string>()));
        state.Should().Be("x&y");
        return code!;
    }
}
