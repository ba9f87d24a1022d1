using System.Text.Json;
using Integration.Json;
using Integration.Orders;

namespace Integration.Sync;

/// <summary>Decides what a record of a page means for what is stored of it.</summary>
internal static class RecordRules
{
    /// <summary>The new version; null where nothing real has changed.</summary>
    /// <param name="record">As the platform gave it.</param>
    /// <param name="stored">What is stored; null where nothing is.</param>
    /// <param name="readAt">When the platform gave it.</param>
    public static RecordChange? Change(SyncRecord record, StoredRecord? stored, DateTimeOffset readAt)
    {
        if (stored is null)
        {
            var first = New(record, readAt);
            return first with
            {
                NewPackages = NewPackages(null, record.Packages),
                Steps = RecordSteps.New(null, first.Content),
            };
        }

        var list = RecordContent.ListOf(record.Kind);
        var before = JsonDocument.Parse(stored.Content).RootElement;
        var after = stored.IsBehind ? RecordContent.Overlay(before, record, list) : before;
        var packages = PackagesOf(record, stored);
        var changes = FieldDiff.Between(before, after, list).ToList();
        if (packages != stored.Packages)
        {
            changes.Add(new FieldChange("packages", Json(stored.Packages), Json(packages)));
        }

        if (changes.Count == 0 && !stored.IsDeleted)
        {
            return null;
        }

        var arrived = NewPackages(stored.Packages, packages);
        var steps = RecordSteps.New(before, after);
        return New(record, readAt) with
        {
            Version = stored.Version + 1,
            Event = EventOf(record, stored, changes, arrived, steps),
            Status = stored.IsBehind ? record.Status : stored.Status,
            StatusBefore = stored.Status,
            Content = after,
            Packages = packages,
            NewPackages = arrived,
            Steps = steps,
            Changes = changes,
            ChangedAt = stored.IsBehind ? record.ChangedAt ?? stored.ChangedAt : stored.ChangedAt,
        };
    }

    /// <summary>What is to be noted beside a record that has not changed; null where nothing is.</summary>
    public static RecordTouch? Touch(SyncRecord record, StoredRecord stored, DateTimeOffset readAt)
    {
        var hash = stored.IsBehind && !record.IsDetail ? record.Hash : stored.ListHash;
        var changedAt = stored.IsBehind ? record.ChangedAt ?? stored.ChangedAt : stored.ChangedAt;
        return stored.IsMissing || hash != stored.ListHash || changedAt != stored.ChangedAt
            ? new RecordTouch(record.Id, stored.Version, hash, changedAt, readAt)
            : null;
    }

    /// <summary>Numbers of packages that were not there before.</summary>
    public static string[] NewPackages(string? before, string? after)
    {
        if (after is null)
        {
            return [];
        }

        var known = Numbers(before).ToHashSet(StringComparer.Ordinal);
        return [.. Numbers(after).Where(number => !known.Contains(number))];
    }

    /// <summary>The numbers of packages, in the platform's order.</summary>
    public static IEnumerable<string> Numbers(string? packages) =>
        packages is null
            ? []
            : JsonSerializer.Deserialize<OrderPackage[]>(packages, WireJson.Options)!.Select(static one => one.Number);

    /// <summary>Packages as JSON; null where there are none.</summary>
    public static JsonElement? Json(string? packages) =>
        packages is null ? null : JsonDocument.Parse(packages).RootElement;

    private static RecordEvent EventOf(
        SyncRecord record,
        StoredRecord stored,
        List<FieldChange> changes,
        string[] arrived,
        OrderStep[] steps
    ) =>
        stored.IsDeleted ? RecordEvent.Created
        : steps.Length > 0
        || record.Kind == SyncKind.Orders && changes.Any(static one => one.Field is "status" or "status_text")
            ? RecordEvent.StatusChanged
        : arrived.Length > 0 && changes.Count == 1 ? RecordEvent.PackageAssigned
        : RecordEvent.Updated;

    // An answer that is older than the stored one still tells of packages, where none are known: one that was given stays given.
    private static string? PackagesOf(SyncRecord record, StoredRecord stored) =>
        stored.IsBehind || !Numbers(stored.Packages).Any() ? record.Packages ?? stored.Packages : stored.Packages;

    private static RecordChange New(SyncRecord record, DateTimeOffset readAt) =>
        new()
        {
            Id = record.Id,
            Version = 1,
            Event = RecordEvent.Created,
            Status = record.Status,
            Content = record.Content,
            Packages = record.Packages,
            ListHash = record.IsDetail ? Guid.Empty : record.Hash,
            ChangedAt = record.ChangedAt,
            ReadAt = readAt,
            PlacedAt = record.PlacedAt,
            Raw = record.Raw,
        };
}
