using System.Text.Json;
using Integration.Json;
using Integration.Orders;
using Integration.Products;

namespace Integration.Sync;

/// <summary>An order or product as a platform gave it, ready to be compared with what is stored.</summary>
public sealed class SyncRecord
{
    // Beside the content: each has a column, and none of them is a change by itself but for the packages.
    private static readonly string[] s_besides = ["raw", "updated_at", "modified_at", "packages"];

    private readonly byte[] _json;

    private SyncRecord(SyncKind kind, string id, object record, DateTimeOffset? changedAt, RawPayload? raw)
    {
        Kind = kind;
        Id = id;
        ChangedAt = changedAt;
        Raw = raw;
        _json = JsonSerializer.SerializeToUtf8Bytes(record, WireJson.Options);
        Hash = RecordHash.Of(_json);
    }

    /// <summary>What it is.</summary>
    public SyncKind Kind { get; }

    /// <summary>The platform's number or id of it.</summary>
    public string Id { get; }

    /// <summary>When the platform last changed it; null where it does not tell.</summary>
    public DateTimeOffset? ChangedAt { get; }

    /// <summary>What it was read from.</summary>
    public RawPayload? Raw { get; }

    /// <summary>The order; null where it is none.</summary>
    public Order? Order { get; private init; }

    /// <summary>
    /// Whether it was asked for by itself: such an answer tells more than a list's, and what it leaves empty it does not tell.
    /// </summary>
    public bool IsDetail { get; private init; }

    /// <summary>What it tells even where it leaves it empty, by canonical names, of lines as <c>lines.price</c>.</summary>
    internal string[] Tells { get; private init; } = [];

    /// <summary>When the platform gave it; null for when its page was given.</summary>
    public DateTimeOffset? ReadAt { get; private init; }

    /// <summary>The number of its status.</summary>
    internal short Status { get; private init; }

    /// <summary>When it was placed; null where the platform does not tell.</summary>
    internal DateTimeOffset? PlacedAt => Order?.CreatedAt;

    /// <summary>By which the same record, read again, is known.</summary>
    internal Guid Hash { get; }

    /// <summary>Of an order; null where this answer tells none.</summary>
    internal string? Packages =>
        Order?.Packages is { } packages ? JsonSerializer.Serialize(packages, WireJson.Options) : null;

    /// <summary>The canonical record without what has a column of its own.</summary>
    internal JsonElement Content => RecordContent.Without(_json, s_besides);

    /// <summary>An order from a shop's list, or one that was asked for by itself.</summary>
    /// <param name="order">As the platform gave it.</param>
    /// <param name="isDetail">Whether it was asked for by itself.</param>
    /// <param name="readAt">When it was given; null for when its page was given.</param>
    /// <param name="tells">What a list tells even where it leaves it empty, as <c>OrderLimits.Tells</c>.</param>
    public static SyncRecord Of(
        Order order,
        bool isDetail = false,
        DateTimeOffset? readAt = null,
        string[]? tells = null
    ) =>
        new(SyncKind.Orders, order.Number, order with { Raw = null, UpdatedAt = null }, order.UpdatedAt, order.Raw)
        {
            Order = order,
            Status = (short)order.Status,
            IsDetail = isDetail,
            ReadAt = readAt,
            Tells = tells ?? [],
        };

    /// <summary>A product from a shop's list.</summary>
    /// <param name="item">As the list tells it.</param>
    /// <param name="raw">Its part of the list; null where it is not kept.</param>
    /// <param name="tells">What the list tells even where it leaves it empty, as <c>ListLimits.Tells</c>.</param>
    public static SyncRecord Of(ProductListItem item, RawPayload? raw = null, string[]? tells = null) =>
        new(SyncKind.Products, item.Id, item with { ModifiedAt = null }, item.ModifiedAt, raw)
        {
            Status = (short)item.Status,
            Tells = tells ?? [],
        };

    /// <summary>A product that was asked for by itself; what lists tell of it is read from it.</summary>
    public static SyncRecord Of(Product product) =>
        new(
            SyncKind.Products,
            product.Id,
            RecordContent.WithSummary(product with { Raw = [], ModifiedAt = null }),
            product.ModifiedAt,
            product.Raw is [var raw, ..] ? raw : null
        )
        {
            Status = (short)product.Status,
            IsDetail = true,
        };
}
