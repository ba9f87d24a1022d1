using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Writes;

/// <summary>A platform in memory that creates products one a call and places orders two a call, or answers as a test says, and remembers its calls.</summary>
/// <param name="platform">Its name.</param>
internal sealed class CreatingConnector(string platform) : IProductWrite, IOrderPush
{
    private readonly ConcurrentQueue<string> _created = [];

    public ConnectorDeclaration Declaration { get; } =
        new()
        {
            Platform = platform,
            DisplayName = "Creating",
            BaseUrls = [new Uri("https://api.creating.example/")],
            TimeZoneId = "UTC",
            AppKinds =
            [
                new AppKind("seller", "one's own", 1, false) { Batches = new BatchLimits(1, 0, 0) { Orders = 2 } },
                new AppKind("reader", "one's own", 1, false),
            ],
        };

    /// <summary>Seller's codes in the order of the calls.</summary>
    public IReadOnlyCollection<string> Created => _created;

    /// <summary>What comes of a product.</summary>
    public Func<ProductDraft, Task<PlatformResult<WrittenProduct>>> Answer { get; set; } =
        static draft => Task.FromResult<PlatformResult<WrittenProduct>>(new WrittenProduct($"id-{draft.SellerCode}"));

    public async Task<ProductWriteResult[]> CreateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    )
    {
        _created.Enqueue(drafts.Single().SellerCode);
        return [new(drafts[0].SellerCode, await Answer(drafts[0]))];
    }

    public Task<PlatformResult<PushedOrder>[]> PushOrders(
        AccountCredentials account,
        OrderDraft[] orders,
        CancellationToken ct
    ) => Task.FromResult(Array.ConvertAll(orders, order => Placed(order)));

    /// <summary>What comes of an order.</summary>
    public Func<OrderDraft, PlatformResult<PushedOrder>> Placed { get; set; } =
        static order => new PushedOrder([$"P-{order.Number}"]);

    public Task<ProductWriteResult[]> UpdateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    ) => throw new NotSupportedException();
}
