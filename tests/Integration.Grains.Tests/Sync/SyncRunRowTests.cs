using Integration.Collections;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Sync;

/// <summary>Rows of a list that are no record, in the runs that read them.</summary>
public sealed class SyncRunRowTests(StorageFixture fixture)
{
    [Fact]
    public async Task Order_WithoutNumber_IsKeptApartAndEndsNoPage()
    {
        await using var scope = await SyncScope.OpenBook(fixture, 2);
        var book = scope.Book;
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidAnswer, "It has no number.");
        book.Rubbish = [new OrderListItem(new RawPayload([1, 2], null)) { Failure = failure }];

        var run = await scope.Sync(SyncMode.Full);

        (run.State, run.Created, run.Failed).Should().Be((SyncRunState.Completed, 2L, 1L));
        (await scope.Storage.Scalar<string>("select detail from record_failures")).Should().Be("It has no number.");
    }

    [Fact]
    public async Task Order_ThatCannotBeReadButHasANumber_StaysAndIsTriedAgainAndHoldsNoDeletionUp()
    {
        await using var scope = await SyncScope.OpenBook(fixture, 3);
        var book = scope.Book;
        await scope.Sync(SyncMode.Full);
        var known = book.Numbers[0];
        book.Remove(known);
        book.Remove(book.Numbers[0]);
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidAnswer, "A line has no number.");
        book.Rubbish = [new OrderListItem(new RawPayload([1, 2], null)) { Failure = failure, Number = known }];
        var deleted = 0L;

        for (var full = 0; full < 3; full++)
        {
            scope.Time.Advance(TimeSpan.FromHours(1));
            var run = await scope.Sync(SyncMode.Full);
            (run.State, run.Failed).Should().Be((SyncRunState.Completed, 1L));
            deleted += run.Deleted;
        }

        deleted.Should().Be(1, "the other one is not on the list");
        (
            await scope.Storage.Scalar<long>(
                "select count(*) from orders where deleted_at is null and id = @known",
                new { known }
            )
        )
            .Should()
            .Be(1, "it is on the list, whatever is wrong with it");
        (
            await scope.Storage.Scalar<long>(
                "select count(*) from record_failures where record_id = @known and next_try_at is not null",
                new { known }
            )
        )
            .Should()
            .Be(1);
    }

    [Fact]
    public async Task Product_WithoutId_IsKeptApartAndTheRunCallsNothingGone()
    {
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidAnswer, "It has no id.");
        var unread = new UnreadProduct(failure, new RawPayload([1, 2], null));
        var shop = new ShopConnector { Page = static _ => ShopConnector.PageOf(["1", "2"], null) };
        await using var scope = await SyncScope.Open(fixture, shop, new(StorageFixture.Now));
        await scope.Sync(SyncMode.Full, SyncKind.Products);
        shop.Page = _ => ShopConnector.PageOf(["1"], null) with { Unread = [unread] };

        for (var full = 0; full < 3; full++)
        {
            scope.Time.Advance(TimeSpan.FromHours(1));
            var run = await scope.Sync(SyncMode.Full, SyncKind.Products);
            (run.State, run.Failed, run.Deleted).Should().Be((SyncRunState.Completed, 1L, 0L));
        }

        (await scope.Stored("products")).Should().Be("1 2", "the row may well be the other one's");
        (await scope.Storage.Scalar<string>("select detail from record_failures")).Should().Be("It has no id.");
    }
}
