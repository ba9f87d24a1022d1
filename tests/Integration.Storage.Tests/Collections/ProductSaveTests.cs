using System.Text;
using System.Text.Json;
using Integration.Databases;
using Integration.Delivery;
using Integration.Platforms;
using Integration.Products;
using Npgsql;

namespace Integration.Collections;

public sealed class ProductSaveTests(StorageFixture fixture)
{
    [Fact]
    public async Task Write_OfANewProduct_StoresItWithItsEventAndItsResult()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("erp", ["product.*"]);
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1"]);

        var appended = (await desk.Write(row, CollectionDesk.Found("1"))).Should().ContainSingle().Subject;

        appended.Deliveries.Should().ContainSingle().Which.SubscriberId.Should().Be("erp");
        var stored = appended.Event!;
        (stored.Type, stored.Source, stored.Subject, stored.Version)
            .Should()
            .Be(("product.created", "collections", "product/somewhere/1", "1"));
        var data = JsonDocument.Parse(stored.Payload).RootElement;
        data.GetProperty("product").GetProperty("titles")[0].GetProperty("text").GetString().Should().Be("Cup");
        data.GetProperty("product").TryGetProperty("raw", out _).Should().BeFalse();
        (await desk.Find("1"))!.Version.Should().Be(1);
        (await desk.Items(row.Shown.Id))
            .Single()
            .Should()
            .Match<CollectionItemResource>(item =>
                item.Status == CollectionItemStatus.Collected && item.ProductVersion == 1 && item.Attempts == 1
            );
        (await desk.Read(row.Shown.Id))
            .Shown.Should()
            .Match<CollectionResource>(one => one.Collected == 1 && one.Waiting == 0 && one.Calls == 1);
    }

    [Fact]
    public async Task Write_OfAnUnchangedProduct_MakesNoEventAndNotesThatItWasSeen()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1"));
        scope.Now += TimeSpan.FromMinutes(5);

        var row = await desk.Begin(["1"]);
        (await desk.Write(row, CollectionDesk.Found("1"))).Should().BeEmpty();

        (await desk.Items(row.Shown.Id)).Single().Status.Should().Be(CollectionItemStatus.Unchanged);
        var product = (await desk.Find("1"))!;
        (product.Version, product.CollectedAt).Should().Be((1L, scope.Now));
        product.ChangedAt.Should().Be(StorageFixture.Now);
    }

    [Fact]
    public async Task Write_OfAnotherPrice_MakesAVersionThatSaysSo()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1"));

        var events = await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1", 12));

        var stored = events.Single().Event!;
        (stored.Type, stored.Version).Should().Be(("product.updated", "2"));
        var change = JsonDocument.Parse(stored.Payload).RootElement.GetProperty("changes")[0];
        change.GetProperty("field").GetString().Should().Be("variants[v1].prices");
        change.GetProperty("before")[0].GetProperty("value").GetProperty("amount").GetDecimal().Should().Be(10);
        change.GetProperty("after")[0].GetProperty("value").GetProperty("amount").GetDecimal().Should().Be(12);
        (await desk.Versions("1")).Select(one => one.Version).Should().Equal(2, 1);
        (await scope.Scalar<long>("select count(*) from event_keys where source = 'collections'")).Should().Be(2);
    }

    [Fact]
    public async Task Write_BackToAnEarlierState_IsAnEventOfItsOwn()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        foreach (var price in (decimal[])[10, 12, 10])
        {
            (await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1", price))).Should().ContainSingle();
        }
    }

    [Fact]
    public async Task Write_BySecondOwner_WritesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2"]);
        await desk.Write(row, CollectionDesk.Found("1"));

        (await desk.Write(row, CollectionDesk.Found("1", 99), CollectionDesk.Found("2"))).Should().ContainSingle();

        (await desk.Find("1"))!.Version.Should().Be(1, "its item had its result already");
        var shown = (await desk.Read(row.Shown.Id)).Shown;
        (shown.Collected, shown.Waiting).Should().Be((2, 0));
    }

    [Fact]
    public async Task Write_ByManyAtOnceOfOneProduct_MakesOneEvent()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var rows = new List<CollectionRow>();
        for (var n = 0; n < 6; n++)
        {
            rows.Add(await desk.Begin(["1", "2", "3"]));
        }

        var made = await Task.WhenAll(rows.Select(row => WriteUntilDone(desk, row)));

        made.Sum().Should().Be(3);
        (await scope.Scalar<long>("select count(*) from events where type = 'product.created'")).Should().Be(3);
        (await scope.Scalar<long>("select sum(collected + unchanged) from collections")).Should().Be(18);

        static async Task<int> WriteUntilDone(CollectionDesk desk, CollectionRow row)
        {
            while (true)
            {
                try
                {
                    var (events, _) = await desk.Products.Write(
                        new BatchOutcome(
                            row,
                            [.. ((string[])["3", "1", "2"]).Select(id => CollectionDesk.Found(id))],
                            1,
                            null
                        ),
                        RoutingTable.Empty,
                        StorageFixture.Now,
                        CancellationToken.None
                    );
                    return events!.Count;
                }
                catch (LostRaceException)
                {
                    // Made again, as its callers do.
                }
            }
        }
    }

    [Fact]
    public async Task Write_OfACancelledCollection_WritesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1"]);
        await using (var connection = await scope.Database.Reads.OpenConnectionAsync(CancellationToken.None))
        {
            (await CollectionTable.Cancel(connection, row.Shown.Id, scope.Now, CancellationToken.None))
                .Succeeded.Should()
                .BeTrue();
        }

        (await desk.Write(row, CollectionDesk.Found("1"))).Should().BeEmpty();

        (await desk.Find("1")).Should().BeNull();
        (await desk.Items(row.Shown.Id)).Single().Status.Should().Be(CollectionItemStatus.Cancelled);
    }

    [Fact]
    public async Task Write_OfAFailureThatPasses_KeepsTheItemUntilThen()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1"]);
        var failure = new PlatformFailure(FailureKind.Transient, FailureReason.Network, "No line.");
        var again = scope.Now + TimeSpan.FromSeconds(3);

        await desk.Write(row, new ItemOutcome("1") { Failure = failure, RetryAt = again });

        var item = (await desk.Items(row.Shown.Id)).Single();
        (item.Status, item.Attempts, item.NotBefore, item.Detail)
            .Should()
            .Be((CollectionItemStatus.Waiting, 1, (DateTimeOffset?)again, "No line."));
        (await desk.Work.Products(row.Shown.Id, again - TimeSpan.FromMilliseconds(1), 10, CancellationToken.None))
            .Should()
            .BeEmpty();
        (await desk.Work.Products(row.Shown.Id, again, 10, CancellationToken.None))
            .Should()
            .Equal(new DueProduct("1", 1));
    }

    [Fact]
    public async Task Write_OfAProductThatSeveralItemsName_GivesEachItsResult()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2", "1"]);
        (await desk.Work.Products(row.Shown.Id, scope.Now, 10, CancellationToken.None))
            .Select(one => one.Id)
            .Should()
            .Equal("1", "2");

        await desk.Write(row, CollectionDesk.Found("1"));

        (await desk.Items(row.Shown.Id))
            .Select(item => item.Status)
            .Should()
            .Equal(CollectionItemStatus.Collected, CollectionItemStatus.Waiting, CollectionItemStatus.Collected);
    }

    [Fact]
    public async Task Write_InOtherLanguages_IsAChangeThatSaysWhy()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1"));
        await desk.Write(await desk.Begin(["1"], languages: ["en"]), CollectionDesk.Found("1", title: "Mug"));

        var changes = (await desk.Versions("1"))[0].Changes;
        changes
            .EnumerateArray()
            .Select(one => one.GetProperty("field").GetString())
            .Should()
            .Equal("languages", "titles");
    }

    [Fact]
    public async Task Write_KeepsTheRawPayloadByteForByteUpToItsLimit()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        desk.Options.MaxRawBytes = 20;
        var large = CollectionDesk.Product("2") with { Raw = [new RawPayload(new byte[21], null)] };
        await desk.Write(
            await desk.Begin(["1", "2"]),
            CollectionDesk.Found("1"),
            new ItemOutcome("2") { Product = large }
        );

        (await scope.Scalar<byte[]>("select raw[1] from collected_products where product_id = '1'"))
            .Should()
            .Equal(Encoding.UTF8.GetBytes("{\"id\": 1}  "));
        var products = new CollectedProductQueries(scope.Database);
        var kept = await products.Payload(CollectionDesk.Platform, "1", 1, CancellationToken.None);
        kept!.ContentType.Should().Be("application/json");
        kept.Body.Should().Equal(Encoding.UTF8.GetBytes("{\"id\": 1}  "));
        (await products.Payload(CollectionDesk.Platform, "1", 2, CancellationToken.None)).Should().BeNull();
        (await products.Payload(CollectionDesk.Platform, "2", 1, CancellationToken.None)).Should().BeNull();
        ((await desk.Find("1"))!.Payloads, (await desk.Find("2"))!.Payloads).Should().Be((1, 0));
    }

    [Fact]
    public async Task Write_OfMoreVersionsThanAreKept_DropsTheOldest()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        desk.Options.KeptVersions = 2;
        for (var price = 1; price <= 4; price++)
        {
            await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1", price));
        }

        (await desk.Versions("1")).Select(one => one.Version).Should().Equal(4, 3);
    }

    [Fact]
    public async Task Write_OfATextThatCannotBeStored_WritesNothingOfTheBatch()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2"]);

        var write = () => desk.Write(row, CollectionDesk.Found("1"), CollectionDesk.Found("2", title: "a\0b"));

        (await write.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().StartWith("22");
        (await desk.Find("1")).Should().BeNull();
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(0);
    }

    [Fact]
    public async Task Fresh_KnowsWhatWasCollectedInTheSameWaySince()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1"));
        var (same, other) = (await desk.Begin(["1"]), await desk.Begin(["1"], languages: ["en"]));

        (await Fresh(same, scope.Now)).Should().ContainKey("1").WhoseValue.Should().Be(1);
        (await Fresh(same, scope.Now + TimeSpan.FromMilliseconds(1))).Should().BeEmpty();
        (await Fresh(other, scope.Now)).Should().BeEmpty();

        Task<IReadOnlyDictionary<string, long>> Fresh(CollectionRow row, DateTimeOffset since) =>
            desk.Products.Fresh(row.Shown, ["1", "2"], since, CancellationToken.None);
    }
}
