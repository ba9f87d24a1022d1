namespace Integration.Shops;

/// <summary>When one kind of a shop's records is synced by itself.</summary>
[GenerateSerializer, Immutable, Alias("integration.SyncSchedule")]
public sealed record SyncSchedule
{
    /// <summary>Whether it is synced by itself at all; by hand it can be all the same.</summary>
    [Id(0)]
    public bool Enabled { get; init; } = true;

    /// <summary>Between two incremental runs; <c>10m</c> when left out.</summary>
    [Id(1)]
    public string? Every { get; init; }

    /// <summary>When full runs start, as a cron expression in the shop's zone; daily at 02:00 for orders and 03:00 for products when left out.</summary>
    [Id(2)]
    public string? Full { get; init; }
}
