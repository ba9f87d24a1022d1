using System.Text.RegularExpressions;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Temu;

/// <summary>Temu.</summary>
internal sealed partial class TemuConnector
    : IProductList,
        IOrderList,
        IOrderDetails,
        ILogistics,
        ITokenExchange,
        IConnectionTest
{
    private const long OnOrOffSale = 1;
    private const string Fulfilment = "fulfillmentTypeList";

    // Without it the platform leaves out the lines that a cooperative warehouse ships.
    private static readonly TemuField AnyFulfilment = new(
        """["fulfillBySeller","fulfillByCooperativeWarehouse"]""",
        IsString: false
    );

    private readonly TemuClient _client;
    private readonly TemuLogistics _logistics;

    /// <summary>Makes the connector.</summary>
    public TemuConnector(TemuOptions options, IPlatformTransport transport, TimeProvider time)
    {
        Declaration = TemuDeclaration.Of(options);
        _client = new(Declaration, options, transport, time);
        _logistics = new(_client, GetOrder);
    }

    /// <inheritdoc />
    public ConnectorDeclaration Declaration { get; }

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

        var fields = new Dictionary<string, TemuField>(StringComparer.Ordinal)
        {
            ["pageNo"] = TemuField.Of(cursor.Value.Page),
            ["pageSize"] = TemuField.Of(cursor.Value.Size),
            ["goodsSearchType"] = TemuField.Of(OnOrOffSale),
        };
        var reply = await _client.Call(account, TemuCalls.GoodsList, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var result = reply.Value.Root["result"];
        return cursor.Value.CountUp(
            ListAnswer.Of(reply.Value, result["goodsList"].Items(), TemuMapper.Goods, result["total"].Whole)
        );
    }

    /// <inheritdoc />
    public Task<PlatformResult<OrderPage>> ListOrders(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    ) => OrderCountdown.Read(query, Declaration.Orders!, page => OrderPage(account, query.Window, page, ct));

    /// <inheritdoc />
    public Task<PlatformResult<Order>> GetOrder(AccountCredentials account, string number, CancellationToken ct) =>
        OrderAsking.Ask(
            account,
            number,
            IsOrderNumber,
            () =>
                _client.Call(
                    account,
                    TemuCalls.OrderDetail,
                    new(StringComparer.Ordinal)
                    {
                        ["parentOrderSn"] = TemuField.Of(number),
                        [Fulfilment] = AnyFulfilment,
                    },
                    ct
                ),
            static reply => TemuMapper.Detail(reply.Root["result"], reply.Raw)
        );

    /// <inheritdoc />
    public Task<PlatformResult<Shipment>> ConfirmShipment(
        AccountCredentials account,
        Shipment shipment,
        CancellationToken ct
    ) => _logistics.Confirm(account, shipment, ct);

    /// <summary>Whether a text can be the number of an order, which is a parent order there.</summary>
    internal static bool IsOrderNumber(string number) => OrderNumber().IsMatch(number);

    /// <inheritdoc />
    public async Task<PlatformResult<TokenGrant>> ExchangeCode(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    )
    {
        var reply = await _client.Exchange(account, code, ct);
        return reply.Succeeded ? TemuMapper.Grant(reply.Value) : reply.Failure;
    }

    /// <summary>None: sellers begin in their own seller centre, of which there are several, and some get no code but the token.</summary>
    public Uri? AuthorisationPage(AccountCredentials account, Uri redirectUri, string? state) => null;

    /// <inheritdoc />
    public async Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct)
    {
        var fields = new Dictionary<string, TemuField>(StringComparer.Ordinal);
        var reply = await _client.Call(account, TemuCalls.TokenInformation, fields, ct);
        return reply.Succeeded ? new ConnectionReport(TemuCalls.TokenInformation, TokenProved: true) : reply.Failure;
    }

    private async Task<PlatformResult<OrderListAnswer>> OrderPage(
        AccountCredentials account,
        OrderWindow window,
        OrderCursor page,
        CancellationToken ct
    )
    {
        var isByUpdate = window.By == OrderTime.Updated;
        var fields = new Dictionary<string, TemuField>(StringComparer.Ordinal)
        {
            ["pageNumber"] = TemuField.Of(page.Page),
            ["pageSize"] = TemuField.Of(page.Size),
            [isByUpdate ? "updateAtStart" : "createAfter"] = TemuField.Of(window.From.ToUnixTimeSeconds()),
            [isByUpdate ? "updateAtEnd" : "createBefore"] = TemuField.Of(window.To.ToUnixTimeSeconds()),
            ["sortby"] = TemuField.Of(isByUpdate ? "updateTime" : "createTime"),
            [Fulfilment] = AnyFulfilment,
        };
        var reply = await _client.Call(account, TemuCalls.OrderList, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var result = reply.Value.Root["result"];
        return new OrderListAnswer(
            reply.Value,
            [.. result["pageItems"].Items().Select(row => TemuMapper.Row(row, reply.Value))],
            result["totalItemNum"].Whole
        )
        {
            PlatformTime = reply.Value.SentAt,
        };
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OrderNumber();
}
