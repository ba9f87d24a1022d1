using Integration.Accounts;
using Integration.Catalogue;
using Integration.Collections;
using Integration.Intake;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Resources;
using Integration.Shops;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sync;

/// <summary>
/// A shop's sync with its real parts - database, plans, walk, writer - under a clock that stands until a test moves it. Only the grains
/// are missing: a test starts and works on runs itself.
/// </summary>
internal sealed class SyncScope : IAsyncDisposable
{
    public const string Shop = "shop-1";
    public const string AccountId = "account-1";
    private readonly List<IDisposable> _disposables = [];
    private readonly ConnectorCatalogue _catalogue;
    private readonly IAccountDirectory _accounts;
    private readonly UuidV7Generator _ids = new();

    private SyncScope(StorageScope storage, FakeTimeProvider time, IConnector connector)
    {
        (Storage, Time) = (storage, time);
        Clock = new DatabaseClock(time);
        _catalogue = new ConnectorCatalogue([connector]);
        Accounts = new FixedAccounts(
            connector.Declaration.Platform,
            new AccountCredentials(AccountId, "key", "secret")
        );
        _accounts = Accounts;
        Connector = connector;
    }

    public StorageScope Storage { get; }

    public FakeTimeProvider Time { get; }

    public DatabaseClock Clock { get; }

    public FixedAccounts Accounts { get; }

    public ShopOptions Options { get; } = new() { Spread = TimeSpan.Zero };

    public SyncOptions Storing { get; } = new();

    public StorageReserve Reserve { get; } = new();

    /// <summary>The clock of the process's beats, which stands by itself.</summary>
    public FakeTimeProvider Beats { get; } = new();

    public WalkOptions Walks { get; } = new() { RetryWait = TimeSpan.Zero };

    public SyncRunTable Runs => new(Storage.Database);

    public SyncStateTable States => new(Storage.Database);

    public ShopTable Shops => new(Storage.Database);

    public SyncDueTable Due => new(Storage.Database);

    public SyncHintTable Hints => new(Storage.Database);

    public RecordFailureTable Failures => new(Storage.Database, Storing);

    /// <summary>The platform; where it is a book.</summary>
    public BookConnector Book => (BookConnector)Connector;

    private IConnector Connector { get; }

    private string Platform => Connector.Declaration.Platform;

    private EventAppend Append => new(new AppendOptions(), _ids, 1);

    /// <summary>A book of so many orders, which were placed an hour ago, and a shop that has it.</summary>
    public static async Task<SyncScope> OpenBook(StorageFixture fixture, int orders)
    {
        var time = new FakeTimeProvider(StorageFixture.Now.AddHours(-1));
        var book = new BookConnector(time);
        for (var number = 1; number <= orders; number++)
        {
            book.Put($"PO-{number}");
        }

        time.Advance(TimeSpan.FromHours(1));
        return await Open(fixture, book, time);
    }

    /// <summary>A shop of a platform that a test makes.</summary>
    public static async Task<SyncScope> Open(StorageFixture fixture, IConnector connector, FakeTimeProvider time)
    {
        var scope = new SyncScope(await fixture.Open(), time, connector);
        await scope.WriteAccount(version: 1);
        await scope.WriteShop(new ShopSettings { Id = Shop, Account = AccountId }, version: 1);
        return scope;
    }

    /// <summary>What plans and starts by schedule, as one silo has it.</summary>
    public SyncPlans Plans() =>
        new(
            Storage.Database,
            Shops,
            States,
            Starter,
            new ShopAccounts(new AccountTable(Storage.Database), _catalogue),
            _accounts,
            new RowPauses(this),
            Options,
            Clock
        );

    public SyncStarter Starter => new(Shops, States, _accounts, _catalogue, Walks, Options, _ids, Clock);

    /// <summary>What works on runs, as one silo has it.</summary>
    public SyncRunner Runner()
    {
        var writer = Writer();
        var ending = new SyncEnding(writer);
        var opening = new SyncOpening(
            Runs,
            States,
            Shops,
            ending,
            _accounts,
            new RowPauses(this),
            _catalogue,
            Walks,
            Clock
        );
        return Kept(
            new SyncRunner(
                opening,
                ending,
                Runs,
                writer,
                _accounts,
                new RowPauses(this),
                Options,
                Reserve,
                new StallGuard(new StallOptions(), Beats),
                Clock,
                Time,
                NullLogger<SyncRunner>.Instance
            )
        );
    }

    public SingleRecords Records() =>
        new(
            Shops,
            Failures,
            Hints,
            new RecordReading(Writer(), _accounts, _catalogue, NullLogger<RecordReading>.Instance),
            _accounts,
            new RowPauses(this),
            Options,
            Reserve,
            new StallGuard(new StallOptions(), Beats),
            Clock,
            Time,
            NullLogger<SingleRecords>.Instance
        );

    /// <summary>Stores a run, as its grain does.</summary>
    public async Task<Outcome<SyncRun>> Begin(SyncMode mode, SyncKind kind = SyncKind.Orders)
    {
        var plan = await Starter.Plan(
            Shop,
            new SyncRequest { Kind = kind, Mode = mode },
            "tester",
            TestContext.Current.CancellationToken
        );
        if (!plan.Succeeded)
        {
            return plan.Problem;
        }

        await using var connection = await Storage.Database.Reads.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var begun = await SyncRunTable.Begin(connection, plan.Value, Clock.UtcNow(), CancellationToken.None);
        if (begun.Succeeded)
        {
            await transaction.CommitAsync();
        }

        return begun;
    }

    /// <summary>Starts a run and works on it until it ends or waits for somebody.</summary>
    public async Task<SyncRunResource> Sync(SyncMode mode, SyncKind kind = SyncKind.Orders)
    {
        var begun = await Begin(mode, kind);
        begun.Problem.Should().BeNull();
        await Runner().Run(Shop, kind, TestContext.Current.CancellationToken);
        return await Read(begun.Value!);
    }

    public async Task<SyncRunResource> Read(SyncRun run) =>
        (await Runs.Find(run.Shown.Id, Clock.UtcNow(), CancellationToken.None))!.Shown;

    public async Task<SyncState> State(SyncKind kind = SyncKind.Orders) =>
        (await States.Find(Shop, kind, CancellationToken.None))!;

    public async Task WriteAccount(long version)
    {
        await Write(connection =>
            new AccountTable(Storage.Database).Write(
                connection,
                Row(new AccountSettings { Id = AccountId, Platform = Platform }, AccountId, version),
                CancellationToken.None
            )
        );
        Accounts.ChangedAt = Clock.UtcNow();
    }

    public Task WriteShop(ShopSettings settings, long version) =>
        Write(connection => Shops.Write(connection, Row(settings, Shop, version), CancellationToken.None));

    public Task Resume() => Write(connection => ShopTable.Resume(connection, Shop, CancellationToken.None));

    /// <summary>Ids of what is stored and not deleted.</summary>
    public Task<string> Stored(string table = "orders") =>
        Storage.Scalar<string>(
            $"select coalesce(string_agg(id, ' ' order by id), '') from {table} where shop = 'shop-1' and deleted_at is null"
        );

    /// <summary>Events of a type.</summary>
    public Task<long> Events(string type) =>
        Storage.Scalar<long>("select count(*) from events where type = @type", new { type });

    public async ValueTask DisposeAsync()
    {
        _disposables.ForEach(static one => one.Dispose());
        await Storage.DisposeAsync();
    }

    public SyncWriter Writer()
    {
        var own = Kept(new OwnTransactions(Storage.Database, Time));
        return Kept(
            new SyncWriter(
                new SyncPageWriter(Storage.Database, Append, Failures, Storing, _ids),
                new SyncDeletes(Storage.Database, Append, Storing, _ids),
                new SyncRunEnds(Storage.Database, Append, _ids),
                own.Transactions,
                Options,
                NullLogger<SyncWriter>.Instance
            )
        );
    }

    private ResourceRow<T> Row<T>(T settings, string id, long version)
        where T : class, IResourceSettings =>
        new()
        {
            Id = id,
            Settings = settings,
            Version = version,
            CreatedAt = Clock.UtcNow(),
            UpdatedAt = Clock.UtcNow(),
        };

    private async Task Write(Func<Npgsql.NpgsqlConnection, Task<bool>> write)
    {
        await using var connection = await Storage.Database.Reads.OpenConnectionAsync();
        (await write(connection)).Should().BeTrue();
    }

    private T Kept<T>(T disposable)
        where T : IDisposable
    {
        _disposables.Add(disposable);
        return disposable;
    }

    /// <summary>Writes the pause as the shop's grain does.</summary>
    private sealed class RowPauses(SyncScope scope) : IShopPauses
    {
        public async Task Pause(string shop, ShopRefusal refusal, CancellationToken ct)
        {
            await using var connection = await scope.Storage.Database.Reads.OpenConnectionAsync(ct);
            await ShopTable.WaitForAccount(connection, shop, refusal, scope.Clock.UtcNow(), ct);
        }
    }
}
