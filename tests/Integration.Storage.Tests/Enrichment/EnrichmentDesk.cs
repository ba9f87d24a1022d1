using Integration.Orders;
using Integration.Problems;
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

    /// <summary>Claims the next batch as one worker, in the order in which it is worked on.</summary>
    public async Task<IReadOnlyList<ClaimedTask>> Claim()
    {
        var claim = scope.NewId();
        var numbers = await Table.Next(SyncDesk.Shop, scope.Now, CancellationToken.None);
        var claimed = (
            await Table.Claim(
                [.. numbers.Select(number => (new EnrichmentTaskId(SyncDesk.Shop, number), claim))],
                scope.Now,
                CancellationToken.None
            )
        ).ToDictionary(static one => one.Id.Number, static one => one.Task, StringComparer.Ordinal);
        return [.. numbers.Where(claimed.ContainsKey).Select(number => claimed[number])];
    }

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

    public async Task<EnrichmentTaskResource?> Retry(string number)
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        var id = new EnrichmentTaskId(SyncDesk.Shop, number);
        return (await EnrichmentRequests.Retry(connection, id, scope.Now, CancellationToken.None)).Value;
    }

    public async Task<Outcome<EnrichmentStart>> Request(params string[] numbers)
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        return await EnrichmentRequests.Start(
            connection,
            SyncDesk.Shop,
            numbers.Length == 0 ? null : numbers,
            scope.Now,
            CancellationToken.None
        );
    }
}
