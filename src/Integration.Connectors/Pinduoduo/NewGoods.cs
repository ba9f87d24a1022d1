using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Calls;
using Integration.Platforms;

namespace Integration.Pinduoduo;

/// <summary>
/// The fields of <c>pdd.goods.add</c> from a draft: what all platforms have from the draft itself, the rest from
/// <see cref="ProductDraft.PlatformFields"/>, whose shape this folder's README has.
/// </summary>
internal sealed class NewGoods
{
    private const string Own = "platform_fields";
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Known =
    [
        "cat_id",
        "cost_template_id",
        "market_price",
        "carousel_gallery",
        "detail_gallery",
        .. Flags,
        "shipment_limit_second",
        "sku_list",
    ];

    private readonly ProductDraft _draft;
    private readonly LooseJson _own;
    private readonly DraftFaults _faults = new();

    private NewGoods(ProductDraft draft)
    {
        _draft = draft;
        _own = new LooseJson(draft.PlatformFields ?? default);
    }

    private static string[] Flags => ["is_folt", "is_pre_sale", "is_refundable", "second_hand"];

    /// <summary>The fields, objects and lists as compact JSON text; or everything that is missing or wrong.</summary>
    public static PlatformResult<Dictionary<string, string>> Of(ProductDraft draft)
    {
        var goods = new NewGoods(draft);
        var fields = goods.Fields();
        return goods._faults.Failure is { } failure ? failure : fields;
    }

    private Dictionary<string, string> Fields()
    {
        Refuse();
        var fields = FormRequest.Fields(
            ("goods_name", Title()),
            // An ordinary product, of China.
            ("goods_type", "1"),
            ("country_id", "0"),
            ("cat_id", Whole("cat_id", 1)),
            ("cost_template_id", Whole("cost_template_id", 0)),
            ("market_price", Whole("market_price", 1)),
            ("carousel_gallery", Carousel()),
            ("detail_gallery", Gallery(Urls("detail_gallery"), $"{Own}.detail_gallery")),
            ("shipment_limit_second", Whole("shipment_limit_second", 0)),
            ("sku_list", new NewSkus(_draft, _own["sku_list"].Items(), _faults).List().ToJsonString(Compact))
        );
        foreach (var flag in Flags)
        {
            fields[flag] = _faults.Needed(_own[flag].Flag, $"{Own}.{flag}", "true or false") ? "true" : "false";
        }

        return fields;
    }

    // What the call has no field for would be lost without a word.
    private void Refuse()
    {
        if (_draft.Descriptions.Length > 0)
        {
            _faults.Add("descriptions", $"cannot be given: the pictures of {Own}.detail_gallery are the description");
        }

        if (_draft.Attributes.Length > 0)
        {
            _faults.Add("attributes", "cannot be given: the platform takes them by ids of its own only");
        }

        foreach (
            var (name, _) in _own.Fields().Where(static field => !Known.Contains(field.Name, StringComparer.Ordinal))
        )
        {
            _faults.Add($"{Own}.{Failures.Short(name, 40)}", $"is unknown; there are {string.Join(", ", Known)}");
        }
    }

    private string? Title()
    {
        var title = Array.Find(_draft.Titles, static one => IsChinese(one.Language))?.Text.Trim();
        if (string.IsNullOrEmpty(title))
        {
            _faults.Add("titles", $"need one in {PinduoduoDeclaration.OwnLanguage}");
        }

        return title;
    }

    private static bool IsChinese(string language) =>
        language.Equals(PinduoduoDeclaration.OwnLanguage, StringComparison.OrdinalIgnoreCase)
        || language.StartsWith($"{PinduoduoDeclaration.OwnLanguage}-", StringComparison.OrdinalIgnoreCase);

    private string Whole(string name, long least)
    {
        var value = _own[name].Whole;
        var number = _faults.Needed(value >= least ? value : null, $"{Own}.{name}", $"a whole number from {least} on");
        return number.ToString(CultureInfo.InvariantCulture);
    }

    // Of its own only where they are other ones than the product's.
    private string Carousel() =>
        Urls("carousel_gallery") is { Length: > 0 } own
            ? Gallery(own, $"{Own}.carousel_gallery")
            : Gallery([.. _draft.Images.Select(static image => image.Url)], "images");

    private string?[] Urls(string name) => [.. _own[name].Items().Select(static one => one.Text)];

    private string Gallery(string?[] urls, string place)
    {
        if (urls.Length == 0 || Array.Exists(urls, static url => ProductParts.Image(url) is null))
        {
            _faults.Add(place, "must be the addresses of one or more pictures, http or https");
        }

        return new JsonArray([.. urls.Select(static url => JsonValue.Create(url))]).ToJsonString(Compact);
    }
}
