using Integration.Calls;

namespace Integration.Pinduoduo;

/// <summary>Names of calls and the root keys of their replies, which do not follow from the names.</summary>
internal sealed record PinduoduoCalls(string Type, string RootKey)
{
    public static PinduoduoCalls AffiliateSearch { get; } = new("pdd.ddk.goods.search", "goods_search_response");
    public static PinduoduoCalls AffiliateDetail { get; } = new("pdd.ddk.goods.detail", "goods_detail_response");
    public static PinduoduoCalls SellerDetail { get; } = new("pdd.goods.detail.get", "goods_detail_get_response");
    public static PinduoduoCalls SellerList { get; } = new("pdd.goods.list.get", "goods_list_get_response");
    public static PinduoduoCalls StockUpdate { get; } =
        new("pdd.goods.quantity.update", "goods_quantity_update_response");
    public static PinduoduoCalls PriceUpdate { get; } =
        new("pdd.goods.sku.price.update", "goods_update_sku_price_response");

    // A second one makes a second product.
    public static PinduoduoCalls GoodsAdd { get; } =
        new("pdd.goods.add", "goods_add_response") { IsRepeatable = false };

    public static PinduoduoCalls OrdersByChange { get; } =
        new("pdd.order.number.list.increment.get", "order_sn_increment_get_response");
    public static PinduoduoCalls OrdersByConclusion { get; } = new("pdd.order.list.get", "order_list_get_response");
    public static PinduoduoCalls OrderDetail { get; } = new("pdd.order.information.get", "order_info_get_response");
    public static PinduoduoCalls LogisticsSend { get; } =
        new("pdd.logistics.online.send", "logistics_online_send_response") { IsRepeatable = false };
    public static PinduoduoCalls TokenCreate { get; } =
        new("pdd.pop.auth.token.create", "pop_auth_token_create_response");

    // The documents name the field with the address, and no key around it.
    public static PinduoduoCalls LinkParse { get; } = new("pdd.ddk.url.short.parse", "url") { MayBeWrapped = true };

    public static PinduoduoCalls TokenRefresh { get; } =
        new("pdd.pop.auth.token.refresh", "pop_auth_token_refresh_response");

    /// <summary>Whether one that may have been carried out may be made again.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Whether the root key may stand in an object under a key that is not known.</summary>
    public bool MayBeWrapped { get; init; }

    /// <summary>What stands under the root key.</summary>
    public LooseJson AnswerOf(LooseJson root)
    {
        var found = root[RootKey];
        return found.Exists || !MayBeWrapped
            ? found
            : root.Fields().Select(field => field.Value[RootKey]).FirstOrDefault(static one => one.Exists);
    }
}
