using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Integration.Counterparts;

/// <summary>The shop's orders and products as its GraphQL tells them, read apart from the connector: all at once, as lines to compare.</summary>
internal sealed class VendureTruth : IDisposable
{
    private const string OrdersQuery = """
        { orders(options: {take: 1000, sort: {id: ASC}, filter: {orderPlacedAt: {isNull: false}}}) { totalItems items {
          code state updatedAt orderPlacedAt totalWithTax currencyCode
          lines { id quantity productVariant { id name } } fulfillments { trackingCode } } } }
        """;

    private const string ProductsQuery = """
        { products(options: {take: 1000, sort: {id: ASC}}) { items { id name variants { sku priceWithTax stockOnHand
          stockLevels { stockOnHand stockAllocated } } } } }
        """;

    private readonly HttpClient _http;

    private VendureTruth(Uri url) => _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = url };

    public static async Task<VendureTruth> Open(VendureShop shop)
    {
        var truth = new VendureTruth(shop.AdminUrl);
        var query = $"mutation {{ login(username: \"{shop.User}\", password: \"{shop.Password}\") {{ __typename }} }}";
        using var answer = await truth._http.PostAsJsonAsync((Uri?)null, new { query }, Ct);
        var token = answer.Headers.GetValues("vendure-auth-token").First();
        truth._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return truth;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Orders that were placed, with the time of change as the shop tells it, by code.</summary>
    public async Task<Dictionary<string, (string Line, DateTimeOffset UpdatedAt)>> Orders()
    {
        var data = await Ask(OrdersQuery);
        var items = data["orders"]!["items"]!.AsArray();
        items.Count.Should().Be(data["orders"]!["totalItems"]!.GetValue<int>(), "it fits one page");
        return items.ToDictionary(
            order => $"{order!["code"]}",
            order => (OrderLine(order!), DateTimeOffset.Parse($"{order!["updatedAt"]}", CultureInfo.InvariantCulture))
        );
    }

    /// <summary>Products, by id: name, lowest price in cents, free stock.</summary>
    public async Task<string[]> Products() =>
        [.. (await Ask(ProductsQuery))["products"]!["items"]!.AsArray().Select(product => ProductLine(product!))];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<JsonNode> Ask(string query)
    {
        using var answer = await _http.PostAsJsonAsync((Uri?)null, new { query }, Ct);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["data"]!;
    }

    private static string OrderLine(JsonNode order)
    {
        var placed = DateTimeOffset.Parse($"{order["orderPlacedAt"]}", CultureInfo.InvariantCulture);
        var lines = order["lines"]!
            .AsArray()
            .Select(line =>
                $"{line!["id"]}:{line["productVariant"]!["id"]}:{line["productVariant"]!["name"]}:{line["quantity"]}"
            )
            .Order(StringComparer.Ordinal);
        var parcels = order["fulfillments"]!
            .AsArray()
            .Select(one => $"{one!["trackingCode"]}")
            .Order(StringComparer.Ordinal);
        return $"{order["code"]} {order["state"]} {placed.UtcDateTime:O} {order["totalWithTax"]} {order["currencyCode"]} "
            + $"{string.Join(' ', lines)} [{string.Join(' ', parcels)}]";
    }

    private static string ProductLine(JsonNode product)
    {
        var variants = product["variants"]!.AsArray();
        var free = variants
            .SelectMany(one => one!["stockLevels"]!.AsArray())
            .Sum(level =>
                Math.Max(0, level!["stockOnHand"]!.GetValue<long>() - level["stockAllocated"]!.GetValue<long>())
            );
        return $"{product["id"]} {product["name"]} {variants.Min(one => one!["priceWithTax"]!.GetValue<long>())} {free}";
    }
}
