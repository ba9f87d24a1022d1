using Integration.Delivery;
using Integration.Lists;
using Microsoft.AspNetCore.Http;

namespace Integration.Requests;

public sealed class QueryReaderTests
{
    [Fact]
    public void Problem_OfAnEmptyQuery_IsNoneAndThePageTheDefault()
    {
        var query = Query("");
        query.Page().Should().Be(new Lists.PageRequest(50, null));
        query.Problem().Should().BeNull();
    }

    [Theory]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=200", 200)]
    [InlineData("?limit=", 50)]
    public void Page_OfALimit_IsIt(string text, int limit)
    {
        var query = Query(text);
        query.Page().Limit.Should().Be(limit);
        query.Problem().Should().BeNull();
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=1.5")]
    [InlineData("?limit=99999999999")]
    [InlineData("?limit=5&limit=6")]
    public void Page_OfALimitOutOfRange_IsABadFilter(string text)
    {
        var query = Query(text);
        query.Page();
        query.Problem()!.Slug.Should().Be("bad-filter");
        query.Problem()!.Errors.Should().ContainKey("limit");
    }

    [Theory]
    [InlineData("pending", DeliveryStatus.Pending)]
    [InlineData("Expired", DeliveryStatus.Expired)]
    public void Status_OfAName_IsIt(string text, DeliveryStatus status)
    {
        var query = Query($"?status={text}");
        query.Status("status").Should().Be(status);
        query.Problem().Should().BeNull();
    }

    [Theory]
    [InlineData("done")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("%2B1")]
    [InlineData("+1")]
    [InlineData("pending,delivered")]
    [InlineData("pending%20")]
    public void Status_OfAnythingElse_IsABadFilter(string text)
    {
        var query = Query($"?status={text}");
        query.Status("status").Should().BeNull();
        query.Problem()!.Errors.Should().ContainKey("status");
    }

    [Theory]
    [InlineData("2026-11-24T12:00:00.000Z")]
    [InlineData("2026-11-24T13:00:00%2B01:00")]
    public void Instant_OfRfc3339_IsItInUtc(string text)
    {
        var query = Query($"?since={text}");
        query.Instant("since").Should().Be(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        query.Problem().Should().BeNull();
    }

    [Theory]
    [InlineData("12:00")]
    [InlineData("11/24/2026")]
    [InlineData("yesterday")]
    [InlineData("2026-11-24T12:00:00")]
    [InlineData("1795521600")]
    public void Instant_OfAnythingElse_IsABadFilter(string text)
    {
        var query = Query($"?since={text}");
        query.Instant("since").Should().BeNull("it would depend on the server's clock or country");
        query.Problem()!.Errors.Should().ContainKey("since");
    }

    [Theory]
    [InlineData("1h", true)]
    [InlineData("7d", true)]
    [InlineData("8d", false)]
    [InlineData("0s", false)]
    [InlineData("1", false)]
    public void Duration_OfAText_KeepsItsRange(string text, bool valid)
    {
        var query = Query($"?range={text}");
        (query.Duration("range", TimeSpan.FromDays(7)) is not null).Should().Be(valid);
        (query.Problem() is null).Should().Be(valid);
    }

    [Theory]
    [InlineData("?type=a%00b")]
    [InlineData("?type=a%0Ab")]
    public void Text_WithControlCharacters_IsABadFilter(string text)
    {
        var query = Query(text);
        query.Text("type").Should().BeNull("PostgreSQL would refuse it with an error");
        query.Problem()!.Errors.Should().ContainKey("type");
    }

    [Fact]
    public void Text_ThatIsTooLong_IsABadFilter()
    {
        var query = Query("?type=" + new string('x', 513));
        query.Text("type");
        query.Problem()!.Slug.Should().Be("bad-filter");
    }

    [Fact]
    public void Problem_OfAnUnknownParameter_NamesTheNearest()
    {
        var query = Query("?sorce=erp");
        query.Text("source");
        query.Page();
        var problem = query.Problem()!;
        (problem.Slug, problem.Status).Should().Be(("unknown-parameter", 400));
        problem.Errors!["sorce"].Should().Equal("Did you mean source?");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("MTo")]
    [InlineData("Mjph")]
    public void Page_OfACursorThatIsNotOurs_IsABadCursor(string cursor)
    {
        var query = Query($"?cursor={cursor}");
        query.Page();
        query.Problem()!.Slug.Should().Be("bad-cursor");
    }

    [Fact]
    public void Page_OfThePlaceOfTheLongestId_IsReadBack()
    {
        var place = new ShopPlace(DateTimeOffset.UnixEpoch, new string('s', 64), new string('订', 256));
        var query = Query($"?cursor={Cursor.Write(place.ToString())}");
        query.ShopPage().After.Should().Be(place.ToString());
        query.Problem().Should().BeNull();
    }

    [Fact]
    public void Pages_OfCursorsOfAnotherList_AreBadCursors()
    {
        var query = Query($"?cursor={Cursor.Write("erp")}");
        query.IdPage();
        query.Problem()!.Slug.Should().Be("bad-cursor");
        query = Query($"?cursor={Cursor.Write(Guid.Empty.ToString())}");
        query.NumberPage();
        query.Problem()!.Slug.Should().Be("bad-cursor");
        query = Query($"?cursor={Cursor.Write("7")}");
        query.NumberPage().After.Should().Be("7");
        query.Problem().Should().BeNull();
    }

    [Theory]
    [InlineData("erp")]
    [InlineData("12.")]
    [InlineData("-1.erp")]
    [InlineData("9223372036854775807.erp")]
    public void CreatedPage_OfACursorOfAnotherList_IsABadCursor(string after)
    {
        var query = Query($"?cursor={Cursor.Write(after)}");
        query.CreatedPage();
        query.Problem()!.Slug.Should().Be("bad-cursor");
    }

    [Fact]
    public void CreatedPage_OfAPlace_IsIt()
    {
        var place = new Lists.CreatedPlace(new DateTimeOffset(2026, 11, 24, 12, 0, 0, 1, TimeSpan.Zero), "a.b");
        var query = Query($"?cursor={Cursor.Write(place.ToString())}");
        query.CreatedPage().After.Should().Be(place.ToString());
        query.Problem().Should().BeNull();
        Lists.CreatedPlace.TryParse(place.ToString(), out var read).Should().BeTrue();
        read.Should().Be(place);
    }

    private static QueryReader Query(string text)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(text);
        return new QueryReader(http.Request);
    }
}
