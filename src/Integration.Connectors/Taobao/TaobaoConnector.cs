using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Links;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Taobao;

/// <summary>Taobao and Tmall.</summary>
internal sealed class TaobaoConnector
    : IProductDetails,
        IProductList,
        ILinkResolution,
        IOrderList,
        IOrderDetails,
        ITokenExchange,
        ITokenRefresh,
        IConnectionTest
{
    private const string AffiliateCall = "taobao.tbk.item.details.upgrade.get";
    private const string SellerCall = "taobao.item.seller.get";
    private const string ListCall = "taobao.items.onsale.get";
    private const string InventoryCall = "taobao.items.inventory.get";
    private const string CrossBorderPath = "/traffic/item/get";

    // An id that is well formed and that no product has; "gone" proves that everything else was accepted.
    private const string ProbeId = "1";
    private const string AnyLanguage = "en";

    private readonly TaobaoOptions _options;
    private readonly IPlatformTransport _transport;
    private readonly TopClient _top;
    private readonly IopGateway _crossBorder;
    private readonly TradeCalls _trades;
    private readonly LinkCalls _links;

    /// <summary>Makes the connector.</summary>
    public TaobaoConnector(TaobaoOptions options, IPlatformTransport transport, TimeProvider time)
    {
        _options = options;
        _transport = transport;
        Declaration = TaobaoDeclaration.Of(options);
        _top = new(options, transport, Declaration.Errors, time);
        _trades = new(options, _top, Declaration.Orders!);
        _links = new(_top);
        _crossBorder = new(TaobaoDeclaration.Platform, Declaration.Errors, time);
    }

    /// <inheritdoc />
    public ConnectorDeclaration Declaration { get; }

    /// <inheritdoc />
    public Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct) =>
        ProductAsking.Ask(
            this,
            account,
            query,
            TaobaoLinks.IsId,
            (kind, asked) =>
                kind.Name switch
                {
                    TaobaoDeclaration.CrossBorder => CrossBorder(account, asked.Ids[0], asked.Language, ct),
                    TaobaoDeclaration.Seller => Own(account, asked.Ids[0], ct),
                    _ => Affiliate(account, asked.Ids, ct),
                }
        );

    /// <inheritdoc />
    public async Task<PlatformResult<ProductPage>> ListProducts(
        AccountCredentials account,
        ProductListQuery query,
        CancellationToken ct
    )
    {
        if (account.AccessToken is null)
        {
            return Failures.NoToken();
        }

        return query.OffSale
            ? await JoinedLists.Read(query, asked => Read(ListCall, asked), asked => Read(InventoryCall, asked))
            : await Read(ListCall, query);

        Task<PlatformResult<ProductPage>> Read(string call, ProductListQuery asked) =>
            PageCountdown.Read(asked, Declaration.List!, page => List(account, call, asked, page, ct));
    }

    /// <inheritdoc />
    public Task<PlatformResult<OrderPage>> ListOrders(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    ) => _trades.List(account, query, ct);

    /// <inheritdoc />
    public Task<PlatformResult<Order>> GetOrder(AccountCredentials account, string number, CancellationToken ct) =>
        _trades.Get(account, number, ct);

    /// <inheritdoc />
    public ProductLink? ReadLink(Uri url) => TaobaoLinks.Rules.Read(url);

    /// <inheritdoc />
    public bool IsLinkHost(string host) => TaobaoLinks.Rules.KnowsHost(host);

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> ExchangeCode(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    ) =>
        account.AppKind == TaobaoDeclaration.CrossBorder
            ? _crossBorder.Exchange(_transport, account, _options.CrossBorderUrl, code, ct)
            : _top.Exchange(account, code, ct);

    /// <inheritdoc />
    public Uri? AuthorisationPage(AccountCredentials account, Uri redirectUri, string? state) =>
        account.AppKind == TaobaoDeclaration.CrossBorder
            ? null
            : AuthorisationLink.OAuth(_options.AuthorisationPage, account, redirectUri, state);

    /// <inheritdoc />
    public string? FindShareWords(string text) => ShareWords.Find(text);

    /// <inheritdoc />
    public Task<PlatformResult<Uri>> ResolveLink(AccountCredentials account, string link, CancellationToken ct) =>
        _links.Resolve(account, link, ct);

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> RefreshToken(AccountCredentials account, CancellationToken ct) =>
        account.AppKind == TaobaoDeclaration.CrossBorder
            ? _crossBorder.Refresh(_transport, account, _options.CrossBorderUrl, ct)
            : _top.Refresh(account, ct);

    /// <inheritdoc />
    public async Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct)
    {
        if (account.AppKind == TaobaoDeclaration.Seller)
        {
            // A page by its number is one call; a list from its end would be two.
            var page = await ListProducts(account, new() { PageSize = 1, Cursor = "1" }, ct);
            return page.Succeeded ? new ConnectionReport(ListCall, TokenProved: true) : page.Failure;
        }

        var isCrossBorder = account.AppKind == TaobaoDeclaration.CrossBorder;
        return await ConnectionProbe.Run(
            this,
            account,
            ProbeId,
            new(isCrossBorder ? CrossBorderPath : AffiliateCall, TokenProved: isCrossBorder),
            ct
        );
    }

    private async Task<PlatformResult<Dictionary<string, PlatformResult<Product>>>> Affiliate(
        AccountCredentials account,
        string[] ids,
        CancellationToken ct
    )
    {
        var fields = FormRequest.Fields(
            ("item_id", string.Join(',', ids)),
            ("biz_scene_id", _options.AffiliateScene.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );
        var reply = await _top.Call(account, AffiliateCall, withSession: false, fields, ct);
        return reply.Succeeded
            ? AffiliateMapper.Read(ids, TopClient.ResultOf(reply.Value, AffiliateCall), reply.Value)
            : reply.Failure;
    }

    private async Task<PlatformResult<Dictionary<string, PlatformResult<Product>>>> Own(
        AccountCredentials account,
        string id,
        CancellationToken ct
    )
    {
        var fields = FormRequest.Fields(("fields", SellerMapper.Fields), ("num_iid", id));
        var reply = await _top.Call(account, SellerCall, withSession: true, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var item = TopClient.ResultOf(reply.Value, SellerCall)["item"];
        return ProductAsking.One(
            id,
            item["num_iid"].Exists
                ? SellerMapper.Detail(id, item, reply.Value.Raw)
                : Failures.UnknownShape(reply.Value, "an item")
        );
    }

    private async Task<PlatformResult<Dictionary<string, PlatformResult<Product>>>> CrossBorder(
        AccountCredentials account,
        string id,
        string? language,
        CancellationToken ct
    )
    {
        var fields = FormRequest.Fields(("item_resource", "taobao"), ("item_id", id), ("language", Asked(language)));
        var call = _crossBorder.AtPath(_options.CrossBorderUrl, CrossBorderPath, withToken: true, fields);
        var judge = call.Judge;
        call = call with { Judge = reply => judge(reply) ?? CrossBorderMapper.Judge(reply, Declaration.Errors) };
        var reply = await _transport.Send(account, call, ct);
        return reply.Succeeded
            ? ProductAsking.One(id, CrossBorderMapper.Read(id, language, reply.Value))
            : reply.Failure;
    }

    // The platform's own language comes with every answer; the interface does not take its name, and wants one.
    private static string Asked(string? language) =>
        language is null or TaobaoDeclaration.OwnLanguage ? AnyLanguage : language;

    private async Task<PlatformResult<ListAnswer>> List(
        AccountCredentials account,
        string call,
        ProductListQuery query,
        PageCursor page,
        CancellationToken ct
    )
    {
        var fields = FormRequest.Fields(
            ("fields", SellerMapper.Fields),
            ("page_no", page.Text),
            ("page_size", page.SizeText),
            ("order_by", "modified:asc"),
            ("start_modified", query.ModifiedFrom is { } from ? AlibabaTime.Text(from) : null),
            ("end_modified", query.ModifiedTo is { } to ? AlibabaTime.Text(to) : null)
        );
        var reply = await _top.Call(account, call, withSession: true, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        // With zero hits the wrapper is absent.
        var result = TopClient.ResultOf(reply.Value, call);
        return ListAnswer.Of(
            reply.Value,
            result["items"].Items("item"),
            SellerMapper.Row,
            result["total_results"].Whole
        );
    }
}
