using Integration.Delivery;
using Integration.Intake;
using Integration.Lists;

namespace Integration.Resources;

public sealed class ResourceTableTests(StorageFixture fixture)
{
    [Fact]
    public async Task Write_OfTheNextVersion_ReplacesTheRow()
    {
        await using var scope = await fixture.Open();
        var table = new SourceTable(scope.Database);
        (await Write(scope, table, Row("a", 1))).Should().BeTrue();
        var next = Row("a", 2) with { Sealed = [1, 2], SecretChangedAt = scope.Now };
        (await Write(scope, table, next)).Should().BeTrue();
        (await table.FindRow("a", TestContext.Current.CancellationToken)).Should().BeEquivalentTo(next);
    }

    [Fact]
    public async Task Write_OverAnotherVersion_ChangesNothing()
    {
        await using var scope = await fixture.Open();
        var table = new SourceTable(scope.Database);
        await Write(scope, table, Row("a", 1));
        (await Write(scope, table, Row("a", 3))).Should().BeFalse();
        (await table.Find("a", TestContext.Current.CancellationToken))!.Version.Should().Be(1);
    }

    [Fact]
    public async Task Delete_OfASource_LeavesNothing()
    {
        await using var scope = await fixture.Open();
        var table = new SourceTable(scope.Database);
        await Write(scope, table, Row("a", 1));
        (await Delete(scope, table, Row("a", 3))).Should().BeFalse("version 2 is not stored");
        (await Delete(scope, table, Row("a", 2))).Should().BeTrue();
        (await table.FindRow("a", TestContext.Current.CancellationToken)).Should().BeNull();
    }

    [Fact]
    public async Task Delete_OfASubscriber_LeavesATombstoneThatIsNotShown()
    {
        await using var scope = await fixture.Open();
        var table = new SubscriberTable(scope.Database);
        var row = await scope.Subscribe("a");
        await scope.Subscribe("b");
        var deleted = row with { Version = 2, Epoch = 2, DeletedAt = scope.Now };
        (await Delete(scope, table, deleted)).Should().BeTrue();
        (await table.FindRow("a", TestContext.Current.CancellationToken))!.Epoch.Should().Be(2);
        (await table.Find("a", TestContext.Current.CancellationToken)).Should().BeNull();
        var page = await table.List(new PageRequest(10, null), TestContext.Current.CancellationToken);
        page.Data.Select(one => one.Id).Should().Equal("b");
    }

    [Fact]
    public async Task IsTaken_ByTheNameOfAnApiKey()
    {
        await using var scope = await fixture.Open();
        await scope.Execute(
            "insert into api_keys (id, name, role, sources, hash, created_at) values ('12345678', 'erp', 'sender', '{}', '\\x00', now())"
        );
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(
            TestContext.Current.CancellationToken
        );
        var table = new SourceTable(scope.Database);
        (await table.IsTaken(connection, "erp", CancellationToken.None)).Should().BeTrue();
        (await table.IsTaken(connection, "other", CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task List_PageByPage_GivesEachOnceNewestFirstWhileOthersComeAndGo()
    {
        await using var scope = await fixture.Open();
        var table = new SourceTable(scope.Database);
        // Two of one instant: their ids decide, also where a page ends between them.
        (string Id, int Minute)[] made = [("z", 0), ("m", 1), ("b", 2), ("c", 2), ("a", 3)];
        foreach (var (id, minute) in made)
        {
            await Write(scope, table, Row(id, 1) with { CreatedAt = StorageFixture.Now.AddMinutes(minute) });
        }

        var seen = new List<string>();
        PageRequest? next = new(2, null);
        while (next is not null)
        {
            var page = await table.List(next, TestContext.Current.CancellationToken);
            seen.AddRange(page.Data.Select(one => one.Id));
            await Delete(scope, table, Row(seen[^1], 2));
            await Write(scope, table, Row($"new-{seen.Count}", 1) with { CreatedAt = StorageFixture.Now.AddHours(1) });
            next = page.After is null ? null : new PageRequest(2, page.After);
        }

        seen.Should().Equal("a", "c", "b", "m", "z");
    }

    private static ResourceRow<SourceSettings> Row(string id, long version) =>
        new()
        {
            Id = id,
            Settings = new SourceSettings { Id = id, Scheme = "none" },
            Version = version,
            CreatedAt = StorageFixture.Now,
            UpdatedAt = StorageFixture.Now,
        };

    private static async Task<bool> Write<TSettings, TResource>(
        StorageScope scope,
        ResourceTable<TSettings, TResource> table,
        ResourceRow<TSettings> row
    )
        where TSettings : class, IResourceSettings
        where TResource : class, IResource
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        return await table.Write(connection, row, CancellationToken.None);
    }

    private static async Task<bool> Delete<TSettings, TResource>(
        StorageScope scope,
        ResourceTable<TSettings, TResource> table,
        ResourceRow<TSettings> row
    )
        where TSettings : class, IResourceSettings
        where TResource : class, IResource
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        return await table.Delete(connection, row, CancellationToken.None);
    }
}
