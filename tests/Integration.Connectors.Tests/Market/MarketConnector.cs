using System.Text.RegularExpressions;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Market;

/// <summary>Market.</summary>
internal sealed partial class MarketConnector
    : IProductDetails,
        IProductList,
        IProductWrite,
        IStockUpdate,
        IOrderPush,
        ITokenExchange,
        ITokenRefresh,
        IConnectionTest
{
    private readonly MarketOptions _options;
    private readonly MarketClient _client;

    /// <summary>Makes the connector.</summary>
    public MarketConnector(MarketOptions options, IPlatformTransport transport, TimeProvider time)
    {
        _options = options;
        _client = new(options, transport, time);
        Declaration = MarketDeclaration.Of(options);
    }

    /// <inheritdoc />
    public ConnectorDeclaration Declaration { get; }

    /// <inheritdoc />
    public Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct) =>
        ProductAsking.Ask(
            this,
            account,
            query,
            static id => Id().IsMatch(id),
            async (_, asked) =>
            {
                var data = new { asked.Ids, asked.Language };
                var reply = await _client.Call(account, "product.get", data, ct);
                return reply.Succeeded ? Products(asked.Ids, reply.Value) : reply.Failure;
            }
        );

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

        var reply = await _client.Call(account, "product.list", new { cursor.Value.Page, cursor.Value.Size }, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var data = reply.Value.Root["data"];
        return cursor.Value.CountUp(
            ListAnswer.Of(reply.Value, data["products"].Items(), MarketMapper.Row, data["total"].Whole)
        );
    }

    /// <inheritdoc />
    public Task<ProductWriteResult[]> CreateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    ) =>
        Write(
            account,
            [.. drafts.Select(static draft => draft with { Id = null })],
            new("product.create", "code", static draft => draft.SellerCode, static limits => limits.Creates),
            ct
        );

    /// <inheritdoc />
    public Task<ProductWriteResult[]> UpdateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    ) =>
        Write(
            account,
            drafts,
            new("product.update", "id", static draft => draft.Id, static limits => limits.Updates),
            ct
        );

    /// <inheritdoc />
    public async Task<StockResult[]> UpdateStock(
        AccountCredentials account,
        StockChange[] changes,
        CancellationToken ct
    )
    {
        var outcomes = await WriteChecks.Write<StockChange, StockLevel>(
            Declaration,
            account,
            changes,
            static limits => limits.StockUpdates,
            async items =>
            {
                var data = new { Items = items.Select(MarketMapper.Item) };
                var reply = await _client.Call(account, "stock.set", data, ct);
                return reply.Succeeded ? MarketResults.Stock(items, reply.Value) : reply.Failure;
            }
        );
        return [.. changes.Zip(outcomes, static (change, outcome) => new StockResult(change, outcome))];
    }

    /// <inheritdoc />
    public Task<PlatformResult<PushedOrder>[]> PushOrders(
        AccountCredentials account,
        OrderDraft[] orders,
        CancellationToken ct
    ) =>
        WriteChecks.Write<OrderDraft, PushedOrder>(
            Declaration,
            account,
            orders,
            static limits => limits.Orders,
            async items =>
            {
                var data = new { Items = items.Select(MarketMapper.Item) };
                var reply = await _client.Call(account, "order.place", data, ct);
                return reply.Succeeded ? MarketResults.Orders(items, reply.Value) : reply.Failure;
            }
        );

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
            ("app", account.AppKey),
            ("back", redirectUri.OriginalString),
            ("state", state)
        );

    /// <inheritdoc />
    public Task<PlatformResult<TokenGrant>> RefreshToken(AccountCredentials account, CancellationToken ct) =>
        _client.Refresh(account, ct);

    /// <inheritdoc />
    public async Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct)
    {
        var page = await ListProducts(account, new() { PageSize = 1 }, ct);
        return page.Succeeded ? new ConnectionReport("product.list", TokenProved: true) : page.Failure;
    }

    private async Task<ProductWriteResult[]> Write(
        AccountCredentials account,
        ProductDraft[] drafts,
        MarketWrite write,
        CancellationToken ct
    )
    {
        var outcomes = await WriteChecks.Write<ProductDraft, WrittenProduct>(
            Declaration,
            account,
            drafts,
            write.Limit,
            async items =>
            {
                var data = new { Items = items.Select(MarketMapper.Item) };
                var reply = await _client.Call(account, write.Call, data, ct);
                return reply.Succeeded ? MarketResults.Products(items, write, reply.Value) : reply.Failure;
            }
        );
        return [.. drafts.Zip(outcomes, static (draft, outcome) => new ProductWriteResult(draft.SellerCode, outcome))];
    }

    private static PlatformResult<Dictionary<string, PlatformResult<Product>>> Products(
        string[] ids,
        PlatformReply reply
    )
    {
        var found = reply.Root["data"]["products"].Items();
        // What is left out would count as gone, which only the platform may say.
        return ids.ToDictionary(
            static id => id,
            id => Product(id, Array.Find(found, one => one["id"].Text == id), ids.Length == 1, reply),
            StringComparer.Ordinal
        );
    }

    private static PlatformResult<Product> Product(string id, LooseJson told, bool isOnly, PlatformReply reply)
    {
        if (told["gone"].Flag == true)
        {
            return Failures.Gone(id);
        }

        return MarketMapper.Product(told, id, isOnly ? reply.Raw : reply.RawOf(told)) is { } product
            ? product
            : Failures.UnknownShape(reply, "a product for each id");
    }

    [GeneratedRegex("^[1-9][0-9]{0,17}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
