using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Platforms;

/// <summary>The control calls, and the verb that starts platforms.</summary>
public sealed class PlatformControlTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Faults_PutAndDeleted_HoldAtOnce()
    {
        await using var platform = await Start();
        using var caller = new PlatformCaller(platform, _time);

        var put = await caller.Control(
            "PUT",
            "/faults",
            """{"shares":{"transient":1},"slow_for":"5s","type_changes":"text_as_numbers, singles_as_objects"}"""
        );
        await caller.Detail();
        await caller.Control("PUT", "/faults", "{}");
        await caller.Detail();

        put["shares.transient"].Should().Be("1");
        put["slow_for"].Should().Be("5000ms");
        put["type_changes"].Should().Be("text_as_numbers, singles_as_objects");
        platform.Counts.Ended(CallOutcome.Transient).Should().Be(1);
        platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Fact]
    public async Task FaultsNext_ForOneCall_MeetsThatOne()
    {
        await using var platform = await Start();
        using var caller = new PlatformCaller(platform, _time);
        await caller.Control("POST", "/faults/next", """{"fault":"empty","count":1,"calls":"pdd.goods.list.get"}""");

        (await caller.Detail()).Bytes.Should().NotBeEmpty();
        (await caller.Call("pdd.goods.list.get")).Bytes.Should().BeEmpty();
        (await caller.Call("pdd.goods.list.get")).Bytes.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("PUT", "/faults", """{"shares":{"transient":2}}""")]
    [InlineData("PUT", "/faults", """{"share":{}}""")]
    [InlineData("PUT", "/faults", """{"shares":{"gremlins":1}}""")]
    [InlineData("PUT", "/faults", "no json")]
    [InlineData("POST", "/faults/next", """{"fault":"html","count":0}""")]
    [InlineData("PUT", "/limit", """{"calls":0}""")]
    [InlineData("PUT", "/limit", """{"calls":1,"window":"soon"}""")]
    [InlineData("POST", "/codes?app_key=nobody", null)]
    public async Task Control_CannotBeRead_SaysWhyAndChangesNothing(string method, string path, string? body)
    {
        await using var platform = await Start();
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Control(method, path, body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer["fault"].Should().NotBeNullOrWhiteSpace();
        platform.Limit.Should().BeNull();
        platform.Faults.Should().BeSameAs(FaultPlan.None);
    }

    [Fact]
    public async Task Limit_PutHalvedDeleted_Holds()
    {
        await using var platform = await Start();
        using var caller = new PlatformCaller(platform, _time);

        await caller.Control("PUT", "/limit", """{"calls":20,"window":"2s","punishes":true,"ban":"5s"}""");
        platform
            .Limit.Should()
            .Be(
                new RateRule
                {
                    Calls = 20,
                    Window = TimeSpan.FromSeconds(2),
                    Punishes = true,
                    Ban = TimeSpan.FromSeconds(5),
                }
            );
        await caller.Control("POST", "/limit/halve");
        platform.Limit!.Calls.Should().Be(10);
        await caller.Control("DELETE", "/limit");
        platform.Limit.Should().BeNull();
    }

    [Fact]
    public async Task Tokens_ExpireAndNewCode_Work()
    {
        await using var platform = await Start();
        using var caller = new PlatformCaller(platform, _time);
        await caller.Control("POST", "/tokens/expire");

        (await caller.Detail())["error_response.error_code"].Should().Be("10019");
        var code = await caller.Control("POST", $"/codes?app_key={caller.Account.AppKey}");
        var tokens = await PlatformTokens.Create(platform, caller, code["code"]!);
        caller.Token = PlatformTokens.Of(platform.Kind, tokens, "access_token", isRefresh: false);
        (await caller.Detail())["goods_detail_get_response.goods_id"].Should().NotBeNull();
        await caller.Control("POST", "/tokens/revoke");
        (await caller.Detail())["error_response.error_code"].Should().Be("10014");
    }

    [Fact]
    public async Task Products_Changed_ShowInAnswers()
    {
        await using var platform = await Start();
        using var caller = new PlatformCaller(platform, _time);
        var id = (await caller.Control("GET", "/products"))["0"]!;

        await caller.Control("PATCH", $"/products/{id}", """{"stock":3,"price_fen":700,"title":"改名"}""");
        var answer = await caller.Call("pdd.goods.detail.get", ("goods_id", id));
        var bad = await caller.Control("PATCH", $"/products/{id}", """{"stock":-3}""");
        var unknown = await caller.Control("PATCH", "/products/1", """{"stock":3}""");
        await caller.Control("PATCH", $"/products/{id}", """{"status":"deleted"}""");
        await caller.Call("pdd.goods.detail.get", ("goods_id", id));

        answer["goods_detail_get_response.sku_list.0.quantity"].Should().Be("3");
        answer["goods_detail_get_response.sku_list.0.multi_price"].Should().Be("700");
        answer["goods_detail_get_response.goods_name"].Should().Be("改名");
        bad.Status.Should().Be(HttpStatusCode.BadRequest);
        unknown.Status.Should().Be(HttpStatusCode.NotFound);
        platform.Counts.Ended(CallOutcome.Gone).Should().Be(1);
    }

    [Fact]
    public async Task State_Asked_TellsWhatSomebodyNeedsToBegin()
    {
        await using var platform = await Start();
        using var caller = new PlatformCaller(platform, _time);
        await caller.Detail();

        var state = await caller.Control("GET", "");

        state["platform"].Should().Be("pinduoduo");
        state["accounts.0.account.app_secret"].Should().Be("sandbox-secret");
        state["accounts.0.access_token"].Should().Be(platform.Grants[0].AccessToken);
        state.Json["counts"]!["by_call"]!["pdd.goods.detail.get"]!["outcomes"]!["served"]!.ToString().Should().Be("1");
        (await caller.Control("DELETE", "/counts"))["total"].Should().Be("0");
        (await caller.Control("GET", "/nothing")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Start_OptionsAreWrong_NamesAllMistakes()
    {
        var options = new PlatformOptions
        {
            Products = -1,
            Accounts = [],
            Limit = new RateRule { Calls = 0 },
        };

        var start = () => SandboxPlatform.Start(PlatformKind.Taobao, options, _time);

        (await start.Should().ThrowAsync<ArgumentException>()).WithMessage("*products*accounts*limit*");
    }

    [Fact]
    public async Task Verb_Started_AnswersOnItsPort()
    {
        var port = SandboxProcess.FreePort();
        await using var sandbox = SandboxProcess.Start(
            "platforms",
            "--port",
            $"{port}",
            "--only",
            "1688",
            "--products",
            "3",
            "--fault",
            "transient=0.25",
            "--limit",
            "20",
            "--punish"
        );
        using var http = new HttpClient(new SocketsHttpHandler());
        var state = "";

        await Hubs.Eventually.Holds(
            async () =>
            {
                try
                {
                    state = await http.GetStringAsync(
                        new Uri($"http://127.0.0.1:{port}/control"),
                        TestContext.Current.CancellationToken
                    );
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the platform's port"
        );

        var root = System.Text.Json.Nodes.JsonNode.Parse(state)!;
        root["platform"]!.ToString().Should().Be("alibaba1688");
        root["faults"]!["shares"]!["transient"]!.ToString().Should().Be("0.25");
        root["limit"]!["punishes"]!.ToString().Should().Be("true");
    }

    [Fact]
    public async Task Verb_WrongArguments_ListsThemAll()
    {
        await using var sandbox = SandboxProcess.Start(
            "platforms",
            "--only",
            "ebay",
            "--fault",
            "gremlins=1",
            "--window",
            "soon",
            "--limit",
            "-1"
        );

        var (code, _, error) = await sandbox.Result();

        code.Should().Be(64);
        error
            .Should()
            .Contain("--only: 'ebay'")
            .And.Contain("--fault: 'gremlins=1'")
            .And.Contain("--window: 'soon'")
            .And.Contain("--limit: 1 to");
    }

    private Task<SandboxPlatform> Start() =>
        SandboxPlatform.Start(PlatformKind.Pinduoduo, new PlatformOptions { Products = 10 }, _time);
}
