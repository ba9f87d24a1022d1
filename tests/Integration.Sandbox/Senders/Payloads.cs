using System.Globalization;
using System.Text.Json;

namespace Integration.Sandbox.Senders;

/// <summary>
/// What the senders say: goods, people and amounts of a small trade. The same number always gives the same text, so that a
/// request sent again is the same request.
/// </summary>
internal sealed class Payloads(string run)
{
    private static readonly string[] Goods = ["kettle", "desk lamp", "雨伞", "coffee mill", "枕头", "garden hose"];
    private static readonly string[] Buyers = ["Ada Novak", "王小明", "Émile Roux", "Jonas Weber", "李华", "Sara Lind"];
    private static readonly string[] Stores = ["hamburg-1", "shenzhen-2", "lyon-1"];

    /// <summary>An id that no other run has used.</summary>
    public string Id(string kind, long number) => $"{kind}-{run}-{number}";

    public static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    public object Order(long number, string state) =>
        new
        {
            order_no = Id("PO", number),
            state,
            buyer = Of(Buyers, number),
            lines = new[]
            {
                new
                {
                    sku = $"SKU-{1000 + (number % 97)}",
                    name = Of(Goods, number),
                    quantity = 1 + (number % 4),
                    price = Amount(number),
                },
            },
            total = new { amount = Amount(number), currency = "EUR" },
        };

    public static object Stock(long number) =>
        new
        {
            sku = $"SKU-{1000 + (number % 97)}",
            name = Of(Goods, number),
            store = Of(Stores, number),
            available = 200 - (number % 190),
        };

    public static string Amount(long number) =>
        (9.9m + (number * 37 % 20_000 / 100m)).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Of(string[] some, long number) => some[number % some.Length];
}
