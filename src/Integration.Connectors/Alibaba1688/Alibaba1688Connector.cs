using System.Text.Json;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Links;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Alibaba1688;

/// <summary>1688.</summary>
internal sealed class Alibaba1688Connector
    : IProductDetails,
        IProductList,
        IProductLinks,
        IOrderList,
        IOrderDetails,
        IOrderPush,
        ITokenExchange,
        ITokenRefresh,
        IConnectionTest,
        IWebhookParsing
{
    private const string OfferCall = "1/com.alibaba.fenxiao.crossborder/product.search.queryProductDetail";
    private const string SellerCall = "1/com.alibaba.product/alibaba.product.get";
    private const string ListCall = "1/com.alibaba.product/alibaba.product.list.get";
    private const string TimeCall = "1/system/currentTime";

    // The interface wants a language even where only the original is wanted.
    private const string AnyLanguage = "en";
    private const string ProbeId = "1";

    private readonly Alibaba1688Options _options;
    private readonly AopClient _client;
    private readonly OrderCalls _orders;
    private readonly PurchaseOrders _purchases;

    /// <summary>Makes the connector.</summary>
    public Alibaba1688Connector(Alibaba1688Options options, IPlatformTransport transport, TimeProvider time)
    {
        _options = options;
        Declaration = Alibaba1688Declaration.Of(options);
        _client = new(options, transport, Declaration.Errors, time);
        _orders = new(options, _client, Declaration.Orders!);
        _purchases = new(_client, Declaration, (account, id, ct) => Ask(account, id, new(id), ct));
    }

    /// <inheritdoc />
    public ConnectorDeclaration Declaration { get; }

    /// <inheritdoc />
    public WebhookReading ReadWebhook(ReadOnlySpan<byte> body, IReadOnlyList<string> secrets) =>
        AopMessage.Read(body, secrets);

    /// <inheritdoc />
    public Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct) =>
        ProductAsking.Ask(
            this,
            account,
            query,
            Alibaba1688Links.IsId,
            (kind, asked) =>
                kind.Name == Alibaba1688Declaration.Seller
                    ? Own(account, asked.Ids[0], ct)
                    : Offer(account, asked.Ids[0], asked, ct)
        );

    /// <inheritdoc />
    public async Task<PlatformResult<ProductPage>> ListProducts(
        AccountCredentials account,
        ProductListQuery query,
        CancellationToken ct
    ) =>
        account.AccessToken is null
            ? Failures.NoToken()
            : await PageCountdown.Read(query, Declaration.List!, page => List(account, query, page, ct));

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
    public Task<PlatformResult<PushedOrder>[]> PushOrders(
        AccountCredentials account,
        OrderDraft[] orders,
        CancellationToken ct
    ) => _purchases.Push(account, orders, ct);

    /// <inheritdoc />
    public ProductLink? ReadLink(Uri url) => Alibaba1688Links.Rules.Read(url);

    /// <inheritdoc />
    public bool IsLinkHost(string host) => Alibaba1688Links.Rules.KnowsHost(host);

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> ExchangeCode(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    ) => _client.Exchange(account, code, ct);

    /// <inheritdoc />
    public Uri? AuthorisationPage(AccountCredentials account, Uri redirectUri, string? state) =>
        AuthorisationLink.Of(
            _options.AuthorisationPage,
            ("client_id", account.AppKey),
            ("site", "1688"),
            ("redirect_uri", redirectUri.OriginalString),
            ("state", state)
        );

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> RefreshToken(AccountCredentials account, CancellationToken ct) =>
        _client.Refresh(account, ct);

    /// <inheritdoc />
    public async Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct)
    {
        // Key and signature first: it needs no permission, so what fails after it is the token or the permission.
        var clock = await _client.Call(account with { AccessToken = null }, TimeCall, [], ct);
        if (!clock.Succeeded)
        {
            return clock.Failure;
        }

        return account.AccessToken is null
            ? new ConnectionReport(TimeCall, TokenProved: false)
            : await ConnectionProbe.Run(this, account, ProbeId, new(CallOf(account), TokenProved: true), ct);
    }

    private static string CallOf(AccountCredentials account) =>
        account.AppKind == Alibaba1688Declaration.Seller ? SellerCall : OfferCall;

    private async Task<PlatformResult<Dictionary<string, PlatformResult<Product>>>> Offer(
        AccountCredentials account,
        string id,
        ProductQuery query,
        CancellationToken ct
    )
    {
        var reply = await Ask(account, id, query, ct);
        return reply.Succeeded ? ProductAsking.One(id, OfferMapper.Read(id, query, reply.Value)) : reply.Failure;
    }

    private Task<PlatformResult<PlatformReply>> Ask(
        AccountCredentials account,
        string id,
        ProductQuery query,
        CancellationToken ct
    ) => _client.Call(account, OfferCall, FormRequest.Fields(("offerDetailParam", OfferParameter(id, query))), ct);

    private async Task<PlatformResult<Dictionary<string, PlatformResult<Product>>>> Own(
        AccountCredentials account,
        string id,
        CancellationToken ct
    )
    {
        var fields = FormRequest.Fields(("productID", id), ("webSite", "1688"));
        var reply = await _client.Call(account, SellerCall, fields, ct);
        return reply.Succeeded ? ProductAsking.One(id, SellerMapper.Detail(id, reply.Value)) : reply.Failure;
    }

    private static string OfferParameter(string id, ProductQuery query)
    {
        var isTranslated = query.Language is { } language && language != Alibaba1688Declaration.OwnLanguage;
        var parameter = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["offerId"] = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture),
            // A language, in spite of its name.
            ["country"] = isTranslated ? query.Language! : AnyLanguage,
        };
        if (query.Currency is { } currency)
        {
            parameter["currency"] = currency;
        }

        return JsonSerializer.Serialize(parameter);
    }

    private async Task<PlatformResult<ListAnswer>> List(
        AccountCredentials account,
        ProductListQuery query,
        PageCursor page,
        CancellationToken ct
    )
    {
        var fields = FormRequest.Fields(
            ("pageNo", page.Text),
            ("pageSize", page.SizeText),
            // Without it products of every status.
            ("statusList", query.OffSale ? null : "[\"published\"]"),
            ("needDetail", "true"),
            ("orderByCondition", "MODIFY_DATE"),
            ("orderByType", "ASC"),
            ("startModifyTime", query.ModifiedFrom is { } from ? AopTime.Text(from) : null),
            ("endModifyTime", query.ModifiedTo is { } to ? AopTime.Text(to) : null)
        );
        var reply = await _client.Call(account, ListCall, fields, ct);
        return reply.Succeeded ? Rows(reply.Value) : reply.Failure;
    }

    // By the SDK the rows lie in result.pageResult; a test of a client saw result as the list itself.
    private static PlatformResult<ListAnswer> Rows(PlatformReply reply)
    {
        var result = reply.Root["result"];
        if (!result.Exists)
        {
            return Failures.UnknownShape(reply, "a result");
        }

        var page = result.IsObject ? result["pageResult"] : reply.Root;
        var rows = result.IsObject ? page["resultList"].Items() : result.Items();
        return ListAnswer.Of(reply, rows, SellerMapper.Row, page["totalRecords"].Whole);
    }
}
