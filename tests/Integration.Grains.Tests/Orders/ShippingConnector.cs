using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Sync;

namespace Integration.Orders;

/// <summary>A book of orders whose platform takes shipments, or answers as a test says, and remembers what it was told.</summary>
internal sealed class ShippingConnector(BookConnector book) : IOrderList, IOrderDetails, ILogistics
{
    private readonly ConcurrentQueue<Shipment> _told = [];

    public ConnectorDeclaration Declaration => book.Declaration;

    /// <summary>What the platform was told.</summary>
    public IReadOnlyList<Shipment> Told => [.. _told];

    /// <summary>What a shipment is answered with instead; null where it is taken.</summary>
    public PlatformFailure? Refusal { get; set; }

    /// <summary>Whether the order is shipped whatever is answered.</summary>
    public bool ShipsAnyway { get; set; }

    /// <summary>Before a shipment is answered.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public Task<PlatformResult<OrderPage>> ListOrders(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    ) => book.ListOrders(account, query, ct);

    public Task<PlatformResult<Order>> GetOrder(AccountCredentials account, string number, CancellationToken ct) =>
        book.GetOrder(account, number, ct);

    public async Task<PlatformResult<Shipment>> ConfirmShipment(
        AccountCredentials account,
        Shipment shipment,
        CancellationToken ct
    )
    {
        _told.Enqueue(shipment);
        await Before(ct);
        if (Refusal is null || ShipsAnyway)
        {
            book.Put(shipment.OrderNumber, OrderStatus.Shipped);
        }

        return Refusal is { } refusal ? refusal : shipment;
    }
}
