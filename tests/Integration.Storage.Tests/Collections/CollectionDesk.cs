using System.Text;
using Integration.Intake;
using Integration.Lists;
using Integration.Products;
using Integration.Time;

namespace Integration.Collections;

/// <summary>Collections of one test with their storage, at the test's instant.</summary>
internal sealed class CollectionDesk(StorageScope scope)
{
    public const string Platform = "somewhere";

    private readonly UuidV7Generator _ids = new();

    public CollectionOptions Options { get; } = new();

    public CollectionTable Table => new(scope.Database, Options);

    public CollectionWork Work => new(scope.Database);

    public ProductSave Products => new(scope.Database, new EventAppend(new AppendOptions(), _ids, 1), Options, _ids);

    /// <summary>A product of 10 CNY with one variant and its raw payload.</summary>
    public static Product Product(string id, decimal price = 10, string title = "Cup") =>
        new()
        {
            Platform = Platform,
            Id = id,
            Titles = [new LocalizedText("zh", title)],
            Images = [new ProductImage("https://img.example/1.jpg")],
            Variants =
            [
                new ProductVariant
                {
                    Id = "v1",
                    Prices = [new ProductPrice(new Money(price, "CNY"))],
                    Stock = [new StockLevel(5)],
                    Status = ProductStatus.OnSale,
                },
            ],
            Status = ProductStatus.OnSale,
            Raw = [new RawPayload(Encoding.UTF8.GetBytes($"{{\"id\": {id}}}  "), "application/json")],
        };

    public static ItemOutcome Found(string id, decimal price = 10, string title = "Cup") =>
        new(id) { Product = Product(id, price, title) };

    public async Task<CollectionRow> Begin(
        string[] ids,
        string[]? links = null,
        bool shop = false,
        TimeSpan? maxAge = null,
        string[]? languages = null
    )
    {
        var shown = new CollectionResource
        {
            Id = _ids.NewId(scope.Now),
            Account = "account-1",
            Platform = Platform,
            State = CollectionState.Running,
            Shop = shop,
            Languages = languages ?? [],
            MaxAge = "1h",
            Total = 0,
            Waiting = 0,
            Collected = 0,
            Unchanged = 0,
            Fresh = 0,
            Failed = 0,
            Cancelled = 0,
            Calls = 0,
            Listed = !shop,
            CreatedBy = "tester",
            CreatedAt = scope.Now,
        };
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var made = await Table.Create(
            connection,
            new CollectionRow(shown, maxAge ?? TimeSpan.FromHours(1)),
            ids,
            links ?? [],
            CancellationToken.None
        );
        made.Problem.Should().BeNull();
        await transaction.CommitAsync();
        return await Read(shown.Id);
    }

    public async Task<CollectionRow> Read(Guid id) =>
        (await Table.Find(id, scope.Now, CancellationToken.None)) ?? throw new InvalidOperationException("It is gone.");

    public async Task<IReadOnlyList<AppendedEvent>> Write(CollectionRow row, params ItemOutcome[] items)
    {
        var (events, routing) = await Products.Write(
            new BatchOutcome(row, items, 1, null),
            scope.Routing,
            scope.Now,
            CancellationToken.None
        );
        scope.Routing = routing;
        return events ?? [];
    }

    public async Task<IReadOnlyList<CollectionItemResource>> Items(Guid id) =>
        (
            await new CollectionQueries(scope.Database, new DatabaseClock(TimeProvider.System)).Items(
                id,
                null,
                new PageRequest(PageRequest.MaxLimit, null),
                CancellationToken.None
            )
        ).Data;

    public Task<CollectedProductResource?> Find(string id) =>
        new CollectedProductQueries(scope.Database).Find(Platform, id, CancellationToken.None);

    public async Task<IReadOnlyList<CollectedProductVersion>> Versions(string id) =>
        (
            await new CollectedProductQueries(scope.Database).Versions(
                Platform,
                id,
                new PageRequest(PageRequest.MaxLimit, null),
                CancellationToken.None
            )
        ).Data;
}
