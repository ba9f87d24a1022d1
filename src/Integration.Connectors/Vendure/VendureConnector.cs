using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Vendure;

/// <summary>Vendure.</summary>
internal sealed partial class VendureConnector : IProductList, IOrderList, IOrderDetails, ITokenRefresh, IConnectionTest
{
    private readonly VendureOptions _options;
    private readonly VendureClient _client;

    /// <summary>Makes the connector.</summary>
    public VendureConnector(VendureOptions options, IPlatformTransport transport)
    {
        _options = options;
        Declaration = VendureDeclaration.Of(options);
        _client = new(Declaration, options, transport);
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

        var options = new JsonObject
        {
            ["skip"] = (cursor.Value.Page - 1L) * cursor.Value.Rows,
            ["take"] = cursor.Value.Size,
            // Without it the rows have no order at all, and pages may show one twice and another never.
            ["sort"] = new JsonObject { ["id"] = "ASC" },
        };
        var reply = await Ask(account, VendureQueries.Products, VendureQueries.ProductsResult, options, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var result = reply.Value.Root["data"][VendureQueries.ProductsResult];
        return cursor.Value.CountUp(
            ListAnswer.Of(reply.Value, result["items"].Items(), VendureMapper.Product, result["totalItems"].Whole)
        );
    }

    /// <inheritdoc />
    public Task<PlatformResult<OrderPage>> ListOrders(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    ) => OrderCountdown.Read(query, Declaration.Orders!, page => OrderPage(account, query.Window, page, ct));

    /// <inheritdoc />
    public async Task<PlatformResult<Order>> GetOrder(AccountCredentials account, string number, CancellationToken ct)
    {
        if (!OrderCode().IsMatch(number))
        {
            return Failures.InvalidRequest($"'{Failures.Short(number, 80)}' cannot be the code of an order here.");
        }

        var options = VendureFilter.One(number);
        var reply = await Ask(account, VendureQueries.Orders, VendureQueries.OrdersResult, options, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var result = reply.Value.Root["data"][VendureQueries.OrdersResult];
        if (result["items"].Items() is [var told, ..])
        {
            var order = VendureMapper.Order(told, reply.Value.Raw);
            return order?.Number == number ? order : Failures.UnknownShape(reply.Value, "the order that was asked for");
        }

        return result["totalItems"].Whole == 0
            ? new PlatformFailure(FailureKind.Permanent, FailureReason.Gone, $"The shop has no order {number}.")
            : Failures.UnknownShape(reply.Value, "an order");
    }

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> RefreshToken(AccountCredentials account, CancellationToken ct) =>
        _client.LogIn(account, ct);

    /// <inheritdoc />
    public async Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct)
    {
        // Not who is logged in, which needs no right, but a page of what is going to be read.
        var options = new JsonObject { ["take"] = 1 };
        var reply = await Ask(account, VendureQueries.Orders, VendureQueries.OrdersResult, options, ct);
        return reply.Succeeded ? new ConnectionReport(VendureQueries.OrdersResult, TokenProved: true) : reply.Failure;
    }

    private async Task<PlatformResult<OrderListAnswer>> OrderPage(
        AccountCredentials account,
        OrderWindow window,
        OrderCursor page,
        CancellationToken ct
    )
    {
        var options = VendureFilter.Page(window, page, _options.OrderReadAgain);
        var reply = await Ask(account, VendureQueries.Orders, VendureQueries.OrdersResult, options, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var result = reply.Value.Root["data"][VendureQueries.OrdersResult];
        return new OrderListAnswer(
            reply.Value,
            [.. result["items"].Items().Select(row => VendureMapper.Row(row, reply.Value))],
            result["totalItems"].Whole
        )
        {
            PlatformTime = reply.Value.SentAt,
        };
    }

    private Task<PlatformResult<PlatformReply>> Ask(
        AccountCredentials account,
        string query,
        string result,
        JsonObject options,
        CancellationToken ct
    ) => _client.Call(account, query, result, new JsonObject { ["options"] = options }, ct);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OrderCode();
}
