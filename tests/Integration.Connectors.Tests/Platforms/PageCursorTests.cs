using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>Lists that are counted up, at platforms that give what was asked for, and at others.</summary>
public sealed class PageCursorTests
{
    private static readonly ListLimits Limits = new(100, FiltersByChange: false);

    [Theory]
    [InlineData(130, 50, 50)]
    [InlineData(130, 50, 20)]
    [InlineData(60, 50, 20)]
    [InlineData(41, 50, 20)]
    [InlineData(40, 20, 20)]
    [InlineData(1, 50, 20)]
    [InlineData(0, 50, 20)]
    public void CountUp_WhereverPagesAreCut_ReadsEachOnceAndNoPageTooMany(int total, int size, int cut)
    {
        var found = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = Cursor(size, cursor);
            var rows = Enumerable.Range(1, total).Skip((page.Page - 1) * cut).Take(cut);
            var read = page.CountUp(Answer(rows, total)).Value!;
            found.AddRange(read.Items.Select(item => item.Id));
            cursor = read.NextCursor;
            pages++;
        } while (cursor is not null);

        found.Should().Equal(Enumerable.Range(1, total).Select(id => $"{id}"));
        pages.Should().Be(Math.Max(1, (total + cut - 1) / cut));
    }

    [Fact]
    public void CountUp_WhereAPageLacksARow_EndsAfterTheLastPageAllTheSame()
    {
        // What a platform counts and does not show.
        Cursor(50, null).CountUp(Answer(Enumerable.Range(1, 49), 100)).Value!.NextCursor.Should().Be("2-49");
        Cursor(50, "2-49").CountUp(Answer(Enumerable.Range(51, 50), 100)).Value!.NextCursor.Should().Be("3-49");
        Cursor(50, "3-49").CountUp(Answer([], 100)).Value!.NextCursor.Should().BeNull();
    }

    [Fact]
    public void CountUp_WithoutRowsBeforeTheTotalIsReached_IsAFailure() =>
        Cursor(50, "2").CountUp(Answer([], 60)).Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);

    [Fact]
    public void CountUp_WithoutATotal_IsAFailure() =>
        Cursor(50, null)
            .CountUp(Answer(Enumerable.Range(1, 50), null))
            .Failure!.Reason.Should()
            .Be(FailureReason.InvalidAnswer);

    [Theory]
    [InlineData("3-")]
    [InlineData("3-0")]
    [InlineData("3-51")]
    [InlineData("-20")]
    [InlineData("3-20-1")]
    [InlineData("1000001")]
    public void Read_OfACursorThatWasNeverGiven_IsAFailure(string cursor) =>
        PageCursor
            .Read(new() { PageSize = 50, Cursor = cursor }, Limits)
            .Failure!.Reason.Should()
            .Be(FailureReason.InvalidRequest);

    private static PageCursor Cursor(int size, string? text) =>
        PageCursor.Read(new() { PageSize = size, Cursor = text }, Limits).Value!;

    private static ListAnswer Answer(IEnumerable<int> ids, long? total) =>
        new(
            new PlatformReply(200, [], null, default, DateTimeOffset.UnixEpoch),
            [.. ids.Select(id => new ProductListItem($"{id}", ""))],
            total
        );
}
