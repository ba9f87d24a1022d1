using Integration.Intake;
using Integration.Sync;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>
/// Stores what details of products tell before a write, and what came of writes, with their events. A few of each at a time, so that edits
/// leave connections to those who take webhooks in.
/// </summary>
internal sealed class OwedCommitter(SyncPageWriter pages, OwedWrites owed, EventTransactions transactions) : IDisposable
{
    private const int WritesAtOnce = 4;
    private readonly SemaphoreSlim _compares = new(WritesAtOnce);

    // Apart: what was written must be noted in time, however many looks wait.
    private readonly SemaphoreSlim _notes = new(WritesAtOnce);

    /// <summary>Returns when the products are stored and their edits compared with them.</summary>
    /// <exception cref="NpgsqlException">They could not be; nothing is stored.</exception>
    public Task Compare(SyncPage page, CancellationToken ct) =>
        InSlot(
            _compares,
            () =>
                transactions.Run(
                    async (routing, now) =>
                    {
                        var outcome = await pages.Write(page, routing, now, ct);
                        return (true, outcome.Events, outcome.Routing);
                    },
                    ct
                ),
            ct
        );

    /// <summary>Returns when the results are noted.</summary>
    /// <exception cref="NpgsqlException">They could not be; none is.</exception>
    public Task Note(IReadOnlyList<OwedResult> results, CancellationToken ct) =>
        InSlot(
            _notes,
            () =>
                transactions.Run(
                    async (before, now) =>
                    {
                        var (events, routing) = await owed.Note(results, before, now, ct);
                        return (true, events, routing);
                    },
                    ct
                ),
            ct
        );

    public void Dispose()
    {
        _compares.Dispose();
        _notes.Dispose();
    }

    private static async Task InSlot(SemaphoreSlim slots, Func<Task> write, CancellationToken ct)
    {
        await slots.WaitAsync(ct);
        try
        {
            await write();
        }
        finally
        {
            slots.Release();
        }
    }
}
