using System.Text.Json;
using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Links;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.AliExpress;

/// <summary>AliExpress.</summary>
internal sealed class AliExpressConnector
    : IProductDetails,
        IProductList,
        IProductLinks,
        IOrderList,
        IOrderDetails,
        ITokenExchange,
        ITokenRefresh,
        IConnectionTest
{
    private const string ProbeId = "1";

    private readonly AliExpressOptions _options;
    private readonly IPlatformTransport _transport;
    private readonly IopGateway _gateway;
    private readonly AliExpressMapper _mapper;
    private readonly OrderCalls _orders;

    /// <summary>Makes the connector.</summary>
    public AliExpressConnector(AliExpressOptions options, IPlatformTransport transport, TimeProvider time)
    {
        _options = options;
        _transport = transport;
        _mapper = new(options);
        Declaration = AliExpressDeclaration.Of(options);
        _gateway = new(AliExpressDeclaration.Platform, Declaration.Errors, time);
        _orders = new(Call, new(Declaration.TimeZoneId), Declaration.Orders!);
    }

    /// <inheritdoc />
    public ConnectorDeclaration Declaration { get; }

    /// <inheritdoc />
    public Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct) =>
        ProductAsking.Ask(this, account, query, AliExpressLinks.IsId, (_, asked) => Detail(account, asked, ct));

    /// <inheritdoc />
    public Task<PlatformResult<ProductPage>> ListProducts(
        AccountCredentials account,
        ProductListQuery query,
        CancellationToken ct
    )
    {
        return query.OffSale
            ? JoinedLists.Read(query, [.. AliExpressMapper.ListStatuses.Select(Of)])
            : List(account, AliExpressMapper.OnSelling, query, ct);

        Func<ProductListQuery, Task<PlatformResult<ProductPage>>> Of(string status) =>
            asked => List(account, status, asked, ct);
    }

    private async Task<PlatformResult<ProductPage>> List(
        AccountCredentials account,
        string status,
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

        var parameter = JsonSerializer.Serialize(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["current_page"] = cursor.Value.Page,
                ["page_size"] = cursor.Value.Size,
                ["product_status_type"] = status,
            }
        );
        var fields = FormRequest.Fields(("aeop_a_e_product_list_query", parameter));
        var reply = await Call(account, AliExpressDeclaration.ListCall, fields, AliExpressErrors.OfList, ct);
        return reply.Succeeded ? cursor.Value.CountUp(AliExpressMapper.List(reply.Value, status)) : reply.Failure;
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
    public ProductLink? ReadLink(Uri url) => AliExpressLinks.Read(url);

    /// <inheritdoc />
    public bool IsLinkHost(string host) => AliExpressLinks.KnowsHost(host);

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> ExchangeCode(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    ) => _gateway.Exchange(_transport, account, _options.RestUrl, code, ct);

    /// <inheritdoc />
    public Uri? AuthorisationPage(AccountCredentials account, Uri redirectUri, string? state) =>
        AuthorisationLink.Of(
            _options.AuthorisationPage,
            ("response_type", "code"),
            // Else a person who is signed in already is not asked which account it is for.
            ("force_auth", "true"),
            ("redirect_uri", redirectUri.OriginalString),
            ("client_id", account.AppKey),
            ("state", state)
        );

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> RefreshToken(AccountCredentials account, CancellationToken ct) =>
        _gateway.Refresh(_transport, account, _options.RestUrl, ct);

    /// <inheritdoc />
    public Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct) =>
        ConnectionProbe.Run(this, account, ProbeId, new(AliExpressDeclaration.DetailCall, TokenProved: true), ct);

    private async Task<PlatformResult<Dictionary<string, PlatformResult<Product>>>> Detail(
        AccountCredentials account,
        ProductQuery query,
        CancellationToken ct
    )
    {
        var id = query.Ids[0];
        var fields = FormRequest.Fields(
            ("product_id", id),
            ("ship_to_country", query.Country?.ToUpperInvariant() ?? _options.Country),
            ("target_currency", query.Currency ?? _options.Currency),
            ("target_language", (query.Language ?? _options.Language).Replace('-', '_'))
        );
        var reply = await Call(account, AliExpressDeclaration.DetailCall, fields, AliExpressErrors.OfDetail, ct);
        return reply.Succeeded ? ProductAsking.One(id, _mapper.Read(id, query, reply.Value)) : reply.Failure;
    }

    // Judged as part of the call, as the gateway's own errors are: what is around calls then sees them too.
    private Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        string method,
        Dictionary<string, string> fields,
        Func<PlatformFailure?, PlatformReply, PlatformFailure?> judge,
        CancellationToken ct
    )
    {
        var call = _gateway.Named(_options.SyncUrl, method, _options.TokenField, fields);
        var gateway = call.Judge;
        return _transport.Send(account, call with { Judge = reply => judge(gateway(reply), reply) }, ct);
    }
}
