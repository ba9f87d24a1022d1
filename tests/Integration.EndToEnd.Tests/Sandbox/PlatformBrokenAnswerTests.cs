using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Integration.Sandbox.Platforms;

/// <summary>Answers that are no answers, sent on purpose.</summary>
public sealed class PlatformBrokenAnswerTests
{
    [Theory]
    [MemberData(nameof(PlatformScope.Kinds), MemberType = typeof(PlatformScope))]
    public async Task Cut_Ordered_EndsTheConnection(PlatformKind kind)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Platform.FailNext(FaultKind.Cut);

        await scope.Caller.Invoking(one => one.Detail()).Should().ThrowAsync<HttpRequestException>();
        scope.Platform.Counts.Ended(CallOutcome.Faulted).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(PlatformScope.Kinds), MemberType = typeof(PlatformScope))]
    public async Task Truncated_Ordered_EndsInTheMiddle(PlatformKind kind)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Platform.FailNext(FaultKind.Truncated);

        await scope.Caller.Invoking(one => one.Detail()).Should().ThrowAsync<HttpRequestException>();
    }

    [Theory]
    [MemberData(nameof(PlatformScope.Kinds), MemberType = typeof(PlatformScope))]
    public async Task Html_Ordered_IsAPageWith200(PlatformKind kind)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Platform.FailNext(FaultKind.Html);

        var answer = await scope.Caller.Detail();

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Type.Should().StartWith("text/html");
        answer.Text.Should().StartWith("<!DOCTYPE html>");
    }

    [Theory]
    [MemberData(nameof(PlatformScope.Kinds), MemberType = typeof(PlatformScope))]
    public async Task Empty_Ordered_HasNoBody(PlatformKind kind)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Platform.FailNext(FaultKind.Empty);

        var answer = await scope.Caller.Detail();

        answer.Bytes.Should().BeEmpty();
        answer.Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Huge_Ordered_IsJsonOfThatSize()
    {
        const int bytes = 3_000_001;
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao, new FaultPlan { HugeBytes = bytes });
        scope.Platform.FailNext(FaultKind.Huge);

        var answer = await scope.Caller.Detail();

        answer["padding"]!.Trim().Length.Should().Be(bytes);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao)]
    [InlineData(PlatformKind.Alibaba1688)]
    [InlineData(PlatformKind.Pinduoduo)]
    public async Task WrongCharset_Ordered_IsNoUtf8(PlatformKind kind)
    {
        await using var scope = await PlatformScope.Start(kind);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        scope.Platform.FailNext(FaultKind.WrongCharset);

        var wrong = await scope.Caller.Detail();
        var right = await scope.Caller.Detail();

        wrong.Type.Should().Contain("utf-8");
        strict.Invoking(one => one.GetString(wrong.Bytes)).Should().Throw<DecoderFallbackException>();
        var title = scope.Platform.Catalogue.Products[0].TitleIn("zh");
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
        await using var scope = await PlatformScope.Start(
            PlatformKind.Pinduoduo,
            new FaultPlan { TypeChanges = changes }
        );
        scope.Platform.FailNext(FaultKind.ChangedTypes);

        var answer = await scope.Caller.Detail();

        Node(answer, path).Should().Be(kind);
    }

    [Fact]
    public async Task ChangedTypes_ObjectsAsArrays_WrapsAPrice()
    {
        await using var scope = await PlatformScope.Start(
            PlatformKind.Taobao,
            new FaultPlan { TypeChanges = TypeChanges.ObjectsAsArrays | TypeChanges.TextAsNumbers }
        );
        scope.Platform.FailNext(FaultKind.ChangedTypes);

        var answer = await scope.Caller.Call(
            "taobao.tbk.item.details.upgrade.get",
            ("item_id", $"{scope.Platform.Catalogue.Products[0].Id}")
        );

        const string item = "tbk_item_details_upgrade_get_response.results.tbk_item_detail.0";
        Node(answer, item).Should().Be(JsonValueKind.Object);
        Node(answer, $"{item}.price_promotion_info").Should().Be(JsonValueKind.Array);
        Node(answer, $"{item}.price_promotion_info.0.zk_final_price").Should().Be(JsonValueKind.Number);
    }

    private static JsonValueKind Node(PlatformAnswer answer, string path)
    {
        using var document = JsonDocument.Parse(answer.Bytes);
        return path.Split('.')
            .Aggregate(
                document.RootElement,
                (node, name) =>
                    node.ValueKind == JsonValueKind.Array
                        ? node[int.Parse(name, CultureInfo.InvariantCulture)]
                        : node.GetProperty(name)
            )
            .ValueKind;
    }
}
