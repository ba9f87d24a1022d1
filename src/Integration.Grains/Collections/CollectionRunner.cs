using Integration.Catalogue;
using Integration.Intake;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Scheduling;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Collections;

/// <summary>
/// Works on a collection outside of every grain's turn and scheduler: the shop's list page by page, links, then products in
/// batches. Each step reads what is due from the rows and writes what came of it, so it may end anywhere and begin again.
/// </summary>
internal sealed partial class CollectionRunner(
    CollectionTable table,
    CollectionListing listing,
    CollectionLinks links,
    CollectionBatches batches,
    IAccountDirectory accounts,
    ConnectorCatalogue catalogue,
    StorageReserve reserve,
    StallGuard stalls,
    DatabaseClock clock,
    ILogger<CollectionRunner> logger
)
{
    /// <summary>Begins to work; the task ends when nothing is due any more, and never fails.</summary>
    public Task Start(Guid id, CancellationToken ct) => DetachedWork.Start(() => Run(id, ct));

    /// <summary>Works until nothing is due.</summary>
    public async Task Run(Guid id, CancellationToken ct)
    {
        try
        {
            while (await Step(id, ct)) { }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The rows say where to go on.
        }
        catch (Exception exception)
        {
            LogBroken(exception, id);
        }
    }

    /// <summary>Does one thing; false when nothing is due now.</summary>
    private async Task<bool> Step(Guid id, CancellationToken ct)
    {
        // A process that stood still may have lost its grains to another: that one works on.
        await stalls.WhenOpen().WaitAsync(ct);
        var now = clock.UtcNow();
        if (
            reserve.IsShort
            || await table.Find(id, now, ct) is not { Shown.State: CollectionState.Running } row
            || row.NotBefore > now
        )
        {
            return false;
        }

        var account = await Account(row.Shown, ct);
        if (!account.Succeeded)
        {
            if (account.Failure.Kind is FailureKind.Transient or FailureKind.Throttled)
            {
                return false;
            }

            await table.FailRest(id, account.Failure, now, ct);
            await table.Finish(id, now, ct);
            return false;
        }

        if (!row.Shown.Listed)
        {
            await listing.ReadPage(row, account.Value, ct);
            return true;
        }

        if (await links.Follow(row, account.Value, ct) || await batches.Work(row, account.Value, ct))
        {
            return true;
        }

        if (await table.Finish(id, clock.UtcNow(), ct))
        {
            LogFinished(id);
        }

        return false;
    }

    private async Task<PlatformResult<CollectionAccount>> Account(CollectionResource collection, CancellationToken ct)
    {
        var found = await accounts.Of(collection.Account, ct);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        var (platform, credentials) = found.Value;
        return
            platform == collection.Platform
            && catalogue.TryFind<IProductDetails>(platform, out var connector)
            && connector.Declaration.KindOf(credentials) is { } kind
            ? new CollectionAccount(connector, credentials, kind)
            : new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.Unsupported,
                $"The account is not one that gives products of {collection.Platform} any more."
            );
    }

    [LoggerMessage(LogLevel.Warning, "Work on collection {Id} broke off; it goes on by its rows")]
    private partial void LogBroken(Exception exception, Guid id);

    [LoggerMessage(LogLevel.Information, "Collection {Id} has ended")]
    private partial void LogFinished(Guid id);
}
