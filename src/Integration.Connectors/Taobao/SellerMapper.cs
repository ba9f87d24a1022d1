using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Taobao;

/// <summary>The own shop's items, as <c>taobao.item.seller.get</c> and <c>taobao.items.onsale.get</c> give them; yuan, GMT+8.</summary>
internal static class SellerMapper
{
    /// <summary>The fields that are asked for and read.</summary>
    public const string Fields = "num_iid,title,price,num,pic_url,outer_id,approve_status,modified";

    /// <summary>The item of a detail answer.</summary>
    public static Product Detail(string id, LooseJson item, RawPayload raw) =>
        new()
        {
            Platform = TaobaoDeclaration.Platform,
            Id = id,
            SellerCode = item["outer_id"].Text,
            Titles = ProductParts.Text(TaobaoDeclaration.OwnLanguage, item["title"].Text),
            Images = ProductParts.Images([item["pic_url"]]),
            Prices = ProductParts.Price(item["price"].Number, TaobaoDeclaration.Currency),
            Stock = ProductParts.Stock(item["num"].Whole),
            Status = Status(item),
            ModifiedAt = AlibabaTime.Parse(item["modified"].Text),
            Raw = [raw],
        };

    /// <summary>A row of the list; null where it has no id.</summary>
    public static ProductListItem? Row(LooseJson item) =>
        item["num_iid"].Text is { } id
            ? new(id, item["title"].Text ?? "")
            {
                SellerCode = item["outer_id"].Text,
                Price = item["price"].Number is { } price ? new(price, TaobaoDeclaration.Currency) : null,
                Stock = item["num"].Whole,
                Image = ProductParts.Image(item["pic_url"].Text),
                ModifiedAt = AlibabaTime.Parse(item["modified"].Text),
                Status = Status(item),
            }
            : null;

    private static ProductStatus Status(LooseJson item) =>
        item["approve_status"].Text switch
        {
            "onsale" => ProductStatus.OnSale,
            "instock" => ProductStatus.OffSale,
            _ => ProductStatus.Unknown,
        };
}
