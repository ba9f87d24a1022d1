using Integration.Delivery;
using Integration.Time;
using Npgsql;

namespace Integration.Intake;

/// <summary>
/// Appends events with their keys, deliveries and roll-ups inside a transaction of the caller's: a fixed few statements,
/// whatever the number of events (decision 2). Nothing is visible until the caller commits.
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="ids">Makes the ids of deliveries.</param>
/// <param name="writer">Keeps this silo's roll-up rows apart from other silos'.</param>
public sealed class EventAppend(AppendOptions options, IIdGenerator ids, short writer)
{
    /// <summary>The problem of a draft that could not be judged beside another one of its batch: append it again.</summary>
    public const string TryLater = "try-later";

    /// <summary>Appends the drafts; results stand in their order.</summary>
    /// <param name="connection">Its open transaction is the caller's to commit; READ COMMITTED.</param>
    /// <param name="drafts">Checked drafts.</param>
    /// <param name="routing">The silo's routing table; a newer one is read when the database is ahead.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the statements.</param>
    /// <returns>The results, and the routing table that was used.</returns>
    /// <exception cref="PostgresException">A row cannot be stored; nothing of the batch is.</exception>
    public Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> Append(
        NpgsqlConnection connection,
        IReadOnlyList<EventDraft> drafts,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    ) => Append(connection, drafts, routing, now, commit: false, ct);

    /// <summary>
    /// As <see cref="Append(NpgsqlConnection, IReadOnlyList{EventDraft}, RoutingTable, DateTimeOffset, CancellationToken)"/>,
    /// and commits the transaction in the round trip of the last rows: for those who have nothing to add to it.
    /// </summary>
    /// <inheritdoc cref="Append(NpgsqlConnection, IReadOnlyList{EventDraft}, RoutingTable, DateTimeOffset, CancellationToken)"/>
    public Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> AppendAndCommit(
        NpgsqlConnection connection,
        IReadOnlyList<EventDraft> drafts,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    ) => Append(connection, drafts, routing, now, commit: true, ct);

    private async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> Append(
        NpgsqlConnection connection,
        IReadOnlyList<EventDraft> drafts,
        RoutingTable routing,
        DateTimeOffset now,
        bool commit,
        CancellationToken ct
    )
    {
        var keys = EventKeys.Fold(drafts);
        var version = await keys.Claim(connection, now, ct);
        await keys.FindOwnersOfLost(connection, ct);
        if (version > routing.Version)
        {
            routing = await RoutingQueries.Load(connection, ct);
        }

        var rows = new AppendRows(writer);
        var results = new AppendedEvent[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
        {
            results[i] = keys.ResultOf(i) is { } settled
                ? AppendedEvent.NotStored(settled)
                : Route(drafts[i], routing, now, rows);
        }

        await rows.Insert(connection, commit, ct);
        return (results, routing);
    }

    private AppendedEvent Route(EventDraft draft, RoutingTable routing, DateTimeOffset now, AppendRows rows)
    {
        var stored = StoredEventOf(draft);
        rows.AddEvent(stored, draft.Key);
        var matches = draft.OnlySubscriber is { } only
            ? routing.Find(only) is { } one
                ? [one]
                : []
            : routing.Match(draft.Type, draft.Source);
        if (matches.Count > options.MaxFanout)
        {
            rows.AddCursor(draft.EventId, matches);
            return new AppendedEvent(new AppendResult(draft.EventId, false), stored, [], FanoutPending: true);
        }

        var deliveries = new RoutedDelivery[matches.Count];
        for (var i = 0; i < matches.Count; i++)
        {
            deliveries[i] = new RoutedDelivery(ids.NewId(now), matches[i].Id, matches[i].Epoch);
            rows.AddDelivery(deliveries[i], stored);
        }

        return new AppendedEvent(new AppendResult(draft.EventId, false), stored, deliveries, FanoutPending: false);
    }

    private static StoredEvent StoredEventOf(EventDraft draft) =>
        new()
        {
            Id = draft.EventId,
            Source = draft.Source,
            Type = draft.Type,
            Subject = draft.Subject,
            Time = draft.Time,
            // The id was made when the request came in: its time part is when we received it.
            Received = UuidV7.InstantOf(draft.EventId),
            Version = draft.Version,
            FreshFrom = draft.FreshFrom,
            Payload = draft.Payload,
            PayloadKind = draft.PayloadKind,
            ContentType = draft.ContentType,
            TraceParent = draft.TraceParent,
        };
}
