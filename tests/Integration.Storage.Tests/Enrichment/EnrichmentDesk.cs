using Integration.Orders;
using Integration.Sync;

namespace Integration.Enrichment;

/// <summary>Enrichment tasks of one test.</summary>
internal sealed class EnrichmentDesk(StorageScope scope)
{
    public SyncDesk Sync { get; } = new(scope);

    public EnrichmentOptions Options { get; } = new();

    public EnrichmentTaskTable Table => new(scope.Database, Options);

    public EnrichmentWriter Writer => new(scope.Database, Sync.Pages);

    /// <summary>Syncs orders from a list that does not tell packages.</summary>
    public Task<SyncPageOutcome> Sees(params Order[] orders) =>
        Sync.Write(
            new SyncPage(SyncDesk.Shop, SyncDesk.Platform, SyncKind.Orders, scope.Now)
            {
                Records = [.. orders.Select(static one => SyncRecord.Of(one))],
                Enriches = true,
            }
        );

    public Task<IReadOnlyList<ClaimedTask>> Claim() =>
        Table.Claim(SyncDesk.Shop, scope.NewId(), scope.Now, CancellationToken.None);

    public async Task<EnrichmentResults> Write(params EnrichmentOutcome[] outcomes)
    {
        var results = await Writer.Write(
            SyncDesk.Shop,
            SyncDesk.Platform,
            outcomes,
            scope.Routing,
            scope.Now,
            CancellationToken.None
        );
        scope.Routing = results.Routing;
        return results;
    }

    public async Task<EnrichmentTaskResource> Task(string number) =>
        (await Sync.Tasks.Find(SyncDesk.Shop, number, CancellationToken.None))
        ?? throw new InvalidOperationException("It is gone.");

    public EnrichmentOutcome Found(ClaimedTask task, params string[] packages) =>
        new(task.Number, task.Claim)
        {
            Order = SyncDesk.Order(
                task.Number,
                OrderStatus.Shipped,
                packages: [.. packages.Select(static one => new OrderPackage(one))]
            ),
            ReadAt = scope.Now,
        };

    public async Task<int> Request(params string[] numbers)
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        return await EnrichmentTaskTable.Request(
            connection,
            SyncDesk.Shop,
            numbers.Length == 0 ? null : numbers,
            scope.Now,
            CancellationToken.None
        );
    }
}
