using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Alibaba1688;

/// <summary>Buying: orders that the account's member places, and the member's own list of them.</summary>
internal sealed class PurchaseCalls(PlatformShop shop, Alibaba1688Protocol gateway)
{
    private const int MaxLines = 50;
    private const int MaxNote = 500;
    private const int MaxPageSize = 20;
    private const long FreightFen = 800;
    private static readonly string[] s_flows = ["general", "fenxiao", "saleproxy", "paired"];
    private static readonly string[] s_place = ["fullName", "provinceText", "cityText", "address"];
    private readonly ConcurrentQueue<Purchase> _placed = [];

    /// <summary><c>alibaba.trade.fastCreateOrder</c>. It makes a second order of a repeated number: only the list knows them.</summary>
    public PlatformReply Create(PlatformCall call)
    {
        if (call["flow"] is not { } flow || !s_flows.Contains(flow, StringComparer.Ordinal))
        {
            return gateway.Missing(call, "flow");
        }

        if (
            Parsed(call["addressParam"]) is not JsonObject to
            || s_place.Any(name => to[name]?.ToString() is not { Length: > 0 and <= 200 })
            || (to["mobile"] ?? to["phone"]) is null
        )
        {
            return gateway.Missing(call, "addressParam");
        }

        if (call["message"] is { Length: > MaxNote })
        {
            return gateway.Missing(call, "message");
        }

        if (Parsed(call["cargoParamList"]) is not JsonArray { Count: > 0 and <= MaxLines } cargo)
        {
            return gateway.Missing(call, "cargoParamList");
        }

        var lines = new List<(long Offer, long Pieces)>();
        long total = FreightFen;
        foreach (var one in cargo)
        {
            if (Bought(one, lines, ref total) is { } refusal)
            {
                return refusal;
            }
        }

        var id = (9_000_000_000_000_000_001 + _placed.Count).ToString(CultureInfo.InvariantCulture);
        _placed.Enqueue(new(id, call["outOrderId"], call.Account!.AppKey, [.. lines], shop.Time.GetUtcNow()));
        return PlatformReply.Served(
            new JsonObject
            {
                ["success"] = true,
                ["result"] = new JsonObject
                {
                    ["orderId"] = id,
                    ["totalSuccessAmount"] = total,
                    ["postFee"] = FreightFen,
                    ["success"] = true,
                },
            }
        );
    }

    /// <summary><c>alibaba.trade.getBuyerOrderList</c>: by the buyer's own number or all of them, the last one first.</summary>
    public PlatformReply List(PlatformCall call)
    {
        var page = Math.Max(1, Whole(call["page"]) ?? 1);
        var size = Math.Clamp(Whole(call["pageSize"]) ?? MaxPageSize, 1, MaxPageSize);
        Purchase[] hits =
        [
            .. _placed
                .Where(one => one.AppKey == call.Account!.AppKey)
                .Where(one => call["outOrderId"] is not { } number || number == one.Number)
                .Reverse(),
        ];
        return PlatformReply.Served(
            new JsonObject
            {
                ["result"] = Wire.Many(hits.Skip((page - 1) * size).Take(size).Select(one => (JsonNode?)Row(one))),
                ["totalRecord"] = hits.Length,
            }
        );
    }

    private PlatformReply? Bought(JsonNode? cargo, List<(long Offer, long Pieces)> lines, ref long total)
    {
        var product = shop.Fetch(cargo?["offerId"]?.ToString());
        var spec = cargo?["specId"]?.ToString();
        var variant = product?.Variants.FirstOrDefault(one => spec == CrossBorderOffer.SpecOf(one));
        if (product is null || variant is null)
        {
            return Business("500_002", $"商品[{cargo?["offerId"]}]不属于同一卖家或者没有指定specId。");
        }

        if (!long.TryParse(cargo!["quantity"]?.ToString(), out var pieces) || pieces < 1 || pieces > variant.Stock)
        {
            return Business("500_004", $"商品[{product.Id}_{spec}]库存不足，请核实库存后订购。");
        }

        lines.Add((product.Id, pieces));
        total += variant.PriceFen * pieces;
        return null;
    }

    private static JsonObject Row(Purchase purchase) =>
        new()
        {
            ["baseInfo"] = new JsonObject
            {
                ["idOfStr"] = purchase.Id,
                ["status"] = "waitbuyerpay",
                ["createTime"] = ChinaTime.DigitText(purchase.At),
                ["modifyTime"] = ChinaTime.DigitText(purchase.At),
            },
            ["productItems"] = Wire.Many(
                purchase.Lines.Select(
                    (line, at) =>
                        (JsonNode?)
                            new JsonObject
                            {
                                ["subItemIDString"] = $"{purchase.Id}{at}",
                                ["productID"] = line.Offer,
                                ["quantity"] = line.Pieces,
                                ["status"] = "waitbuyerpay",
                            }
                )
            ),
        };

    private static PlatformReply Business(string code, string message) =>
        new(
            CallOutcome.BadParameter,
            new JsonObject
            {
                ["success"] = false,
                ["code"] = code,
                ["message"] = message,
            }
        );

    private static int? Whole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static JsonNode? Parsed(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Purchase(
        string Id,
        string? Number,
        string AppKey,
        (long Offer, long Pieces)[] Lines,
        DateTimeOffset At
    );
}
