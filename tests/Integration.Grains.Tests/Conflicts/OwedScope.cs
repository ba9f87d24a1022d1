using Integration.Batching;
using Integration.Catalogue;
using Integration.Collections;
using Integration.Intake;
using Integration.Platforms;
using Integration.Stalls;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Conflicts;

/// <summary>What writes owed edits, with its real parts, over a shop with synced products; a connector is the test's.</summary>
internal sealed class OwedScope : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<OwnTransactions> _own = [];

    private OwedScope(ConflictDesk desk, AccountCredentials account, Action<IServiceCollection> connect)
    {
        Desk = desk;
        var services = new ServiceCollection()
            .AddMetrics()
            .AddLogging()
            .AddSingleton<IntakeMetrics>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Random(1))
            .AddSingleton(new DatabaseClock(TimeProvider.System))
            // The shortest wait for company, and no repetition of its own: an edit's next attempt is the edit's.
            .AddSingleton(new BatchOptimizerOptions { MaxRetries = 0, WaitingLimit = TimeSpan.FromMilliseconds(50) })
            .AddPlatformWrites();
        connect(services);
        _services = services.BuildServiceProvider();
        Accounts = new FixedAccounts(Catalogue.Connectors.Single().Declaration.Platform, account);
    }

    public ConflictDesk Desk { get; }

    public FixedAccounts Accounts { get; }

    public ConnectorCatalogue Catalogue => _services.GetRequiredService<ConnectorCatalogue>();

    public static async Task<OwedScope> Open(
        StorageScope storage,
        Action<IServiceCollection> connect,
        AccountCredentials? account = null
    ) =>
        new(
            await ConflictDesk.Open(storage),
            account ?? new AccountCredentials(ConflictDesk.Account, "key", "secret"),
            connect
        );

    public static Task<OwedScope> Open(StorageScope storage, IConnector connector) =>
        Open(storage, services => services.AddSingleton(new ConnectorCatalogue([connector])));

    /// <summary>Writes all that is due, once it may be.</summary>
    public async Task WriteAll()
    {
        Desk.Scope.Now += Desk.Options.FirstWait * 2;
        await Write(Writer(), TestContext.Current.CancellationToken);
    }

    /// <summary>Writes all that is due.</summary>
    public static async Task Write(OwedWriter writer, CancellationToken ct)
    {
        await writer.Begin(ct);
        await writer.Ended();
    }

    /// <summary>A writer as one silo has it, at the test's instant.</summary>
    public OwedWriter Writer(Random? random = null)
    {
        var clock = new DatabaseClock(new FakeTimeProvider(Desk.Scope.Now));
        var own = new OwnTransactions(Desk.Scope.Database, new FakeTimeProvider(Desk.Scope.Now));
        _own.Add(own);
        var committer = new OwedCommitter(Desk.Pages, Desk.Owed, own.Transactions);
        random ??= new Random(1);
        return new(
            Desk.Owed,
            new OwedCheck(Desk.Owed, committer, Catalogue, Desk.Options, clock, random, NullLogger<OwedCheck>.Instance),
            committer,
            _services.GetRequiredService<PlatformWrites>(),
            Accounts,
            Catalogue,
            new StallGuard(new StallOptions(), new FakeTimeProvider()),
            Desk.Options,
            new UuidV7Generator(),
            clock,
            TimeProvider.System,
            random,
            NullLogger<OwedWriter>.Instance
        );
    }

    public ValueTask DisposeAsync()
    {
        _own.ForEach(static one => one.Dispose());
        return _services.DisposeAsync();
    }
}
