using Integration.Batching;
using Integration.Caching;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Market;

/// <summary>Market with its connector and what is around it, under a clock that the test moves.</summary>
internal sealed class MarketScope : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private MarketScope(MarketServer server, FakeTimeProvider time, BatchOptimizerOptions options)
    {
        Server = server;
        Time = time;
        _provider = new ServiceCollection()
            .AddMetrics()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(new Random(1))
            .AddSingleton(options)
            .AddLogging()
            .AddSingleton(new DatabaseClock(time))
            .AddSingleton<ISharedCache>(new MemorySharedCache(time))
            .AddSingleton(new PlatformCacheOptions())
            .AddMarket(market => market.ApiUrl = server.Url)
            .AddPlatformCache()
            .AddPlatformWrites()
            .BuildServiceProvider();
    }

    public MarketServer Server { get; }

    public FakeTimeProvider Time { get; }

    public PlatformWrites Writes => _provider.GetRequiredService<PlatformWrites>();

    public PlatformCache Cache => _provider.GetRequiredService<PlatformCache>();

    public IProductDetails Details => (IProductDetails)Catalogue.Connectors.Single();

    public ConnectorCatalogue Catalogue => _provider.GetRequiredService<ConnectorCatalogue>();

    public static AccountCredentials Account { get; } =
        new("account-1", MarketServer.App, MarketServer.Secret) { AccessToken = MarketServer.Token };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<MarketScope> Start(BatchOptimizerOptions? options = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        return new(await MarketServer.Start(time), time, options ?? new());
    }

    public static ProductDraft Draft(string code) =>
        new(code)
        {
            Titles = [new("zh", $"商品 {code}")],
            Images = [new($"https://img.example.com/{code}.jpg")],
            Prices = [new(new(9.9m, "CNY"))],
        };

    public Task<PlatformResult<WrittenProduct>> Create(string code) =>
        Writes.CreateProduct("market", Account, Draft(code), Ct);

    public Task<PlatformResult<Products.StockLevel>> SetStock(string product, long quantity) =>
        Writes.UpdateStock("market", Account, new(product, quantity) { VariantId = "1" }, Ct);

    public static OrderDraft Order(string number) =>
        new()
        {
            Number = number,
            Lines = [new() { ProductId = "1", Quantity = 2 }],
            Recipient = new()
            {
                Name = "张三",
                Mobile = "15251667788",
                Province = "浙江省",
                City = "杭州市",
                Street = "网商路699号",
            },
        };

    public Task<PlatformResult<PushedOrder>> Place(string number) =>
        Writes.PushOrder("market", Account, Order(number), Ct);

    /// <summary>Lets the clock run until all are told.</summary>
    public async Task<T[]> All<T>(IEnumerable<Task<T>> sent)
    {
        var all = Task.WhenAll(sent);
        // Steps without a wait would run the clock past the time-out of the calls that are under way.
        await Patience.Until(
            () => all.IsCompleted,
            TimeSpan.FromMilliseconds(20),
            () => Time.Advance(TimeSpan.FromMilliseconds(100))
        );
        return await all;
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await Server.DisposeAsync();
    }
}
