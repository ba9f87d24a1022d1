using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integration.Orders;
using Integration.Products;

namespace Integration.Counterparts;

/// <summary>The shop's orders and products as its GraphQL tells them, read apart from the connector: all at once, as lines to compare.</summary>
internal sealed class VendureTruth : IDisposable
{
    private const int PageSize = 1_000;

    private const string OrderFields = """
        code state updatedAt orderPlacedAt totalWithTax currencyCode
        lines { id quantity productVariant { id name } } fulfillments { trackingCode }
        """;

    private const string StepFields = """
        code orderPlacedAt history(options: {take: 100, sort: {createdAt: ASC}, filter: {type: {eq: "ORDER_STATE_TRANSITION"}}}) {
          items { createdAt data } }
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

    /// <summary>An order of ours as a line of <see cref="Orders"/>.</summary>
    public static string Line(Order order)
    {
        var lines = order
            .Lines.Select(line => $"{line.Id}:{line.VariantId}:{line.Title}:{line.Quantity}")
            .Order(StringComparer.Ordinal);
        var parcels = order.Packages!.Select(one => one.Number).Order(StringComparer.Ordinal);
        return $"{order.Number} {order.StatusText} {order.CreatedAt!.Value.UtcDateTime:O} "
            + string.Create(CultureInfo.InvariantCulture, $"{order.Total!.Amount * 100:0} {order.Total.Currency} ")
            + $"{string.Join(' ', lines)} [{string.Join(' ', parcels)}]";
    }

    /// <summary>A product of ours as a line of <see cref="Products"/>.</summary>
    public static string Line(ProductListItem product) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{product.Id} {product.Title} {product.Price!.Amount * 100:0} {product.Stock}"
        );

    /// <summary>A state that an order came into, as a line of <see cref="Steps"/>.</summary>
    public static string Step(DateTimeOffset at, string state) => $"{at.UtcDateTime:O} {state}";

    /// <summary>Orders that were placed, with the time of change as the shop tells it, by code.</summary>
    public async Task<Dictionary<string, (string Line, DateTimeOffset UpdatedAt)>> Orders() =>
        (await AllOrders(OrderFields)).ToDictionary(
            static order => $"{order["code"]}",
            static order => (OrderLine(order), Instant(order["updatedAt"]!))
        );

    /// <summary>Products, by id: name, lowest price in cents, free stock.</summary>
    public async Task<string[]> Products() =>
        [.. (await Ask(ProductsQuery))["products"]!["items"]!.AsArray().Select(product => ProductLine(product!))];

    /// <summary>When such a state began.</summary>
    public static DateTimeOffset At(string step) => Instant(step.Split(' ')[0]);

    /// <summary>What its history tells of each order: when it was placed, and the states it came into.</summary>
    public async Task<Dictionary<string, (DateTimeOffset PlacedAt, string[] Steps)>> Steps() =>
        (await AllOrders(StepFields)).ToDictionary(
            static order => $"{order["code"]}",
            static order =>
                (
                    Instant(order["orderPlacedAt"]!),
                    order["history"]!["items"]!
                        .AsArray()
                        .Select(static entry => Step(Instant(entry!["createdAt"]!), $"{entry["data"]!["to"]}"))
                        .ToArray()
                )
        );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<List<JsonNode>> AllOrders(string fields)
    {
        var all = new List<JsonNode>();
        while (true)
        {
            var options =
                $"take: {PageSize}, skip: {all.Count}, sort: {{id: ASC}}, filter: {{orderPlacedAt: {{isNull: false}}}}";
            var page = await Ask($"{{ orders(options: {{{options}}}) {{ items {{ {fields} }} }} }}");
            var items = page["orders"]!["items"]!.AsArray();
            all.AddRange(items.OfType<JsonNode>());
            if (items.Count < PageSize)
            {
                return all;
            }
        }
    }

    private async Task<JsonNode> Ask(string query)
    {
        using var answer = await _http.PostAsJsonAsync((Uri?)null, new { query }, Ct);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["data"]!;
    }

    private static DateTimeOffset Instant(object value) =>
        DateTimeOffset.Parse($"{value}", CultureInfo.InvariantCulture);

    private static string OrderLine(JsonNode order)
    {
        var placed = Instant(order["orderPlacedAt"]!);
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
