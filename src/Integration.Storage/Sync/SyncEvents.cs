using System.Globalization;
using System.Text.Json;
using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Json;
using Integration.Orders;
using Integration.Time;
using Npgsql;

namespace Integration.Sync;

/// <summary>
/// The events of synced records: one for each new version, one for each state that its order passed on the way to it, and one more where
/// packages come with it.
/// </summary>
/// <param name="shop">The shop, their source.</param>
/// <param name="platform">The platform's name.</param>
/// <param name="kind">What they are of.</param>
/// <param name="now">The database clock's now.</param>
/// <param name="ids">Makes their ids.</param>
internal sealed class SyncEvents(string shop, string platform, SyncKind kind, DateTimeOffset now, IIdGenerator ids)
{
    private const string PackageAssigned = "order.package_assigned";
    private const string StatusChanged = "order.status_changed";

    /// <summary>
    /// Appends the events of new versions, and more that come of them, inside the caller's transaction, as its last statements: from
    /// here on others wait for it.
    /// </summary>
    /// <returns>The events, and the routing table that was used.</returns>
    /// <exception cref="LostRaceException">A key of theirs is changing hands; the transaction has to be made again.</exception>
    public async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> Append(
        NpgsqlConnection connection,
        EventAppend append,
        IReadOnlyList<RecordChange> changes,
        IReadOnlyList<EventDraft> more,
        RoutingTable routing,
        CancellationToken ct
    )
    {
        if (changes.Count == 0 && more.Count == 0)
        {
            return ([], routing);
        }

        EventDraft[] drafts = [.. changes.SelectMany(Of), .. more];
        var (events, newest) = await append.AppendInside(connection, drafts, routing, now, ct);
        return events.Any(static one => one.Result.Problem is not null)
            ? throw new LostRaceException()
            : (events, newest);
    }

    private IEnumerable<EventDraft> Of(RecordChange change)
    {
        // A version tells the state that it found last, a new order the one that it began with: so each is told once, in their order.
        var isNew = change.Event == RecordEvent.Created;
        var own = isNew ? 0 : change.Steps.Length - 1;
        if (isNew)
        {
            yield return Draft(change, TypeOf(kind, change.Event), "", change.Steps is [var first, ..] ? first : null);
        }

        for (var n = 0; n < change.Steps.Length; n++)
        {
            if (n != own)
            {
                var part = string.Create(CultureInfo.InvariantCulture, $"/steps/{n + 1}");
                yield return Draft(change, StatusChanged, part, change.Steps[n]);
            }
        }

        if (!isNew)
        {
            yield return Draft(change, TypeOf(kind, change.Event), "", change.Steps is [.., var last] ? last : null);
        }

        if (change.Event != RecordEvent.PackageAssigned && change.NewPackages.Length > 0)
        {
            yield return Draft(change, PackageAssigned, "/packages");
        }
    }

    /// <summary>The type of an event, as histories name it too.</summary>
    public static string TypeOf(SyncKind kind, RecordEvent about) =>
        about switch
        {
            RecordEvent.StatusChanged => StatusChanged,
            RecordEvent.PackageAssigned => PackageAssigned,
            _ => $"{Entity(kind)}.{about.ToString().ToLowerInvariant()}",
        };

    private static string Entity(SyncKind kind) => kind == SyncKind.Orders ? "order" : "product";

    private EventDraft Draft(RecordChange change, string type, string part, OrderStep? step = null)
    {
        var subject = $"{Entity(kind)}/{change.Id}";
        var version = change.Version.ToString(CultureInfo.InvariantCulture);
        return new EventDraft
        {
            EventId = ids.NewId(now),
            Source = shop,
            Type = type,
            Key = $"{subject}@{version}{part}",
            Subject = subject,
            Time = step?.At ?? (change.Event == RecordEvent.Deleted ? now : change.ChangedAt ?? now),
            Version = version,
            Payload = JsonSerializer.SerializeToUtf8Bytes(
                kind == SyncKind.Orders ? Order(change, step) : Product(change),
                WireJson.Options
            ),
            ContentType = "application/json",
            PayloadKind = PayloadKind.Json,
        };
    }

    private object Order(RecordChange change, OrderStep? step) =>
        new
        {
            Shop = shop,
            Platform = platform,
            Number = change.Id,
            change.Version,
            change.Changes,
            change.NewPackages,
            change.ChangedAt,
            Step = step,
            Order = change.Content,
            Packages = RecordRules.Json(change.Packages),
        };

    private object Product(RecordChange change) =>
        new
        {
            Shop = shop,
            Platform = platform,
            change.Id,
            change.Version,
            change.Changes,
            change.ChangedAt,
            Product = change.Content,
        };
}
