using Integration.Access;
using Integration.Catalogue;
using Integration.Collections;
using Integration.Intake;
using Integration.Orders;
using Integration.Platforms;
using Integration.Problems;
using Integration.Resources;
using Integration.Shops;
using Integration.Stalls;
using Integration.Sync;
using Integration.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration.Enrichment;

/// <summary>
/// Enrichment with its real parts - database, rules, runner, group writer - under a clock that stands until a test moves it. Grains are
/// left out: a test starts runs itself, and a task's calls go straight to the writer of its silo.
/// </summary>
internal sealed class EnrichmentScope : IAsyncDisposable
{
    private const string AccountId = "account-1";
    private readonly List<IAsyncDisposable> _committers = [];
    private readonly List<OwnTransactions> _own = [];

    private EnrichmentScope(StorageScope storage)
    {
        Storage = storage;
        Desk = new EnrichmentDesk(storage);
        Clock = new DatabaseClock(Time);
        Accounts = new FixedAccounts(SyncDesk.Platform, new AccountCredentials(AccountId, "key", "secret"));
    }

    public StorageScope Storage { get; }

    public EnrichmentDesk Desk { get; }

    public EnrichmentOptions Options => Desk.Options;

    public FakeTimeProvider Time { get; } = new(StorageFixture.Now);

    public DatabaseClock Clock { get; }

    public OrderConnector Platform { get; } = new();

    public FixedAccounts Accounts { get; }

    public ShopTable Shops => new(Storage.Database);

    /// <summary>A database with one shop.</summary>
    public static async Task<EnrichmentScope> Open(StorageFixture fixture)
    {
        var scope = new EnrichmentScope(await fixture.Open());
        await scope.WriteShop();
        return scope;
    }

    /// <summary>Writes the shop.</summary>
    public async Task WriteShop(long version = 1, bool enabled = true)
    {
        await using var connection = await Storage.Database.Reads.OpenConnectionAsync();
        var row = new ResourceRow<ShopSettings>
        {
            Id = SyncDesk.Shop,
            Settings = new ShopSettings
            {
                Id = SyncDesk.Shop,
                Account = AccountId,
                Enabled = enabled,
            },
            Version = version,
            CreatedAt = Clock.UtcNow(),
            UpdatedAt = Clock.UtcNow(),
        };
        (await Shops.Write(connection, row, CancellationToken.None)).Should().BeTrue();
    }

    /// <summary>Syncs orders that are on their way, the first shipped first.</summary>
    public Task Ship(int orders) =>
        Desk.Sees([
            .. Enumerable
                .Range(1, orders)
                .Select(n =>
                    SyncDesk.Order($"PO-{n:000}", OrderStatus.Shipped) with
                    {
                        ShippedAt = StorageFixture.Now - TimeSpan.FromDays(3) + TimeSpan.FromMinutes(n),
                    }
                ),
        ]);

    /// <summary>A runner as one silo has it.</summary>
    public EnrichmentRunner Silo()
    {
        var stalls = new StallGuard(new StallOptions(), new FakeTimeProvider());
        var committer = Committer();
        var grains = Substitute.For<IGrainFactory>();
        grains
            .GetGrain<IEnrichmentTaskGrain>(Arg.Any<string>())
            .Returns(call => new LocalTask(EnrichmentTaskId.Of(call.ArgAt<string>(0))!.Value, committer));
        return new EnrichmentRunner(
            Desk.Table,
            new EnrichmentShops(Shops, Accounts, new ConnectorCatalogue([Platform])),
            new EnrichmentCalls(
                grains,
                Options,
                stalls,
                Clock,
                Time,
                new Random(1),
                NullLogger<EnrichmentCalls>.Instance
            ),
            grains,
            Options,
            new StorageReserve(),
            stalls,
            Clock,
            new UuidV7Generator(),
            NullLogger<EnrichmentRunner>.Instance
        );
    }

    /// <summary>The writer of one silo.</summary>
    public EnrichmentCommitter Committer()
    {
        var own = new OwnTransactions(Storage.Database, Time);
        _own.Add(own);
        var committer = new EnrichmentCommitter(
            Desk.Table,
            Desk.Writer,
            own.Transactions,
            Clock,
            NullLogger<EnrichmentCommitter>.Instance
        );
        _committers.Add(committer);
        return committer;
    }

    /// <summary>Runs until nothing is due; returns how long the shop is to be left in peace.</summary>
    public Task<TimeSpan> Run() => Silo().Run(SyncDesk.Shop, TestContext.Current.CancellationToken);

    /// <summary>Claims a batch and does nothing with it, as a worker that died.</summary>
    public async Task<IReadOnlyList<ClaimedTask>> ClaimAndDie()
    {
        Storage.Now = Clock.UtcNow();
        return await Desk.Claim();
    }

    public Task<EnrichmentStatistics> Statistics() => Desk.Sync.Tasks.Statistics(null, CancellationToken.None);

    /// <summary>Events of a type.</summary>
    public Task<long> Events(string type = "order.package_assigned") =>
        Storage.Scalar<long>("select count(*) from events where type = @type", new { type });

    public async ValueTask DisposeAsync()
    {
        foreach (var committer in _committers)
        {
            await committer.DisposeAsync();
        }

        _own.ForEach(static one => one.Dispose());
        await Storage.DisposeAsync();
    }

    /// <summary>A task's grain without its silo.</summary>
    private sealed class LocalTask(EnrichmentTaskId id, EnrichmentCommitter committer) : IEnrichmentTaskGrain
    {
        public Task<ClaimedTask?> Claim(Guid claim, CancellationToken ct) => committer.Claim(id, claim);

        public Task<bool> Settle(EnrichmentOutcome outcome, CancellationToken ct) => committer.Settle(id.Shop, outcome);

        public Task<Outcome<EnrichmentTaskResource>> Retry(WriteContext context, CancellationToken ct) =>
            throw new NotSupportedException();
    }
}
