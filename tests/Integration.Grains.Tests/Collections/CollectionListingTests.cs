using System.Globalization;
using Integration.Platforms;

namespace Integration.Collections;

/// <summary>Lists of shops that are longer than the platform pages, than the hub reads, or were begun by an older version.</summary>
public sealed class CollectionListingTests(StorageFixture fixture)
{
    private static CollectionRequest Shop => new() { Account = CollectionScope.AccountId, Shop = true };

    private static PlatformFailure Passing => new(FailureKind.Transient, FailureReason.Network, "No line.");

    [Fact]
    public async Task Shop_DeeperThanThePlatformPages_IsReadInPartsToItsEnd()
    {
        // 40 products, changed an hour apart; 6 of a list can be paged to, two a page.
        var shop = new ShopConnector(filtersByChange: true);
        var calls = 0;
        shop.Listed = query =>
        {
            // Whatever was read is not read again after a failure.
            if (++calls % 7 == 0)
            {
                return Passing;
            }

            int[] match =
            [
                .. Enumerable
                    .Range(1, 40)
                    .Where(n => !(Changed(n) < query.ModifiedFrom) && !(Changed(n) > query.ModifiedTo)),
            ];
            var at = int.Parse(query.Cursor ?? "0", CultureInfo.InvariantCulture);
            var ids = match.Skip(at).Take(2).Select(n => $"{n}").ToArray();
            var next = at + 2 < Math.Min(match.Length, 6) ? $"{at + 2}" : null;
            return ShopConnector.PageOf(ids, next, match.Length) with { BeyondLimit = match.Length > 6 };
        };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin(Shop));

        (ended.State, ended.Total, ended.Collected, ended.Error)
            .Should()
            .Be((CollectionState.Completed, 40, 40, (string?)null));
        calls.Should().BeLessThan(100, "halves are asked for, and not each product");

        static DateTimeOffset Changed(int n) => StorageFixture.Now.AddHours(-n);
    }

    [Fact]
    public async Task Shop_WhoseCursorDied_IsReadAgainFromTheBeginningOnce()
    {
        var asked = new List<string?>();
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidRequest, "No such cursor.");
        var isDead = true;
        var shop = new ShopConnector();
        shop.Page = cursor =>
        {
            asked.Add(cursor);
            if (cursor is null)
            {
                return ShopConnector.PageOf(["1"], "b", total: 2);
            }

            return isDead ? refused : ShopConnector.PageOf(["2"], null, total: 2);
        };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin(Shop));

        (ended.State, ended.Collected).Should().Be((CollectionState.Failed, 1));
        asked.Should().Equal(null, "b", null, "b");
        isDead = false;
        (await scope.RunToTheEnd(await scope.Begin(Shop))).State.Should().Be(CollectionState.Completed);
    }

    [Fact]
    public async Task Shop_DeeperThanCanBeCut_CollectsWhatItCanAndSaysSo()
    {
        var shop = new ShopConnector
        {
            Page = static _ => ShopConnector.PageOf(["1"], null, total: 9) with { BeyondLimit = true },
        };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin(Shop));

        (ended.State, ended.Collected).Should().Be((CollectionState.Failed, 1));
        ended.Error.Should().Be("The platform lets only a part of the list be read.");
    }

    [Fact]
    public async Task Shop_BegunByAVersionThatKnewACursorOnly_GoesOnThere()
    {
        var asked = new List<string?>();
        var shop = new ShopConnector();
        shop.Page = cursor =>
        {
            asked.Add(cursor);
            return cursor is null
                ? ShopConnector.PageOf(["1"], "b", total: 2)
                : ShopConnector.PageOf(["2"], null, total: 2);
        };
        await using var scope = await CollectionScope.Open(fixture, shop);
        var begun = await scope.Begin(Shop);
        await scope.Storage.Execute("update collections set listing_page = 1, listing_cursor = 'b'");

        (await scope.RunToTheEnd(begun)).Collected.Should().Be(2);

        asked.Should().Equal("b", null, "b");
    }

    [Fact]
    public async Task Shop_LongerThanTheLimit_EndsThere()
    {
        var shop = new ShopConnector
        {
            Page = static cursor => ShopConnector.PageOf([$"{cursor}1", $"{cursor}2"], $"{cursor}0"),
        };
        await using var scope = await CollectionScope.Open(fixture, shop);
        scope.Options.MaxListed = 6;

        var ended = await scope.RunToTheEnd(await scope.Begin(Shop));

        (ended.State, ended.Collected).Should().Be((CollectionState.Failed, 6));
        ended.Error.Should().Contain("longer than 6");
    }
}
