using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.AliExpress;

/// <summary>AliExpress' business calls: <c>/sync?method=…</c>.</summary>
internal sealed class AliExpressSyncProtocol : IopProtocol
{
    private const string Path = "/sync";
    private const int MaxPageSize = 99;
    private const int MaxAffiliateIds = 50;
    private readonly PlatformShop _shop;

    public AliExpressSyncProtocol(PlatformShop shop)
        : base(shop)
    {
        _shop = shop;
        Add("aliexpress.ds.product.get", new CallEntry(CallAccess.Shop, BuyerDetail));
        Add("aliexpress.affiliate.productdetail.get", new CallEntry(CallAccess.Application, AffiliateDetails));
        Add("aliexpress.solution.product.list.get", new CallEntry(CallAccess.Shop, SellerList));
        Add("aliexpress.solution.product.info.get", new CallEntry(CallAccess.Shop, SellerDetail));
        var orders = new OrderCalls(shop, this);
        Add("aliexpress.solution.order.get", new CallEntry(CallAccess.Shop, orders.List));
        Add("aliexpress.solution.order.info.get", new CallEntry(CallAccess.Shop, orders.Detail));
    }

    public override string? NameOf(PlatformRequest request) =>
        string.Equals(request.Path, Path, StringComparison.Ordinal) ? request["method"] ?? "" : null;

    private PlatformReply BuyerDetail(PlatformCall call)
    {
        if (call["product_id"] is not { } id)
        {
            return BadParameter(call, "product_id");
        }

        if (call["ship_to_country"] is not { Length: 2 } country)
        {
            return BadParameter(call, "ship_to_country");
        }

        var currency = call["target_currency"] ?? "USD";
        if (Money.In(currency, 0) is null)
        {
            return BadParameter(call, "target_currency");
        }

        var product = _shop.Fetch(id);
        if (product is not { Status: not ProductStatus.Deleted })
        {
            return Missing(call, "ITEM_ID_NOT_FOUND");
        }

        if (!BuyerProduct.ShipsTo(product, country))
        {
            return Missing(call, "Item is not allowed to this country");
        }

        // fr and fr_FR alike.
        var language = (call["target_language"] ?? "en").Split('_')[0];
        var result = BuyerProduct.Content(product, language, currency);
        result["rsp_code"] = 200;
        result["rsp_msg"] = "Call succeeds";
        return Reply(
            call,
            new JsonObject
            {
                ["result"] = result,
                ["rsp_code"] = 200,
                ["rsp_msg"] = "Call succeeds",
            }
        );
    }

    // The facts leave open whether rsp_code stands inside or beside the result: it stands at both places.
    private PlatformReply Missing(PlatformCall call, string message) =>
        Reply(
            call,
            new JsonObject
            {
                ["result"] = new JsonObject { ["rsp_code"] = 605, ["rsp_msg"] = message },
                ["rsp_code"] = 605,
                ["rsp_msg"] = message,
            },
            CallOutcome.Gone
        );

    // Names of a product's fields beyond the facts are the sandbox's choice.
    private PlatformReply AffiliateDetails(PlatformCall call)
    {
        var ids = call["product_ids"]?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var currency = call["target_currency"] ?? "USD";
        if (ids.Length is 0 or > MaxAffiliateIds)
        {
            return BadParameter(call, "product_ids");
        }

        if (Money.In(currency, 0) is null)
        {
            return BadParameter(call, "target_currency");
        }

        var language = (call["target_language"] ?? "en").Split('_')[0];
        var found = ids.Distinct(StringComparer.Ordinal)
            .Select(_shop.Fetch)
            .Where(product => product is { Status: ProductStatus.OnSale })
            .Select(product => (JsonNode?)Promoted(product!, language.ToLowerInvariant(), currency))
            .ToArray();
        return Reply(
            call,
            new JsonObject
            {
                ["resp_result"] = new JsonObject
                {
                    ["resp_code"] = 200,
                    ["resp_msg"] = "Call succeeds",
                    ["result"] = new JsonObject
                    {
                        ["current_record_count"] = found.Length,
                        ["products"] = Wire.Wrapped("product", found),
                    },
                },
            },
            found.Length == 0 ? CallOutcome.Gone : CallOutcome.Served
        );
    }

    private static JsonObject Promoted(CatalogueProduct product, string language, string currency) =>
        new()
        {
            ["product_id"] = product.Id,
            ["product_title"] = product.TitleIn(language),
            ["product_main_image_url"] = product.Images[0],
            ["product_small_image_urls"] = Wire.Wrapped("string", product.Images.Select(url => (JsonNode?)url)),
            ["target_sale_price"] = Money.In(currency, product.PriceFen),
            ["target_sale_price_currency"] = currency,
        };

    private PlatformReply SellerList(PlatformCall call)
    {
        const string parameter = "aeop_a_e_product_list_query";
        if (
            Query(call[parameter]) is not { } query
            || StatusOf(query["product_status_type"]?.ToString()) is not { } statuses
        )
        {
            return BadParameter(call, parameter);
        }

        if (
            !int.TryParse(query["page_size"]?.ToString() ?? "20", out var size)
            || size is < 1 or > MaxPageSize
            || !int.TryParse(query["current_page"]?.ToString() ?? "1", out var page)
            || page is < 1 or > 1_000_000
        )
        {
            return BadParameter(call, parameter);
        }

        size = _shop.PageSize(size);
        var subject = query["subject"]?.ToString() ?? "";
        var id = query["product_id"]?.ToString();
        var hits = _shop
            .Catalogue.Products.Where(product =>
                statuses.Contains(product.Status)
                && product.TitleIn("en").Contains(subject, StringComparison.OrdinalIgnoreCase)
                && (id is null || string.Equals(product.Id.ToString(), id, StringComparison.Ordinal))
            )
            .ToArray();
        var result = new JsonObject
        {
            ["success"] = true,
            ["product_count"] = hits.Length,
            ["total_page"] = (hits.Length + size - 1) / size,
            ["current_page"] = page,
        };
        var rows = hits.Skip((page - 1) * size).Take(size).Select(product => (JsonNode?)Row(product)).ToArray();
        if (rows.Length > 0)
        {
            result["aeop_a_e_product_display_d_t_o_list"] = Wire.Wrapped("item_display_dto", rows);
        }

        return Reply(call, new JsonObject { ["result"] = result });
    }

    /// <summary>The object in a parameter's JSON; null where it is none.</summary>
    internal static JsonObject? Query(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProductStatus[]? StatusOf(string? status) =>
        status switch
        {
            "onSelling" => [ProductStatus.OnSale],
            "offline" => [ProductStatus.OffShelf],
            "auditing" or "editingRequired" => [],
            _ => null,
        };

    private static JsonObject Row(CatalogueProduct product) =>
        new()
        {
            ["product_id"] = product.Id,
            ["subject"] = product.TitleIn("en"),
            ["product_min_price"] = Money.In("USD", product.PriceFen),
            ["currency_code"] = "USD",
            ["image_u_r_ls"] = string.Join(';', product.Images),
            ["gmt_create"] = PacificTime.Text(product.Created),
            ["gmt_modified"] = PacificTime.Text(product.Modified),
        };

    private PlatformReply SellerDetail(PlatformCall call)
    {
        if (call["product_id"] is not { } id)
        {
            return BadParameter(call, "product_id");
        }

        if (_shop.Fetch(id) is not { } product)
        {
            return BadParameter(call, "product_id") with { Outcome = CallOutcome.Gone };
        }

        var result = Row(product);
        result["product_status_type"] = BuyerProduct.StatusText(product);
        result["aeop_ae_product_s_k_us"] = Wire.Wrapped(
            "global_aeop_ae_product_sku",
            product.Variants.Select(one =>
                (JsonNode?)
                    new JsonObject
                    {
                        ["id"] = one.Id.ToString(),
                        ["sku_code"] = one.OuterId,
                        ["sku_price"] = Money.In("USD", one.PriceFen),
                        ["currency_code"] = "USD",
                        ["s_k_u_available_stock"] = one.Stock,
                    }
            )
        );
        return Reply(call, new JsonObject { ["result"] = result });
    }

    /// <summary>An answer: <c>{root:{…,request_id}}</c>, without its wrappers where that was asked for.</summary>
    internal PlatformReply Reply(PlatformCall call, JsonObject content, CallOutcome outcome = CallOutcome.Served)
    {
        content["request_id"] = _shop.NewRequestId();
        JsonNode body = new JsonObject { [RootOf(call.Name)] = content };
        if (string.Equals(call["simplify"], "true", StringComparison.Ordinal))
        {
            body = Wire.Simplified(body);
        }

        return new PlatformReply(outcome, body);
    }
}
