using Integration.Alibaba1688;
using Integration.AliExpress;
using Integration.Catalogue;
using Integration.Pinduoduo;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;
using Integration.Taobao;
using Integration.Temu;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Platforms;

/// <summary>
/// A platform of the sandbox, and the connector to it as an application registers it. Their clock stands, so nothing is repeated: it
/// would be waited for.
/// </summary>
internal sealed class ConnectedPlatform : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ConnectedPlatform(SandboxPlatform sandbox, ServiceProvider services, string? appKind, FakeTimeProvider time)
    {
        (Sandbox, _services, Time) = (sandbox, services, time);
        Connector = services.GetRequiredService<ConnectorCatalogue>().Connectors.Single();
        var grant = sandbox.Grants[0];
        Account = new("account-1", grant.Account.AppKey, grant.Account.AppSecret)
        {
            AppKind = appKind,
            AccessToken = grant.AccessToken,
            RefreshToken = grant.RefreshToken,
        };
    }

    public SandboxPlatform Sandbox { get; }

    /// <summary>The clock of both.</summary>
    public FakeTimeProvider Time { get; }

    public IConnector Connector { get; }

    /// <summary>The account with the tokens of the start.</summary>
    public AccountCredentials Account { get; }

    /// <summary>The first product of the catalogue.</summary>
    public CatalogueProduct First => Sandbox.Catalogue.Products[0];

    public static async Task<ConnectedPlatform> Start(
        PlatformKind kind,
        string? appKind,
        int products = 10,
        FaultPlan? faults = null,
        int? pagesCutTo = null,
        OrderOptions? orders = null,
        int seed = 1,
        int maxOrderRows = 10_000,
        int offShelfEvery = 0
    )
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        var options = new Integration.Sandbox.Platforms.PlatformOptions
        {
            Products = products,
            Faults = faults ?? FaultPlan.None,
            PagesCutTo = pagesCutTo,
            OffShelfEvery = offShelfEvery,
            Orders = orders ?? new(),
            Seed = seed,
        };
        var sandbox = await SandboxPlatform.Start(kind, options, time);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time);
        return new(sandbox, Register(services, kind, sandbox.Url, maxOrderRows).BuildServiceProvider(), appKind, time);
    }

    /// <summary>Asks for a product.</summary>
    public async Task<PlatformResult<Products.Product>> Ask(
        string id,
        string? language = null,
        AccountCredentials? account = null
    )
    {
        var query = new ProductQuery(id) { Language = language };
        var results = await ((IProductDetails)Connector).GetProducts(
            account ?? Account,
            query,
            TestContext.Current.CancellationToken
        );
        return results.Single().Outcome;
    }

    /// <summary>Reads the list page by page to its end.</summary>
    /// <param name="size">Products a page.</param>
    /// <param name="afterPage">Happens after each page.</param>
    /// <param name="offSale">Whether those off the shelf are asked for too.</param>
    public async Task<List<string>> Scan(int size, Action<Products.ProductPage>? afterPage = null, bool offSale = false)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var result = await ((IProductList)Connector).ListProducts(
                Account,
                new()
                {
                    PageSize = size,
                    Cursor = cursor,
                    OffSale = offSale,
                },
                TestContext.Current.CancellationToken
            );
            result.Failure.Should().BeNull();
            found.AddRange(result.Value!.Items.Select(item => item.Id));
            afterPage?.Invoke(result.Value);
            cursor = result.Value.NextCursor;
        } while (cursor is not null);
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private static IServiceCollection Register(
        IServiceCollection services,
        PlatformKind kind,
        Uri url,
        int maxOrderRows
    ) =>
        kind switch
        {
            PlatformKind.Taobao => services.AddTaobao(options =>
            {
                options.TopUrl = new(url, "/router/rest");
                options.MaxOrderRows = maxOrderRows;
                options.TokenUrl = new(url, "/token");
                options.AuthorisationPage = new(url, "/authorize");
                options.CrossBorderUrl = new(url, "/rest");
                options.Pipeline.TransientRetries = 0;
            }),
            PlatformKind.Alibaba1688 => services.AddAlibaba1688(options =>
            {
                options.GatewayUrl = new(url, "/openapi");
                options.AuthorisationPage = new(url, "/oauth/authorize");
                options.MaxOrderRows = maxOrderRows;
                options.Pipeline.TransientRetries = 0;
            }),
            PlatformKind.Pinduoduo => services.AddPinduoduo(options =>
            {
                options.GatewayUrl = new(url, "/api/router");
                options.AuthorisationPage = new(url, "/service-market/auth");
                options.MaxOrderRows = maxOrderRows;
                options.Pipeline.TransientRetries = 0;
            }),
            PlatformKind.Temu => services.AddTemu(options =>
            {
                options.UsUrl = new(url, "/openapi/router");
                options.MaxOrderRows = maxOrderRows;
                options.Pipeline.TransientRetries = 0;
            }),
            _ => services.AddAliExpress(options =>
            {
                options.SyncUrl = new(url, "/sync");
                options.MaxOrderRows = maxOrderRows;
                options.RestUrl = new(url, "/rest");
                options.AuthorisationPage = new(url, "/oauth/authorize");
                options.Pipeline.TransientRetries = 0;
            }),
        };
}
