using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

public sealed class PageCountdownTests
{
    private const int Size = 3;
    private static readonly ListLimits Limits = new(100, FiltersByChange: true, MaxRows: 1000);
    private readonly List<string> _shop = [.. Enumerable.Range(1, 10).Select(number => $"p{number}")];
    private readonly List<string> _edited = [];
    private readonly List<int> _asked = [];
    private int _cut = Size;

    [Fact]
    public async Task Read_WhereNothingHappens_GivesEachOnceFromTheLastPageToTheFirst()
    {
        (await Scan(_ => { })).Should().BeEquivalentTo(_shop).And.OnlyHaveUniqueItems();
        _asked.Should().Equal([1, 4, 3, 2, 1], "the first answer told how many pages there are");
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("2", 1)]
    public async Task Read_OfAPage_TellsHowManyCallsItTook(string? cursor, int calls) =>
        (await Page(cursor)).Value!.Calls.Should().Be(calls);

    [Fact]
    public async Task Read_WhereOnePageIsAll_AsksOnce()
    {
        _shop.RemoveRange(Size, 7);
        (await Page(null)).Value!.Calls.Should().Be(1);
        _asked.Clear();
        (await Scan(_ => { })).Should().Equal(_shop);
        _asked.Should().Equal(1);
    }

    [Theory]
    [InlineData("p10", 4)]
    [InlineData("p8", 3)]
    [InlineData("p5", 2)]
    public async Task Read_WhereARowThatWasReadIsEdited_LosesNone(string edited, int afterPage)
    {
        var found = await Scan(page => Edit(page, edited, afterPage));
        found.Should().Contain(_shop);
    }

    [Theory]
    [InlineData("p1", 4)]
    [InlineData("p6", 4)]
    [InlineData("p3", 2)]
    public async Task Read_WhereARowThatWasNotReadIsEdited_LosesNoneOfTheOthers(string edited, int afterPage)
    {
        var found = await Scan(page => Edit(page, edited, afterPage));
        found.Should().Contain(_shop.Except(_edited), "an edit must not hide what was not edited");
        found.Concat(_edited).Should().Contain(_shop, "the edited one is in the next window of changes");
    }

    [Theory]
    [InlineData("p9")]
    [InlineData("p2")]
    public async Task Read_WhereARowIsTakenOff_LosesNoneOfTheOthers(string gone)
    {
        var found = await Scan(page =>
        {
            if (page == 3)
            {
                _shop.Remove(gone);
            }
        });
        found.Should().Contain(_shop);
    }

    [Fact]
    public async Task Read_OfAPageThatNoLongerExists_GoesOnToTheOnesBefore()
    {
        _shop.RemoveRange(2, 8);
        var page = (await Page("4")).Value!;
        (page.Items.Length, page.NextCursor).Should().Be((0, "3"));
    }

    [Fact]
    public async Task Read_OfMoreThanCanBePagedTo_StartsAtTheDeepestPageAndSaysSo()
    {
        _shop.AddRange(Enumerable.Range(11, 1000).Select(number => $"p{number}"));
        var page = (await Page(null)).Value!;
        (page.NextCursor, page.BeyondLimit).Should().Be(("332", true));
    }

    [Theory]
    [InlineData(999, false)]
    [InlineData(1000, true)]
    public async Task Read_WhereTheDeepestPageWouldGoBeyondTheLimit_SaysSo(int rows, bool isBeyond)
    {
        _shop.AddRange(Enumerable.Range(11, rows - 10).Select(number => $"p{number}"));
        var page = (await Page(null)).Value!;
        (page.NextCursor, page.BeyondLimit).Should().Be(("332", isBeyond), "1,000 rows are 333 whole pages of 3");
    }

    [Fact]
    public async Task Read_WherePagesAreCut_GivesEachOnceAllTheSame()
    {
        _cut = 2;
        (await Scan(_ => { })).Should().BeEquivalentTo(_shop).And.OnlyHaveUniqueItems();
        _asked.Should().Equal(1, 5, 4, 3, 2, 1);
    }

    [Fact]
    public async Task Read_WithoutATotal_IsAFailure()
    {
        var page = await PageCountdown.Read(new() { PageSize = Size }, Limits, page => Answer(page, total: null));
        page.Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);
    }

    // The platform lists by time of change, the oldest first.
    private void Edit(int page, string id, int afterPage)
    {
        if (page == afterPage)
        {
            _shop.Remove(id);
            _shop.Add(id);
            _edited.Add(id);
        }
    }

    private async Task<List<string>> Scan(Action<int> afterPage)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Page(cursor)).Value!;
            found.AddRange(page.Items.Select(item => item.Id));
            afterPage(_asked[^1]);
            cursor = page.NextCursor;
        } while (cursor is not null);
        return found;
    }

    private Task<PlatformResult<ProductPage>> Page(string? cursor) =>
        PageCountdown.Read(new() { PageSize = Size, Cursor = cursor }, Limits, page => Answer(page, _shop.Count));

    private Task<PlatformResult<ListAnswer>> Answer(PageCursor page, long? total)
    {
        _asked.Add(page.Page);
        var rows = _shop.Skip((page.Page - 1) * _cut).Take(_cut);
        var reply = new PlatformReply(200, [], null, default, DateTimeOffset.UnixEpoch);
        return Task.FromResult<PlatformResult<ListAnswer>>(
            new ListAnswer(reply, [.. rows.Select(id => new ProductListItem(id, ""))], total)
        );
    }
}
