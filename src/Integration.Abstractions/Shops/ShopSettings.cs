using Integration.Resources;

namespace Integration.Shops;

/// <summary>A shop as its owner configures it.</summary>
[GenerateSerializer, Immutable, Alias("integration.ShopSettings")]
public sealed record ShopSettings : IResourceSettings
{
    /// <summary>Id chosen by people, immutable; made when left out. It is the source of the shop's events.</summary>
    [Id(0)]
    public string? Id { get; init; }

    /// <summary>For people; the id when left out.</summary>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>The account at the platform: an id of <c>/api/v1/accounts</c>.</summary>
    [Id(2)]
    public string? Account { get; init; }

    /// <summary>The shop's zone by its IANA name, in which full runs are planned; <c>UTC</c> when left out.</summary>
    [Id(3)]
    public string? TimeZone { get; init; }

    /// <summary>When orders are synced.</summary>
    [Id(4)]
    public SyncSchedule? Orders { get; init; }

    /// <summary>When products are synced.</summary>
    [Id(5)]
    public SyncSchedule? Products { get; init; }

    /// <summary>Whether it is synced.</summary>
    [Id(6)]
    public bool Enabled { get; init; } = true;

    /// <summary>For people, to 2,000 characters.</summary>
    [Id(7)]
    public string? Note { get; init; }

    /// <summary>
    /// The source that takes the shop's webhooks in: an order, or a product, that is the subject of one (<c>order/NUMBER</c>,
    /// <c>product/ID</c>; anything else is an order's number) is read again at once. Null for polling alone.
    /// </summary>
    [Id(8)]
    public string? Webhooks { get; init; }
}
