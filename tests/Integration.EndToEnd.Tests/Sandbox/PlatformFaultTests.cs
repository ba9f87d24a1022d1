using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Platforms;

/// <summary>What goes wrong on purpose, how often, and that it repeats.</summary>
public sealed class PlatformFaultTests
{
    private static readonly PlatformKind[] All = Enum.GetValues<PlatformKind>();
    private readonly WatchedTime _time = new();

    public static TheoryData<PlatformKind> Kinds => new(All);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Transient_AFifthOfTheCalls_FailsAboutThat(PlatformKind kind)
    {
        const int calls = 500;
        await using var platform = await Start(kind, FaultPlan.Of(FaultKind.Transient, 0.2));
        using var caller = new PlatformCaller(platform, _time);

        for (var call = 0; call < calls; call++)
        {
            await caller.Detail();
        }

        var counts = platform.Counts;
        counts.Ended(CallOutcome.Transient).Should().BeInRange(calls * 15 / 100, calls * 25 / 100);
        (counts.Ended(CallOutcome.Transient) + counts.Ended(CallOutcome.Served)).Should().Be(calls);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "error_response.code", "50,530,15")]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.ServiceUnavailable,gw.ServiceUnavailable")]
    [InlineData(PlatformKind.Pinduoduo, "error_response.error_code", "50002,52001,52002,52102,52103,70033,50001,50000")]
    [InlineData(PlatformKind.AliExpress, "code", ",")]
    public async Task Transient_OneAfterTheOther_ShowsEachCode(PlatformKind kind, string path, string codes)
    {
        await using var platform = await Start(kind, FaultPlan.Of(FaultKind.Transient, 1));
        using var caller = new PlatformCaller(platform, _time);
        var seen = new List<string>();

        foreach (var _ in codes.Split(','))
        {
            var answer = await caller.Detail();
            seen.Add(answer[path] ?? "");
            answer.Text.Should().MatchRegex("isp\\.|gw\\.|error_code");
        }

        string.Join(',', seen).Should().Be(codes);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "error_response.sub_code", "accesscontrol.limited-by-api-access-count")]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.QosAppFrequencyLimit")]
    [InlineData(PlatformKind.Pinduoduo, "error_response.error_code", "70031")]
    [InlineData(PlatformKind.AliExpress, "error_response.sub_code", "accesscontrol.limited-by-api-access-count")]
    public async Task Throttled_Ordered_SaysSoInThePlatformsWords(PlatformKind kind, string path, string code)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.Throttled);

        (await caller.Detail())[path].Should().Be(code);
        await caller.Detail();

        platform.Counts.Ended(CallOutcome.Throttled).Should().Be(1);
        platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ExpiredToken_Ordered_EndsTheTokenUntilItIsRefreshed(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.ExpiredToken);

        await caller.Detail();
        await caller.Detail();
        platform.Counts.Ended(CallOutcome.ExpiredToken).Should().Be(2);

        caller.Token = await PlatformTokens.Refresh(platform, caller);
        await caller.Detail();
        platform.Counts.Of(PlatformCaller.DetailOf(kind)).Ended(CallOutcome.Served).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Slow_Ordered_AnswersOnlyAfterItsTime(PlatformKind kind)
    {
        await using var platform = await Start(kind, new FaultPlan { SlowFor = TimeSpan.FromSeconds(7) });
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.Slow);

        var answer = caller.Detail();
        (await _time.Waits.ReadAsync(TestContext.Current.CancellationToken)).Should().Be(TimeSpan.FromSeconds(7));
        answer.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(7));

        (await answer).Json.Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Cut_Ordered_EndsTheConnection(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.Cut);

        await caller.Invoking(one => one.Detail()).Should().ThrowAsync<HttpRequestException>();
        platform.Counts.Ended(CallOutcome.Faulted).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Truncated_Ordered_EndsInTheMiddle(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.Truncated);

        await caller.Invoking(one => one.Detail()).Should().ThrowAsync<HttpRequestException>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Html_Ordered_IsAPageWith200(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.Html);

        var answer = await caller.Detail();

        answer.Status.Should().Be(System.Net.HttpStatusCode.OK);
        answer.Type.Should().StartWith("text/html");
        answer.Text.Should().StartWith("<!DOCTYPE html>");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Empty_Ordered_HasNoBody(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.Empty);

        var answer = await caller.Detail();

        answer.Bytes.Should().BeEmpty();
        answer.Status.Should().Be(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Huge_Ordered_IsJsonOfThatSize()
    {
        const int bytes = 3_000_001;
        await using var platform = await Start(PlatformKind.Taobao, new FaultPlan { HugeBytes = bytes });
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.Huge);

        var answer = await caller.Detail();

        answer["padding"]!.Trim().Length.Should().Be(bytes);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao)]
    [InlineData(PlatformKind.Alibaba1688)]
    [InlineData(PlatformKind.Pinduoduo)]
    public async Task WrongCharset_Ordered_IsNoUtf8(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        platform.FailNext(FaultKind.WrongCharset);

        var wrong = await caller.Detail();
        var right = await caller.Detail();

        wrong.Type.Should().Contain("utf-8");
        strict.Invoking(one => one.GetString(wrong.Bytes)).Should().Throw<DecoderFallbackException>();
        var title = platform.Catalogue.Products[0].TitleIn("zh");
        right.Text.Should().Contain(title);
        CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetString(wrong.Bytes).Should().Contain(title);
    }

    [Theory]
    [InlineData(TypeChanges.NumbersAsText, "goods_detail_get_response.cat_id", JsonValueKind.String)]
    [InlineData(TypeChanges.NumbersAsText, "goods_detail_get_response.sku_list.0.spec.0", JsonValueKind.Object)]
    [InlineData(TypeChanges.None, "goods_detail_get_response.cat_id", JsonValueKind.Number)]
    [InlineData(TypeChanges.SinglesAsObjects, "goods_detail_get_response.goods_property_list", JsonValueKind.Object)]
    [InlineData(TypeChanges.None, "goods_detail_get_response.goods_property_list", JsonValueKind.Array)]
    public async Task ChangedTypes_Ordered_ChangesWhatWasAsked(TypeChanges changes, string path, JsonValueKind kind)
    {
        await using var platform = await Start(PlatformKind.Pinduoduo, new FaultPlan { TypeChanges = changes });
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.ChangedTypes);

        var answer = await caller.Detail();

        Node(answer, path).Should().Be(kind);
    }

    [Fact]
    public async Task ChangedTypes_ObjectsAsArrays_WrapsAPrice()
    {
        await using var platform = await Start(
            PlatformKind.Taobao,
            new FaultPlan { TypeChanges = TypeChanges.ObjectsAsArrays | TypeChanges.TextAsNumbers }
        );
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.ChangedTypes);

        var answer = await caller.Call(
            "taobao.tbk.item.details.upgrade.get",
            ("item_id", $"{platform.Catalogue.Products[0].Id}")
        );

        const string item = "tbk_item_details_upgrade_get_response.results.tbk_item_detail.0";
        Node(answer, item).Should().Be(JsonValueKind.Object);
        Node(answer, $"{item}.price_promotion_info").Should().Be(JsonValueKind.Array);
        Node(answer, $"{item}.price_promotion_info.0.zk_final_price").Should().Be(JsonValueKind.Number);
    }

    [Fact]
    public async Task WrongSignature_WhileFaultsAreOn_IsToldAsSuch()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo, FaultPlan.Of(FaultKind.Transient, 1));
        using var caller = new PlatformCaller(platform, _time);
        caller.AfterSigning = fields => fields["sign"] = "0";

        (await caller.Detail())["error_response.error_code"].Should().Be("20004");
    }

    [Fact]
    public async Task Calls_Named_MeetTheFaultAndOthersDoNot()
    {
        await using var platform = await Start(
            PlatformKind.Pinduoduo,
            FaultPlan.Of(FaultKind.Transient, 1) with
            {
                Calls = "pdd.goods.list*",
            }
        );
        using var caller = new PlatformCaller(platform, _time);

        await caller.Detail();
        await caller.Call("pdd.goods.list.get");

        platform.Counts.Of("pdd.goods.detail.get").Ended(CallOutcome.Served).Should().Be(1);
        platform.Counts.Of("pdd.goods.list.get").Ended(CallOutcome.Transient).Should().Be(1);
    }

    [Fact]
    public async Task Faults_SameSeed_RepeatInOneRunAndAllAtOnce()
    {
        var plan = new FaultPlan
        {
            Shares = new Dictionary<FaultKind, double> { [FaultKind.Transient] = 0.3, [FaultKind.Html] = 0.1 },
        };

        var first = await Pattern(plan, seed: 7);

        (await Pattern(plan, seed: 7)).Should().Equal(first);
        (await Pattern(plan, seed: 8)).Should().NotEqual(first);
        first.Distinct(StringComparer.Ordinal).Should().HaveCount(3);

        // All at once the order is another, what happens is the same.
        await using var platform = await Start(PlatformKind.Pinduoduo, plan, 7);
        using var caller = new PlatformCaller(platform, _time);
        await Task.WhenAll(first.Select(_ => caller.Detail()));
        var counts = platform.Counts;
        counts
            .Ended(CallOutcome.Transient)
            .Should()
            .Be(first.Count(one => one.Contains("error", StringComparison.Ordinal)));
        counts.Ended(CallOutcome.Faulted).Should().Be(first.Count(one => one.StartsWith('<')));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answers_SameSeed_AreTheSameBytes(PlatformKind kind)
    {
        var first = await Bytes(kind, 5);

        (await Bytes(kind, 5)).Should().Equal(first);
        (await Bytes(kind, 6)).Should().NotEqual(first);
    }

    private async Task<string[]> Pattern(FaultPlan plan, int seed)
    {
        await using var platform = await Start(PlatformKind.Pinduoduo, plan, seed);
        using var caller = new PlatformCaller(platform, _time);
        var answers = new List<string>();
        for (var call = 0; call < 100; call++)
        {
            answers.Add((await caller.Detail()).Text[..8]);
        }

        return [.. answers];
    }

    private async Task<byte[]> Bytes(PlatformKind kind, int seed)
    {
        await using var platform = await Start(kind, seed: seed);
        using var caller = new PlatformCaller(platform, _time);
        return [.. (await caller.Detail()).Bytes, .. (await caller.Detail()).Bytes];
    }

    private Task<SandboxPlatform> Start(PlatformKind kind, FaultPlan? plan = null, int seed = 1) =>
        SandboxPlatform.Start(
            kind,
            new PlatformOptions
            {
                Products = 10,
                Seed = seed,
                Faults = plan ?? FaultPlan.None,
            },
            _time
        );

    private static JsonValueKind Node(PlatformAnswer answer, string path)
    {
        using var document = JsonDocument.Parse(answer.Bytes);
        return path.Split('.')
            .Aggregate(
                document.RootElement,
                (node, name) =>
                    node.ValueKind == JsonValueKind.Array
                        ? node[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]
                        : node.GetProperty(name)
            )
            .ValueKind;
    }

    /// <summary>Tells how long is being waited for, before the time is moved.</summary>
    private sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero))
    {
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public ChannelReader<TimeSpan> Waits => _waits.Reader;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
