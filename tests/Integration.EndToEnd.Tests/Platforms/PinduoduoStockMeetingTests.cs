using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>Setting stock at Pinduoduo, over HTTP with the sandbox's, which checks signature, token and fields itself.</summary>
public sealed class PinduoduoStockMeetingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stock_OfAVariant_IsSetAndOfNoOther()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var before = platform.First.Variants;
        before.Should().HaveCountGreaterThan(1);

        var level = await Set(platform, new($"{platform.First.Id}", 4711) { VariantId = $"{before[1].Id}" });

        (level.Value!.Quantity, level.Value.VariantId).Should().Be((4711L, $"{before[1].Id}"));
        platform.First.Variants[1].Stock.Should().Be(4711);
        platform.First.Variants.Where((_, at) => at != 1).Should().Equal(before.Where((_, at) => at != 1));
    }

    [Fact]
    public async Task Stock_SetTwice_IsWhatWasAskedForAndNotTwiceThat()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var change = new StockChange($"{platform.First.Id}", 7) { VariantId = $"{platform.First.Variants[0].Id}" };
        await Set(platform, change);
        (await Set(platform, change)).Succeeded.Should().BeTrue();
        platform.First.Variants[0].Stock.Should().Be(7);
    }

    [Fact]
    public async Task Stock_OfAProductWithOneVariant_NeedsNoName()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var id = platform.First.Id;
        platform.Sandbox.Catalogue.Change(id, static product => product with { Variants = [product.Variants[0]] });
        (await Set(platform, new($"{id}", 0))).Succeeded.Should().BeTrue();
        platform.First.Variants.Single().Stock.Should().Be(0);
    }

    [Theory]
    [InlineData("seller", "first", null, 5, FailureReason.InvalidRequest)]
    [InlineData("seller", "first", "red", 5, FailureReason.InvalidRequest)]
    [InlineData("seller", "first", "1", -1, FailureReason.InvalidRequest)]
    [InlineData("seller", "one", "1", 5, FailureReason.InvalidRequest)]
    [InlineData("affiliate", "first", "1", 5, FailureReason.Unsupported)]
    public async Task Stock_ThatCannotBeSet_IsRefusedWithoutAWrite(
        string app,
        string product,
        string? variant,
        long quantity,
        FailureReason reason
    )
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, app);
        var id = product == "first" ? $"{platform.First.Id}" : product;
        var level = await Set(platform, new(id, quantity) { VariantId = variant });
        (level.Failure!.Kind, level.Failure.Reason).Should().Be((FailureKind.Permanent, reason));
        platform.Sandbox.Counts.Of("pdd.goods.quantity.update").Calls.Should().Be(0);
    }

    [Fact]
    public async Task Stock_OfAProductThatIsGone_FailsForGood()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var level = await Set(platform, new("999999999", 5) { VariantId = "1" });
        level.Failure!.Kind.Should().Be(FailureKind.Permanent);
    }

    private static async Task<PlatformResult<Products.StockLevel>> Set(ConnectedPlatform platform, StockChange change)
    {
        var results = await ((IStockUpdate)platform.Connector).UpdateStock(platform.Account, [change], Ct);
        results.Single().Change.Should().Be(change);
        return results.Single().Outcome;
    }
}
