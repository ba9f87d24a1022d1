using Integration.Conflicts;
using Integration.Databases;
using Integration.Delivery;
using Integration.Enrichment;
using Integration.Intake;
using Integration.Lists;
using Integration.Platforms;
using Integration.Time;
using Npgsql;

namespace Integration.Sync;

/// <summary>
/// Writes a page in one transaction: records that are new or have changed with their versions and events, rows that are no record,
/// tasks for orders that lack their packages, and the run's checkpoint and counters. A page that is read again writes nothing but
/// its checkpoint.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="append">Appends the events.</param>
/// <param name="failures">Keeps what could not be read.</param>
/// <param name="options">What is kept.</param>
/// <param name="ids">Makes the events' ids.</param>
/// <param name="conflicts">How products with local edits are compared with these; null for the defaults.</param>
public sealed class SyncPageWriter(
    HubDatabase database,
    EventAppend append,
    RecordFailureTable failures,
    SyncOptions options,
    IIdGenerator ids,
    ConflictOptions? conflicts = null
)
{
    // Somebody else wrote the same record: compared anew, the page may well change nothing.
    private const int MaxRetries = 5;

    // The subject of an event, which is longer by its kind, has 512.
    private const int MaxIdLength = 256;

    private const string Since = "select created_at from shops where id = $1";

    private readonly ConflictOptions _conflicts = conflicts ?? new();

    /// <summary>Writes a page.</summary>
    /// <param name="page">What it brings.</param>
    /// <param name="routing">The silo's routing table.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <exception cref="ArgumentException">It has more records than a page may have.</exception>
    /// <exception cref="PostgresException">It could not be stored; nothing of it is.</exception>
    public async Task<SyncPageOutcome> Write(
        SyncPage page,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var checkedPage = Checked(page);
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                return await WriteOnce(checkedPage, routing, now, ct);
            }
            catch (LostRaceException) when (left > 0)
            {
                // The next look sees what the other one wrote.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsPassing(e))
            {
                // A deadlock or a lost race.
            }
            catch (Exception e) when (left > 0 && DatabaseErrors.IsLostTrack(e))
            {
                // On another connection.
            }
        }
    }

    private async Task<SyncPageOutcome> WriteOnce(
        SyncPage page,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        SyncMode? mode = null;
        if (page.Step is { } step)
        {
            mode = await SyncRunSteps.Lock(connection, step, ct);
            if (mode is null)
            {
                return new SyncPageOutcome(false, routing);
            }
        }

        var outcome = await WriteInside(connection, page, mode, routing, now, ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>Writes a page inside the caller's transaction, who commits soon after and publishes the events then.</summary>
    /// <exception cref="LostRaceException">Somebody else wrote a record of it meanwhile; the transaction has to be made again.</exception>
    internal async Task<SyncPageOutcome> WriteInside(
        NpgsqlConnection connection,
        SyncPage page,
        SyncMode? mode,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var (changes, found) = await WriteRecords(connection, page, now, ct);
        await failures.Write(connection, page, page.Failures, now, ct);
        await RecordFailureTable.Resolve(connection, page, ct);
        if (page.Enriches)
        {
            await EnrichmentTasks.Write(connection, page, changes, now, ct);
        }

        var outcome = new SyncPageOutcome(true, routing)
        {
            Created = [.. changes.Where(static one => one.Version == 1).Select(static one => one.Id)],
            Changed = [.. changes.Where(static one => one.Version > 1).Select(static one => one.Id)],
            Unchanged = page.Records.Count - changes.Count,
            Failed = page.Failures.Count,
        };
        if (mode is { } known)
        {
            await SyncRunSteps.Advance(connection, page, outcome, known, now, ct);
        }

        var events = new SyncEvents(page.Shop, page.Platform, page.Kind, now, ids);
        var (appended, newest) = await events.Append(connection, append, changes, found, routing, ct);
        return outcome with { Events = appended, Routing = newest };
    }

    // Changes, and events of conflicts with local edits.
    private async Task<(IReadOnlyList<RecordChange> Changes, IReadOnlyList<EventDraft> Found)> WriteRecords(
        NpgsqlConnection connection,
        SyncPage page,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (page.Records.Count == 0)
        {
            return ([], []);
        }

        if (page.ComparesEdits)
        {
            await ToldProduct.Lock(connection, page, ct);
        }

        var table = RecordTable.Of(page.Kind);
        var (changes, touches) = (new List<RecordChange>(), new List<RecordTouch>());
        foreach (var (place, stored) in await table.Differing(connection, page.Shop, page.Records, page.ReadAt, ct))
        {
            var record = page.Records[place];
            var readAt = record.ReadAt ?? page.ReadAt;
            if (RecordRules.Change(record, stored, readAt) is { } change)
            {
                changes.Add(Kept(change));
            }
            else if (RecordRules.Touch(record, stored!, readAt) is { } touch)
            {
                touches.Add(touch);
            }
        }

        await ForgetOldSteps(connection, page.Shop, changes, ct);
        changes.Sort(static (one, other) => string.CompareOrdinal(one.Id, other.Id));
        touches.Sort(static (one, other) => string.CompareOrdinal(one.Id, other.Id));
        var edited = await table.Upsert(connection, page.Shop, changes, now, ct);
        await table.Touch(connection, page.Shop, touches, ct);
        await RecordVersions.Write(connection, page.Shop, page.Kind, changes, options.KeptVersions, now, ct);
        IReadOnlyList<ToldProduct> compared =
            page.ComparesEdits ? await ToldProduct.Of(connection, page, ct)
            : edited.Count == 0 ? []
            : [.. changes.Where(one => edited.Contains(one.Id)).Select(ToldProduct.Of)];
        return (changes, await SyncedEdits.Resolve(connection, page, compared, _conflicts, ids, now, ct));
    }

    // An order from before the shop was known here tells only how it stands: nobody here has missed what it passed.
    private static async Task ForgetOldSteps(
        NpgsqlConnection connection,
        string shop,
        List<RecordChange> changes,
        CancellationToken ct
    )
    {
        if (!changes.Exists(HasHistory))
        {
            return;
        }

        var since = await connection
            .Statement(Since, shop)
            .Read(static row => row.GetFieldValue<DateTimeOffset>(0), ct);
        for (var n = 0; n < changes.Count; n++)
        {
            var change = changes[n];
            if (HasHistory(change) && !(since is [var known] && change.PlacedAt > known))
            {
                changes[n] = change with { Steps = [change.Steps[^1]] };
            }
        }
    }

    private static bool HasHistory(RecordChange change) => change.Version == 1 && change.Steps.Length > 1;

    private RecordChange Kept(RecordChange change) =>
        change.Raw?.Body.Length > options.MaxRawBytes ? change with { Raw = null } : change;

    // A record without a usable id is none; one that stands on the page twice is the newer of the two.
    private SyncPage Checked(SyncPage page)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            page.Records.Count + page.Failures.Count,
            options.MaxPage,
            nameof(page)
        );
        var records = new Dictionary<string, SyncRecord>(StringComparer.Ordinal);
        var unusable = new List<FailedRecord>();
        foreach (var record in page.Records)
        {
            if (!IsUsable(record.Id))
            {
                unusable.Add(Unusable(record));
            }
            else if (!records.TryGetValue(record.Id, out var other) || !(record.ChangedAt < other.ChangedAt))
            {
                records[record.Id] = record;
            }
        }

        return page with
        {
            Records = [.. records.Values],
            Failures = [.. page.Failures.Select(Named), .. unusable],
        };
    }

    private static FailedRecord Named(FailedRecord failed) =>
        failed.Id is { } id && !IsUsable(id) ? failed with { Id = null } : failed;

    private static bool IsUsable(string id) =>
        id.Length is > 0 and <= MaxIdLength && !id.Contains('\0', StringComparison.Ordinal);

    private static FailedRecord Unusable(SyncRecord record) =>
        new(
            null,
            new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.InvalidAnswer,
                $"It has no number that can be used: that must have 1 to {MaxIdLength} characters."
            ),
            record.Raw ?? new([], null)
        );
}
