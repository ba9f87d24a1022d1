using System.Text;
using Integration.Access;
using Integration.Intake;
using Integration.Lists;
using Integration.Problems;
using Integration.Products;
using Integration.Sync;
using Integration.Time;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>A shop of one test with synced products, their local edits and the owed writes.</summary>
internal sealed class ConflictDesk(StorageScope scope)
{
    public const string Shop = "shop-1";
    public const string Account = "account-1";

    private readonly UuidV7Generator _ids = new();

    public StorageScope Scope => scope;

    public ConflictOptions Options { get; } = new();

    public ProductEdits Edits => new(scope.Database, Options);

    /// <summary>What the shop's platform takes; null for anything.</summary>
    public WritableFields? Writable { get; set; }

    public OwedWrites Owed => new(scope.Database, Options, Append, _ids);

    public ConflictQueries Conflicts => new(scope.Database);

    public SyncPageWriter Pages =>
        new(
            scope.Database,
            Append,
            new RecordFailureTable(scope.Database, new SyncOptions()),
            new SyncOptions(),
            _ids,
            Options
        );

    private EventAppend Append => new(new AppendOptions(), _ids, 1);

    public static FieldValue Title(string value) => new() { Title = value };

    public static FieldValue Price(decimal amount) => new() { Price = new Money(amount, "EUR") };

    public static FieldValue Stock(long value) => new() { Stock = value };

    public static async Task<ConflictDesk> Open(StorageScope scope)
    {
        await scope.Execute(
            """
            insert into shops (id, settings, enabled, version, created_at, updated_at)
            values (@Shop, @Settings::jsonb, true, 1, @Now, @Now)
            """,
            new
            {
                Shop,
                Settings = $$"""{"account":"{{Account}}"}""",
                Now = scope.Now.UtcDateTime,
            }
        );
        return new(scope);
    }

    /// <summary>A row of the shop's list.</summary>
    public static ProductListItem Item(string id = "1", string title = "Cup", decimal price = 10, long stock = 5) =>
        new(id, title)
        {
            SellerCode = $"code-{id}",
            Price = new Money(price, "EUR"),
            Stock = stock,
        };

    /// <summary>A product with variants, as it is told where it is asked for by itself.</summary>
    public static Product Detail(string id, params (string Id, decimal Price, long Stock)[] variants) =>
        new()
        {
            Platform = "somewhere",
            Id = id,
            Titles = [new LocalizedText("zh", "Cup")],
            Variants =
            [
                .. variants.Select(static one => new ProductVariant
                {
                    Id = one.Id,
                    Prices = [new ProductPrice(new Money(one.Price, "EUR"))],
                    Stock = [new StockLevel(one.Stock)],
                }),
            ],
        };

    /// <summary>A page of the shop's list a minute later, changed there at that instant.</summary>
    public Task<SyncPageOutcome> Sync(params ProductListItem[] items)
    {
        scope.Now += TimeSpan.FromMinutes(1);
        return SyncAt(scope.Now, items);
    }

    /// <summary>A page that the platform gave, and changed, at an instant.</summary>
    public Task<SyncPageOutcome> SyncAt(DateTimeOffset at, params ProductListItem[] items) =>
        Write(at, items.Select(one => SyncRecord.Of(one with { ModifiedAt = at })));

    public Task<SyncPageOutcome> Sync(Product product)
    {
        scope.Now += TimeSpan.FromMinutes(1);
        return Write(scope.Now, [SyncRecord.Of(product with { ModifiedAt = scope.Now })]);
    }

    /// <summary>A page of what a connector read.</summary>
    public Task<SyncPageOutcome> Sync(IReadOnlyList<SyncRecord> records)
    {
        scope.Now += TimeSpan.FromMinutes(1);
        return Write(scope.Now, records);
    }

    /// <summary>Edits and expects that it is done.</summary>
    public async Task<ProductEditsResource> Edit(string patch, string product = "1")
    {
        var edited = await TryEdit(patch, product);
        edited.Problem?.Errors.Should().BeNull();
        edited.Problem.Should().BeNull();
        return edited.Value!;
    }

    public async Task<Outcome<ProductEditsResource>> TryEdit(string patch, string product = "1", long? ifMatch = null)
    {
        scope.Now += TimeSpan.FromSeconds(1);
        return await InTransaction(connection =>
            Edits.Change(
                connection,
                Shop,
                product,
                Encoding.UTF8.GetBytes(patch),
                Writable,
                new WriteContext("editor", null) { IfMatch = ifMatch },
                scope.Now,
                CancellationToken.None
            )
        );
    }

    public async Task<Outcome<ConflictResource>> Decide(
        Guid id,
        ConflictTake take,
        FieldValue? value = null,
        long? ifMatch = null
    )
    {
        scope.Now += TimeSpan.FromSeconds(1);
        return await InTransaction(connection =>
            ConflictDecisions.Decide(
                connection,
                id,
                new ConflictDecision { Take = take, Value = value },
                new WriteContext("judge", null) { IfMatch = ifMatch },
                scope.Now,
                CancellationToken.None
            )
        );
    }

    public async Task SetPolicy(ConflictPolicyKind kind, FieldOwners? owners = null) =>
        (
            await InTransaction(connection =>
                ConflictPolicies.Set(
                    connection,
                    Shop,
                    new ConflictPolicy { Policy = kind, Owners = owners },
                    null,
                    scope.Now,
                    CancellationToken.None
                )
            )
        )
            .Problem.Should()
            .BeNull();

    /// <summary>The one edit of a product; null where it has none.</summary>
    public async Task<ProductEditResource?> TheEdit(string product = "1") =>
        (await Edits.Find(Shop, product, CancellationToken.None))!.Edits is [var one] ? one : null;

    /// <summary>The edits of all products.</summary>
    public async Task<IReadOnlyList<ProductEditResource>> TheEdits()
    {
        var ids = await scope.Scalar<string[]>("select array_agg(id) from products");
        var all = await Task.WhenAll(ids.Select(id => Edits.Find(Shop, id, CancellationToken.None)));
        return [.. all.SelectMany(static one => one!.Edits)];
    }

    public async Task<IReadOnlyList<ConflictResource>> All(ConflictFilter? filter = null) =>
        (
            await Conflicts.List(
                filter ?? new ConflictFilter(),
                new PageRequest(PageRequest.MaxLimit, null),
                CancellationToken.None
            )
        ).Data;

    public Task<IReadOnlyList<OwedWrite>> Claim() =>
        Owed.Claim(Account, scope.NewId(), scope.Now, CancellationToken.None);

    /// <summary>Claims what is owed and writes it with one result.</summary>
    public async Task<IReadOnlyList<OwedWrite>> WriteAll()
    {
        scope.Now += TimeSpan.FromMinutes(1);
        var claimed = await Claim();
        await Note([.. claimed.Select(static one => new OwedResult(one))]);
        return claimed;
    }

    /// <summary>Notes what came of writes.</summary>
    public async Task Note(params OwedResult[] results) =>
        (_, scope.Routing) = await Owed.Note(results, scope.Routing, scope.Now, CancellationToken.None);

    /// <summary>What is owed of one product after it was compared with what the platform tells of it.</summary>
    public async Task<IReadOnlyList<OwedWrite>> Confirm(Guid claim, Product told)
    {
        await Write(scope.Now, [SyncRecord.Of(told)], comparesEdits: true);
        return await Owed.Confirm(claim, Shop, [told.Id], scope.Now, CancellationToken.None);
    }

    public Task<long> Events(string type) =>
        scope.Scalar<long>("select count(*) from events where type = @type and source = @Shop", new { type, Shop });

    private async Task<SyncPageOutcome> Write(
        DateTimeOffset at,
        IEnumerable<SyncRecord> records,
        bool comparesEdits = false
    )
    {
        var outcome = await Pages.Write(
            new SyncPage(Shop, "somewhere", SyncKind.Products, at)
            {
                Records = [.. records],
                ComparesEdits = comparesEdits,
            },
            scope.Routing,
            scope.Now,
            CancellationToken.None
        );
        scope.Routing = outcome.Routing;
        return outcome;
    }

    private async Task<Outcome<T>> InTransaction<T>(Func<NpgsqlConnection, Task<Outcome<T>>> write)
        where T : class
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var outcome = await write(connection);
        if (outcome.Succeeded)
        {
            await transaction.CommitAsync();
        }

        return outcome;
    }
}
