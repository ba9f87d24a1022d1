using System.Diagnostics.Metrics;
using System.Net;
using Integration.Access;
using Integration.Batching;
using Integration.Caching;
using Integration.Catalogue;
using Integration.Intake;
using Integration.Links;
using Integration.Platforms;
using Integration.Stalls;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Collections;

/// <summary>
/// Collecting with its real parts - database, rules, runner, writer - under a clock that stands until a test moves it. Only the
/// grain that starts a run is missing: a test starts runs itself.
/// </summary>
internal sealed class CollectionScope : IAsyncDisposable
{
    public const string AccountId = "account-1";
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly HttpMessageInvoker _links;
    private readonly ConnectorCatalogue _catalogue;
    private readonly List<CollectionWriter> _writers = [];
    private readonly List<OwnTransactions> _own = [];
    private readonly List<IAsyncDisposable> _caches = [];

    private CollectionScope(StorageScope storage, IConnector connector, AccountCredentials account)
    {
        Storage = storage;
        Desk = new CollectionDesk(storage);
        Clock = new DatabaseClock(Time);
        _links = new HttpMessageInvoker(new ShortLinks());
        _catalogue = new ConnectorCatalogue([connector]);
        Accounts = new FixedAccounts(connector.Declaration.Platform, account);
    }

    public StorageScope Storage { get; }

    public CollectionDesk Desk { get; }

    public CollectionOptions Options => Desk.Options;

    public FakeTimeProvider Time { get; } = new(StorageFixture.Now);

    public DatabaseClock Clock { get; }

    public FixedAccounts Accounts { get; }

    /// <summary>What was looked up in the cache.</summary>
    public CountedLookups Lookups { get; } = new();

    public static async Task<CollectionScope> Open(
        StorageFixture fixture,
        IConnector connector,
        AccountCredentials? account = null
    ) => new(await fixture.Open(), connector, account ?? new AccountCredentials(AccountId, "key", "secret"));

    /// <summary>What plans collections.</summary>
    public CollectionPlanner Planner => new(Accounts, _catalogue, Options);

    /// <summary>Plans and stores a collection, as its grain does.</summary>
    public async Task<CollectionRow> Begin(CollectionRequest request)
    {
        var id = Storage.NewId();
        var plan = await Planner.Plan(
            id,
            request,
            new WriteContext("tester", null),
            Clock.UtcNow(),
            CancellationToken.None
        );
        plan.Problem?.Errors.Should().BeNull();
        plan.Problem.Should().BeNull();
        var (row, ids, links) = plan.Value!;
        await using var connection = await Storage.Database.Reads.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        (await Desk.Table.Create(connection, row, ids, links, CancellationToken.None)).Problem.Should().BeNull();
        await transaction.CommitAsync();
        return await Read(id);
    }

    public Task<CollectionRow> Begin(params string[] ids) =>
        Begin(new CollectionRequest { Account = AccountId, Ids = ids });

    /// <summary>A runner as one silo has it.</summary>
    public CollectionRunner Runner()
    {
        var stalls = new StallGuard(new StallOptions(), new FakeTimeProvider());
        var ids = new UuidV7Generator();
        var append = new AppendOptions();
        var products = new ProductSave(Storage.Database, new EventAppend(append, ids, 1), Options, ids);
        var own = new OwnTransactions(Storage.Database, Time);
        _own.Add(own);
        var writer = new CollectionWriter(products, own.Transactions, NullLogger<CollectionWriter>.Instance);
        _writers.Add(writer);
        var (table, work, random) = (Desk.Table, Desk.Work, new Random(1));
        var expander = new LinkExpander(_catalogue, _links, new LinkOptions(), TimeProvider.System);
        return new CollectionRunner(
            table,
            new CollectionListing(work, Options, new(), Clock, random, NullLogger<CollectionListing>.Instance),
            new CollectionLinks(work, table, expander, Options, Clock, random, NullLogger<CollectionLinks>.Instance),
            new CollectionBatches(
                work,
                table,
                Cache(),
                products,
                writer,
                Options,
                stalls,
                Clock,
                random,
                NullLogger<CollectionBatches>.Instance
            ),
            Accounts,
            _catalogue,
            Reserve,
            stalls,
            Clock,
            NullLogger<CollectionRunner>.Instance
        );
    }

    public StorageReserve Reserve { get; } = new();

    /// <summary>What ages products that were written, as one silo has it.</summary>
    public WrittenProducts Written() => new(new(Storage.Database), Clock, Time, NullLogger<WrittenProducts>.Instance);

    /// <summary>Sets a stock level as one silo does: through the optimiser, with all who hear of writes.</summary>
    public async Task WriteStock(string product)
    {
        using var metrics = new BatchMetrics(_services.GetRequiredService<IMeterFactory>());
        using var written = Written();
        await using var writes = new PlatformWrites(
            _catalogue,
            new BatchOptimizerOptions(),
            metrics,
            [Cache(), written],
            TimeProvider.System,
            new Random(1)
        );
        var outcome = await writes.UpdateStock(
            CollectionDesk.Platform,
            new(AccountId, "key", "secret"),
            new(product, 5),
            TestContext.Current.CancellationToken
        );
        outcome.Failure.Should().BeNull();
    }

    // A silo's memory over the level in the database.
    private PlatformCache Cache()
    {
        var cache = new PlatformCache(
            new SharedCache(Storage.Database, Clock, new(), Time, NullLogger<SharedCache>.Instance),
            new(),
            new CacheMetrics(_services.GetRequiredService<IMeterFactory>(), Lookups),
            Clock,
            Time,
            NullLoggerFactory.Instance
        );
        _caches.Add(cache);
        return cache;
    }

    /// <summary>Runs until nothing is due, then moves the clock to what is due next, until the collection has ended.</summary>
    public async Task<CollectionResource> RunToTheEnd(CollectionRow row)
    {
        var runner = Runner();
        for (var rounds = 0; rounds < 200; rounds++)
        {
            await runner.Run(row.Shown.Id, TestContext.Current.CancellationToken);
            var now = await Read(row.Shown.Id);
            if (now.Shown.State != CollectionState.Running)
            {
                return now.Shown;
            }

            Time.Advance(TimeSpan.FromSeconds(30));
        }

        throw new InvalidOperationException("It does not end.");
    }

    public async Task<CollectionRow> Read(Guid id) =>
        await Desk.Table.Find(id, Clock.UtcNow(), CancellationToken.None)
        ?? throw new InvalidOperationException("It is gone.");

    /// <summary>Events of a type.</summary>
    public Task<long> Events(string type = "product.created") =>
        Storage.Scalar<long>("select count(*) from events where type = @type", new { type });

    public async ValueTask DisposeAsync()
    {
        foreach (var cache in _caches)
        {
            await cache.DisposeAsync();
        }

        _writers.ForEach(static writer => writer.Dispose());
        _own.ForEach(static one => one.Dispose());
        _links.Dispose();
        await _services.DisposeAsync();
        await Storage.DisposeAsync();
    }

    /// <summary>The host of short links: each leads to the product that its path names.</summary>
    private sealed class ShortLinks : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Redirect);
            answer.Headers.Location = new Uri($"https://item.somewhere.example{request.RequestUri!.AbsolutePath}");
            return Task.FromResult(answer);
        }
    }
}
