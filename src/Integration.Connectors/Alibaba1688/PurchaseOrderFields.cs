using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>The fields of <c>alibaba.trade.fastCreateOrder</c> from a draft; what the documents bound is checked here.</summary>
internal static class PurchaseOrderFields
{
    private const int MaxLines = 50;
    private const int MaxNote = 500;
    private const int MaxStreet = 200;
    private const int MaxOwn = 200;
    private const string Flow = "flow";
    private const string AnyGoods = "general";

    // Of dozens of lines the first faulty ones say enough.
    private const int MaxFaults = 20;

    // Texts of the call that only this platform has.
    private static readonly string[] Own =
    [
        Flow,
        "fenxiaoChannel",
        "isvBizTypeStr",
        "preSelectPayChannel",
        "shopPromotionId",
        "subUserId",
        "tradeType",
    ];

    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Everything that keeps a draft from being sent; null where there is nothing.</summary>
    public static PlatformFailure? Refusal(OrderDraft order)
    {
        string[] faults = [.. Faults(order, OwnOf(order)).Take(MaxFaults)];
        return faults.Length > 0 ? Failures.InvalidRequest($"Not sent to 1688: {string.Join("; ", faults)}.") : null;
    }

    /// <summary>The fields, objects and lists as compact JSON text.</summary>
    public static Dictionary<string, string> Of(OrderDraft order)
    {
        var fields = FormRequest.Fields(
            (Flow, AnyGoods),
            ("message", order.Note),
            ("addressParam", Address(order.Recipient).ToJsonString(Compact)),
            ("cargoParamList", Cargo(order.Lines).ToJsonString(Compact)),
            ("outOrderId", order.Number)
        );
        foreach (var (name, value) in OwnOf(order).Fields())
        {
            fields[name] = value.Text!;
        }

        return fields;
    }

    private static LooseJson OwnOf(OrderDraft order) => new(order.PlatformFields ?? default);

    private static IEnumerable<string> Faults(OrderDraft order, LooseJson own)
    {
        if (order.Lines.Length > MaxLines)
        {
            yield return $"lines are {MaxLines} at most, all of one seller: split the order";
        }

        foreach (var (at, line) in order.Lines.Index())
        {
            if (!Alibaba1688Links.IsId(line.ProductId))
            {
                yield return $"lines[{at}].product_id is no number of an offer";
            }
        }

        if (order.Note?.Length > MaxNote)
        {
            yield return $"note has more than {MaxNote} characters";
        }

        if (order.Recipient.Street.Length > MaxStreet)
        {
            yield return $"recipient.street has more than {MaxStreet} characters";
        }

        foreach (var (name, value) in own.Fields())
        {
            if (!Own.Contains(name, StringComparer.Ordinal))
            {
                yield return $"platform_fields.{Failures.Short(name, 40)} is unknown; there are {string.Join(", ", Own)}";
            }
            else if (value.Text is not { Length: <= MaxOwn })
            {
                yield return $"platform_fields.{name} is no text of {MaxOwn} characters at most";
            }
        }
    }

    private static JsonObject Address(OrderRecipient to) =>
        Without(
            ("fullName", to.Name),
            ("mobile", to.Mobile),
            ("phone", to.Phone),
            ("postCode", to.PostalCode),
            ("provinceText", to.Province),
            ("cityText", to.City),
            ("areaText", to.District),
            ("townText", to.Town),
            ("address", to.Street)
        );

    private static JsonArray Cargo(OrderDraftLine[] lines) =>
        [
            .. lines.Select(static line =>
            {
                var cargo = Without(("specId", line.VariantId));
                cargo["offerId"] = long.Parse(line.ProductId, CultureInfo.InvariantCulture);
                cargo["quantity"] = line.Quantity;
                return cargo;
            }),
        ];

    private static JsonObject Without(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var told = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
            {
                told[name] = value;
            }
        }

        return told;
    }
}
