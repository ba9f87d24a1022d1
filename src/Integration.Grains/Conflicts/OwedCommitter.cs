using Integration.Intake;
using Integration.Sync;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>Stores what details of products tell before a write, and what came of writes, with their events.</summary>
internal sealed class OwedCommitter(SyncPageWriter pages, OwedWrites owed, EventTransactions transactions)
{
    /// <summary>Returns when the products are stored and their edits compared with them.</summary>
    /// <exception cref="NpgsqlException">They could not be; nothing is stored.</exception>
    public Task Compare(SyncPage page, CancellationToken ct) =>
        transactions.Run(
            async (routing, now) =>
            {
                var outcome = await pages.Write(page, routing, now, ct);
                return (true, outcome.Events, outcome.Routing);
            },
            ct
        );

    /// <summary>Returns when the results are noted.</summary>
    /// <exception cref="NpgsqlException">They could not be; none is.</exception>
    public Task Note(IReadOnlyList<OwedResult> results, CancellationToken ct) =>
        transactions.Run(
            async (before, now) =>
            {
                var (events, routing) = await owed.Note(results, before, now, ct);
                return (true, events, routing);
            },
            ct
        );
}
