using Integration.Calls;
using Integration.Catalogue;
using Integration.Links;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>Pinduoduo.</summary>
internal sealed class PinduoduoConnector
    : IProductDetails,
        IProductList,
        ILinkResolution,
        IOrderList,
        IOrderDetails,
        IProductWrite,
        IStockUpdate,
        ILogistics,
        ITokenExchange,
        ITokenRefresh,
        IConnectionTest
{
    private const string ProbeId = "1";
    private readonly PinduoduoOptions _options;
    private readonly PinduoduoClient _client;
    private readonly PinduoduoOrders _orders;
    private readonly PinduoduoProducts _products;
    private readonly PinduoduoStock _stock;
    private readonly PinduoduoLogistics _logistics;

    /// <summary>Makes the connector.</summary>
    public PinduoduoConnector(PinduoduoOptions options, IPlatformTransport transport, TimeProvider time)
    {
        _options = options;
        _client = new(options, transport, time);
        Declaration = PinduoduoDeclaration.Of(options);
        _orders = new(_client, Declaration);
        _products = new(_client, Declaration, Own);
        _stock = new(_client, Declaration, Own);
        _logistics = new(_client);
    }

    /// <inheritdoc />
    public ConnectorDeclaration Declaration { get; }

    /// <inheritdoc />
    public Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct)
    {
        Func<string, bool> isId = IsSeller(account) ? PinduoduoLinks.IsGoodsId : PinduoduoLinks.IsId;
        return ProductAsking.Ask(
            this,
            account,
            query,
            isId,
            async (kind, asked) =>
                ProductAsking.One(
                    asked.Ids[0],
                    kind.Name == PinduoduoDeclaration.Seller
                        ? await Own(account, asked.Ids[0], ct)
                        : await Affiliate(account, asked.Ids[0], ct)
                )
        );
    }

    /// <inheritdoc />
    public async Task<PlatformResult<ProductPage>> ListProducts(
        AccountCredentials account,
        ProductListQuery query,
        CancellationToken ct
    )
    {
        var cursor = PageCursor.Read(query, Declaration.List!);
        if (!cursor.Succeeded)
        {
            return cursor.Failure;
        }

        if (account.AccessToken is null)
        {
            return Failures.NoToken();
        }

        var fields = FormRequest.Fields(("page", cursor.Value.Text), ("page_size", cursor.Value.SizeText));
        var reply = await _client.Call(account, PinduoduoCalls.SellerList, withToken: true, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var result = reply.Value.Root[PinduoduoCalls.SellerList.RootKey];
        return cursor.Value.CountUp(
            ListAnswer.Of(reply.Value, result["goods_list"].Items(), PinduoduoMapper.Row, result["total_count"].Whole)
        );
    }

    /// <inheritdoc />
    public Task<PlatformResult<OrderPage>> ListOrders(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    ) => _orders.List(account, query, ct);

    /// <inheritdoc />
    public Task<PlatformResult<Order>> GetOrder(AccountCredentials account, string number, CancellationToken ct) =>
        _orders.Get(account, number, ct);

    /// <inheritdoc />
    public Task<ProductWriteResult[]> CreateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    ) => _products.Create(account, drafts, ct);

    /// <inheritdoc />
    public Task<ProductWriteResult[]> UpdateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    ) => _products.Update(account, drafts, ct);

    /// <inheritdoc />
    public Task<StockResult[]> UpdateStock(AccountCredentials account, StockChange[] changes, CancellationToken ct) =>
        _stock.Update(account, changes, ct);

    /// <inheritdoc />
    public Task<PlatformResult<Shipment>> ConfirmShipment(
        AccountCredentials account,
        Shipment shipment,
        CancellationToken ct
    ) => _logistics.Confirm(account, shipment, ct);

    /// <inheritdoc />
    public ProductLink? ReadLink(Uri url) => PinduoduoLinks.Rules.Read(url);

    /// <inheritdoc />
    public bool IsLinkHost(string host) => PinduoduoLinks.Rules.KnowsHost(host);

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> ExchangeCode(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    ) => _client.Exchange(account, code, ct);

    /// <inheritdoc />
    public Uri? AuthorisationPage(AccountCredentials account, Uri redirectUri, string? state) =>
        AuthorisationLink.OAuth(
            IsSeller(account) ? _options.AuthorisationPage : _options.AffiliateAuthorisationPage,
            account,
            redirectUri,
            state
        );

    /// <inheritdoc />
    public async Task<PlatformResult<Uri>> ResolveLink(AccountCredentials account, string link, CancellationToken ct)
    {
        var call = PinduoduoCalls.LinkParse;
        var reply = await _client.Call(account, call, withToken: false, FormRequest.Fields(("original_url", link)), ct);
        return reply.Succeeded ? ResolvedAddress.Of(reply.Value, call.AnswerOf(reply.Value.Root).Text) : reply.Failure;
    }

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> RefreshToken(AccountCredentials account, CancellationToken ct) =>
        _client.Refresh(account, ct);

    /// <inheritdoc />
    public async Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct)
    {
        if (!IsSeller(account))
        {
            return await ConnectionProbe.Run(
                this,
                account,
                ProbeId,
                new(PinduoduoCalls.AffiliateSearch.Type, TokenProved: false),
                ct
            );
        }

        var page = await ListProducts(account, new() { PageSize = 1 }, ct);
        return page.Succeeded ? new ConnectionReport(PinduoduoCalls.SellerList.Type, TokenProved: true) : page.Failure;
    }

    private static bool IsSeller(AccountCredentials account) => account.AppKind == PinduoduoDeclaration.Seller;

    private async Task<PlatformResult<Product>> Own(AccountCredentials account, string id, CancellationToken ct)
    {
        var call = PinduoduoCalls.SellerDetail;
        var reply = await _client.Call(account, call, withToken: true, FormRequest.Fields(("goods_id", id)), ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        const int deleted = 4;
        var goods = reply.Value.Root[call.RootKey];
        if (goods["status"].Whole == deleted)
        {
            return Failures.Gone(id, "it is deleted");
        }

        return goods["goods_name"].Exists
            ? PinduoduoMapper.Seller(id, goods, reply.Value.Raw)
            : Failures.UnknownShape(reply.Value, "a product");
    }

    private async Task<PlatformResult<Product>> Affiliate(AccountCredentials account, string id, CancellationToken ct)
    {
        if (!PinduoduoLinks.IsGoodsId(id))
        {
            return await BySign(account, id, id, ct);
        }

        var call = PinduoduoCalls.AffiliateSearch;
        var reply = await _client.Call(account, call, withToken: false, FormRequest.Fields(("keyword", id)), ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var hit = PinduoduoSearch.Hit(reply.Value.Root[call.RootKey]["goods_list"].Items(), id, reply.Value);
        return hit.Succeeded ? await BySign(account, id, hit.Value, ct) : hit.Failure;
    }

    private async Task<PlatformResult<Product>> BySign(
        AccountCredentials account,
        string id,
        string sign,
        CancellationToken ct
    )
    {
        var call = PinduoduoCalls.AffiliateDetail;
        var fields = FormRequest.Fields(
            ("goods_sign", sign),
            ("need_sku_info", _options.AskForVariants ? "true" : null)
        );
        var reply = await _client.Call(account, call, withToken: false, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var goods = reply.Value.Root[call.RootKey]["goods_details"].Items();
        if (goods.Length == 0)
        {
            return Failures.Gone(id);
        }

        return goods[0]["goods_name"].Exists
            ? PinduoduoMapper.Affiliate(id, sign, goods[0], reply.Value.Raw)
            : Failures.UnknownShape(reply.Value, "a product");
    }
}
