using Integration.Platforms;

namespace Integration.Catalogue;

/// <summary>Reads what a connector can do from the interfaces that it implements.</summary>
public static class ConnectorCapabilities
{
    private static readonly (ConnectorCapability Capability, Type Interface)[] Known =
    [
        (ConnectorCapability.ProductDetails, typeof(IProductDetails)),
        (ConnectorCapability.ProductList, typeof(IProductList)),
        (ConnectorCapability.ProductLinks, typeof(IProductLinks)),
        (ConnectorCapability.TokenRefresh, typeof(ITokenRefresh)),
        (ConnectorCapability.ConnectionTest, typeof(IConnectionTest)),
        (ConnectorCapability.ProductWrite, typeof(IProductWrite)),
        (ConnectorCapability.StockUpdate, typeof(IStockUpdate)),
        (ConnectorCapability.OrderList, typeof(IOrderList)),
        (ConnectorCapability.OrderDetails, typeof(IOrderDetails)),
        (ConnectorCapability.Logistics, typeof(ILogistics)),
        (ConnectorCapability.WebhookParsing, typeof(IWebhookParsing)),
        (ConnectorCapability.OrderPush, typeof(IOrderPush)),
        (ConnectorCapability.TokenExchange, typeof(ITokenExchange)),
        (ConnectorCapability.LinkResolution, typeof(ILinkResolution)),
    ];

    /// <summary>In the order of <see cref="ConnectorCapability"/>.</summary>
    public static ConnectorCapability[] Of(IConnector connector) =>
        [.. Known.Where(known => known.Interface.IsInstanceOfType(connector)).Select(static known => known.Capability)];
}
