using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Market;

/// <summary>The products of the one shop that the server has.</summary>
internal sealed class MarketShop
{
    private readonly List<JsonObject> _products = [];

    /// <summary>Codes of products that are refused for good.</summary>
    public HashSet<string> Banned { get; } = new(StringComparer.Ordinal);

    /// <summary>Codes, ids or products that are locked when they are seen next, and free from then on.</summary>
    public HashSet<string> LockedOnce { get; } = new(StringComparer.Ordinal);

    /// <summary>The buyers' numbers of the orders that were placed.</summary>
    public HashSet<string> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>Products that are there.</summary>
    public int Count => _products.Count;

    /// <summary>Pieces of a product.</summary>
    public long StockOf(string id) => (long)Find(id)!["variants"]![0]!["stock"]!;

    /// <summary>Puts products in, with ids from 1 on.</summary>
    public void Fill(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            Add(
                new JsonObject
                {
                    ["code"] = $"code-{number}",
                    ["title"] = new JsonObject { ["zh"] = $"商品{number}" },
                }
            );
        }
    }

    public JsonObject Get(JsonArray ids) =>
        new()
        {
            ["products"] = new JsonArray([
                .. ids.Select(id => id!.ToString())
                    .Select(id => Find(id)?.DeepClone() ?? new JsonObject { ["id"] = id, ["gone"] = true }),
            ]),
        };

    public JsonObject List(int page, int size) =>
        new()
        {
            ["total"] = _products.Count,
            ["products"] = new JsonArray([
                .. _products.Skip((page - 1) * size).Take(size).Select(one => one.DeepClone()),
            ]),
        };

    public JsonObject Create(JsonArray items) =>
        Results(
            items,
            "code",
            item =>
            {
                var code = item["code"]!.ToString();
                var there = _products.Find(one => one["code"]!.ToString() == code);
                var product = there ?? Add(item.DeepClone().AsObject());
                return new JsonObject
                {
                    ["code"] = code,
                    ["id"] = product["id"]!.DeepClone(),
                    ["existed"] = there is not null,
                };
            }
        );

    public JsonObject Update(JsonArray items) =>
        Results(
            items,
            "id",
            item =>
            {
                var product = Find(item["id"]!.ToString())!;
                foreach (var (name, value) in item)
                {
                    product[name] = value!.DeepClone();
                }

                return new JsonObject { ["id"] = item["id"]!.DeepClone() };
            }
        );

    public JsonObject SetStock(JsonArray items) =>
        Results(
            items,
            "product",
            item =>
            {
                Find(item["product"]!.ToString())!["variants"]![0]!["stock"] = item["quantity"]!.DeepClone();
                return item.DeepClone().AsObject();
            }
        );

    public JsonObject Place(JsonArray items) =>
        Results(
            items,
            "number",
            item =>
            {
                var number = item["number"]!.ToString();
                var isNew = Orders.Add(number);
                return new JsonObject
                {
                    ["number"] = number,
                    ["order"] = $"M{number}",
                    ["existed"] = !isNew,
                };
            }
        );

    // In the opposite order: the document promises none.
    private JsonObject Results(JsonArray items, string key, Func<JsonObject, JsonObject> done) =>
        new()
        {
            ["results"] = new JsonArray([
                .. items.Select(item => item!.AsObject()).Select(item => Refusal(item, key) ?? done(item)).Reverse(),
            ]),
        };

    private JsonObject? Refusal(JsonObject item, string key)
    {
        var name = item[key]!.ToString();
        var code =
            Banned.Contains(name) ? "banned_word"
            : LockedOnce.Remove(name) ? "locked"
            : key is not ("code" or "number") && Find(name) is null ? "gone"
            : null;
        if (code is null)
        {
            return null;
        }

        var refused = item.DeepClone().AsObject();
        refused["error"] = new JsonObject { ["code"] = code, ["message"] = $"refused: {code}" };
        return refused;
    }

    private JsonObject Add(JsonObject product)
    {
        product["id"] = (_products.Count + 1).ToString(CultureInfo.InvariantCulture);
        product["on_sale"] = true;
        product["variants"] ??= new JsonArray(
            new JsonObject
            {
                ["id"] = "1",
                ["price"] = 9.9m,
                ["stock"] = 0,
            }
        );
        _products.Add(product);
        return product;
    }

    private JsonObject? Find(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1
        && number <= _products.Count
            ? _products[number - 1]
            : null;
}
