using Integration.Products;

namespace Integration.Platforms;

public sealed class JoinedListsTests
{
    private readonly List<string?> _asked = [];
    private PlatformFailure? _failure;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 5)]
    [InlineData(7, 1)]
    [InlineData(6, 9)]
    public async Task Read_ToTheEnd_GivesEachOfBothOnceAndTheTotalOfBothOnEachPage(int first, int second)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Page(cursor, first, second)).Value!;
            page.Total.Should().Be(first + second);
            found.AddRange(page.Items.Select(static one => one.Id));
            cursor = page.NextCursor;
        } while (cursor is not null);

        found.Should().BeEquivalentTo(Ids("a", first).Concat(Ids("b", second)));
    }

    [Fact]
    public async Task Read_OfTheFirstPage_HasTheFirstOfEachAndCountsTheirCalls()
    {
        var page = (await Page(null, 5, 5)).Value!;
        page.Items.Select(static one => one.Id).Should().BeEquivalentTo("a1", "a2", "b1", "b2");
        page.Calls.Should().Be(2);
    }

    [Fact]
    public async Task Read_OfOneThatIsOnBothLists_TellsItTwiceAsTheTotalsCountIt()
    {
        var page = (
            await JoinedLists.Read(
                new(),
                query => Answer(query, ["a1"], ProductStatus.OnSale),
                query => Answer(query, ["a1"], ProductStatus.OffSale)
            )
        ).Value!;
        page.Items.Select(static one => one.Status).Should().Equal(ProductStatus.OnSale, ProductStatus.OffSale);
        page.Total.Should().Be(page.Items.Length);
    }

    [Fact]
    public async Task Read_WhereOneListFails_Fails()
    {
        var cursor = (await Page(null, 3, 3)).Value!.NextCursor;
        _failure = new(FailureKind.Transient, FailureReason.Platform, "Not now.");
        (await Page(null, 3, 3)).Failure.Should().Be(_failure);
        (await Page(cursor, 3, 3)).Failure.Should().Be(_failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2:5")]
    [InlineData(":5/:5")]
    [InlineData("2:x/:5")]
    [InlineData("2:5/2:5/2:5")]
    public async Task Read_OfAnythingElseThanItsCursor_SaysSoAndAsksForNothing(string cursor)
    {
        (await Page(cursor, 5, 5)).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        _asked.Should().BeEmpty();
    }

    private Task<PlatformResult<ProductPage>> Page(string? cursor, int first, int second) =>
        JoinedLists.Read(
            new() { Cursor = cursor },
            query => Answer(query, Ids("a", first), ProductStatus.OnSale),
            query => Answer(query, Ids("b", second), ProductStatus.OffSale)
        );

    private static string[] Ids(string name, int count) =>
        [.. Enumerable.Range(1, count).Select(number => $"{name}{number}")];

    // Two a page.
    private Task<PlatformResult<ProductPage>> Answer(ProductListQuery query, string[] ids, ProductStatus status)
    {
        _asked.Add(query.Cursor);
        if (_failure is not null)
        {
            return Task.FromResult<PlatformResult<ProductPage>>(_failure);
        }

        var at = query.Cursor is { } cursor ? int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture) : 0;
        return Task.FromResult<PlatformResult<ProductPage>>(
            new ProductPage(
                [.. ids.Skip(at).Take(2).Select(id => new ProductListItem(id, "") { Status = status })],
                at + 2 < ids.Length ? $"{at + 2}" : null,
                new RawPayload([], null)
            )
            {
                Total = ids.Length,
            }
        );
    }
}
