using Integration.Resources;
using Integration.Sync;

namespace Integration.Shops;

/// <summary>A shop as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("integration.ShopResource")]
public sealed record ShopResource : IResource
{
    /// <summary>The shop's id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The account at the platform.</summary>
    [Id(2)]
    public required string Account { get; init; }

    /// <summary>The shop's zone by its IANA name.</summary>
    [Id(3)]
    public required string TimeZone { get; init; }

    /// <summary>When orders are synced; null for the usual times.</summary>
    [Id(4)]
    public SyncSchedule? Orders { get; init; }

    /// <summary>When products are synced; null for the usual times.</summary>
    [Id(5)]
    public SyncSchedule? Products { get; init; }

    /// <summary>Whether it is synced.</summary>
    [Id(6)]
    public required bool Enabled { get; init; }

    /// <summary>For people.</summary>
    [Id(7)]
    public string? Note { get; init; }

    /// <summary>Since when and why it is not synced by itself for now; null where it is.</summary>
    [Id(8)]
    public ShopPause? Paused { get; init; }

    /// <summary>How far its records are synced, one a kind that has been synced or planned; empty in the audit.</summary>
    [Id(9)]
    public SyncStateResource[] Syncs { get; init; } = [];

    /// <summary>Raised by each change; the value of <c>If-Match</c>.</summary>
    [Id(10)]
    public required long Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(11)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    [Id(12)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The source that takes the shop's webhooks in; null where it has none.</summary>
    [Id(13)]
    public string? Webhooks { get; init; }
}
