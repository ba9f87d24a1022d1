namespace Integration.Platforms;

/// <summary>What a connector can do. The numbers are stored.</summary>
public enum ConnectorCapability
{
    /// <summary>Products by id.</summary>
    ProductDetails = 0,

    /// <summary>The products of the account's own shop, page by page.</summary>
    ProductList = 1,

    /// <summary>The product's id out of a link as people paste it.</summary>
    ProductLinks = 2,

    /// <summary>A new token for an expiring one.</summary>
    TokenRefresh = 3,

    /// <summary>A cheap call that proves the account's credentials.</summary>
    ConnectionTest = 4,

    /// <summary>Products created and changed, many in one call.</summary>
    ProductWrite = 5,

    /// <summary>Stock levels set, many in one call.</summary>
    StockUpdate = 6,

    /// <summary>The orders of the account's own shop, page by page.</summary>
    OrderList = 7,

    /// <summary>One order with all that the platform tells of it.</summary>
    OrderDetails = 8,

    /// <summary>Shipments of orders told to the platform: carrier and tracking number.</summary>
    Logistics = 9,

    /// <summary>The platform's own webhooks, with their signature.</summary>
    WebhookParsing = 10,

    /// <summary>Orders placed with somebody who fulfils them, many in one call.</summary>
    OrderPush = 11,

    /// <summary>The first tokens, for the code that a person's authorisation at the platform brings back.</summary>
    TokenExchange = 12,

    /// <summary>Links and share words that only a call of the platform leads on from.</summary>
    LinkResolution = 13,
}
