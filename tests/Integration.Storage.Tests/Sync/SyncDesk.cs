using System.Globalization;
using System.Text;
using Integration.Enrichment;
using Integration.Intake;
using Integration.Lists;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Integration.Time;

namespace Integration.Sync;

/// <summary>Syncs of one test with their storage, at the test's instant.</summary>
internal sealed class SyncDesk(StorageScope scope)
{
    public const string Shop = "shop-1";
    public const string Platform = "somewhere";

    private readonly UuidV7Generator _ids = new();

    public SyncOptions Options { get; } = new();

    public SyncRunTable Runs => new(scope.Database);

    public RecordFailureTable Failures => new(scope.Database, Options);

    public SyncPageWriter Pages => new(scope.Database, Append, Failures, Options, _ids);

    public SyncDeletes Deletes => new(scope.Database, Append, Options, _ids);

    public OrderQueries Orders => new(scope.Database);

    public ShopProductQueries Products => new(scope.Database);

    public SyncQueries Queries => new(scope.Database, new DatabaseClock(TimeProvider.System));

    public EnrichmentQueries Tasks => new(scope.Database);

    private EventAppend Append => new(new AppendOptions(), _ids, 1);

    /// <summary>An order of one line, changed by the platform so many seconds after the test's first instant.</summary>
    public static Order Order(
        string number,
        OrderStatus status = OrderStatus.AwaitingShipment,
        int? changed = 0,
        string title = "Cup",
        OrderPackage[]? packages = null
    ) =>
        new()
        {
            Platform = Platform,
            Number = number,
            Status = status,
            StatusText = ((int)status).ToString(CultureInfo.InvariantCulture),
            CreatedAt = StorageFixture.Now - TimeSpan.FromDays(2),
            UpdatedAt = changed is { } seconds
                ? StorageFixture.Now - TimeSpan.FromDays(1) + TimeSpan.FromSeconds(seconds)
                : null,
            Lines =
            [
                new OrderLine($"{number}-1")
                {
                    Title = title,
                    Quantity = 1,
                    Price = new Money(9.90m, "EUR"),
                    Status = status,
                },
            ],
            Packages = packages,
            Raw = new RawPayload(Encoding.UTF8.GetBytes($"{{ \"sn\": \"{number}\" }}"), "application/json"),
        };

    public static FailedRecord Bad(string? id, string payload = "{}") =>
        new(
            id,
            new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidAnswer, "It has no lines."),
            new RawPayload(Encoding.UTF8.GetBytes(payload), "application/json")
        );

    public async Task<SyncRun> Begin(
        SyncMode mode = SyncMode.Incremental,
        SyncKind kind = SyncKind.Orders,
        string shop = Shop
    )
    {
        await scope.KnowShop(shop);
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var begun = await SyncRunTable.Begin(
            connection,
            new SyncRunStart(_ids.NewId(scope.Now), shop, kind, mode, "tester"),
            scope.Now,
            CancellationToken.None
        );
        begun.Problem.Should().BeNull();
        await transaction.CommitAsync();
        return begun.Value!;
    }

    public async Task<SyncRun?> Finish(SyncRun run, SyncRunEnd? end = null, long? epoch = null)
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var finished = await SyncRunTable.Finish(
            connection,
            run.Shown.Id,
            epoch ?? run.Epoch,
            end ?? new SyncRunEnd(SyncRunState.Completed) { IsExhaustive = true },
            scope.Now,
            CancellationToken.None
        );
        await transaction.CommitAsync();
        return finished;
    }

    public async Task<SyncRun> Read(SyncRun run) => (await Runs.Find(run.Shown.Id, scope.Now, CancellationToken.None))!;

    /// <summary>Writes a page of a run as its owner, where the run stands.</summary>
    public async Task<SyncPageOutcome> Write(SyncRun run, params Order[] orders) =>
        await Write(PageOf(await Read(run), orders.Select(static one => SyncRecord.Of(one))));

    /// <summary>Writes orders that somebody asked for by themselves, one after the other.</summary>
    public Task<SyncPageOutcome> WriteAlone(params Order[] orders) =>
        Write(
            new SyncPage(Shop, Platform, SyncKind.Orders, scope.Now)
            {
                Records = [.. orders.Select(static one => SyncRecord.Of(one, isDetail: true))],
            }
        );

    public async Task<SyncPageOutcome> Write(SyncPage page)
    {
        var outcome = await Pages.Write(page, scope.Routing, scope.Now, CancellationToken.None);
        scope.Routing = outcome.Routing;
        return outcome;
    }

    public SyncPage PageOf(SyncRun run, IEnumerable<SyncRecord> records) =>
        new(run.Shown.Shop, Platform, run.Shown.Kind, scope.Now)
        {
            Records = [.. records],
            Step = new SyncPageStep(run.Shown.Id, run.Epoch, run.Shown.Pages, $"{{\"page\":{run.Shown.Pages + 1}}}", 1),
        };

    /// <summary>A whole run of one page, with what it says about deletions where it is a full one.</summary>
    public async Task<int> Run(SyncMode mode, params Order[] orders)
    {
        scope.Now += TimeSpan.FromMinutes(10);
        var run = await Begin(mode);
        scope.Now += TimeSpan.FromSeconds(1);
        await Write(run, orders);
        var deleted = mode == SyncMode.Full ? await Sweep(run) : 0;
        (await Finish(run)).Should().NotBeNull();
        return deleted;
    }

    /// <summary>All steps after a full run; how many records count as deleted since.</summary>
    public async Task<int> Sweep(SyncRun run, SyncReach? reach = null)
    {
        var deleted = 0;
        while (true)
        {
            var step = await Deletes.Step(
                run,
                Platform,
                reach ?? new SyncReach(),
                scope.Routing,
                scope.Now,
                CancellationToken.None
            );
            step.IsWritten.Should().BeTrue();
            scope.Routing = step.Routing;
            deleted += step.Deleted;
            if (!step.HasMore)
            {
                return deleted;
            }
        }
    }

    public async Task<OrderResource> Order(string number) =>
        (await Orders.Find(Shop, number, CancellationToken.None))
        ?? throw new InvalidOperationException("It is not there.");

    public async Task<IReadOnlyList<RecordVersionResource>> Versions(string id, SyncKind kind = SyncKind.Orders) =>
        (
            await Queries.Versions(Shop, kind, id, new PageRequest(PageRequest.MaxLimit, null), CancellationToken.None)
        ).Data;

    /// <summary>Where the table's rows lie and who wrote them: whatever rewrites or locks a row changes it.</summary>
    public Task<string> RowsOf(string table) =>
        scope.Scalar<string>(
            $"select coalesce(string_agg(ctid::text || xmin::text || xmax::text, ',' order by ctid), '') from {table}"
        );
}
