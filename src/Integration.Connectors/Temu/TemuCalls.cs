namespace Integration.Temu;

/// <summary>Names of the calls that are made.</summary>
internal static class TemuCalls
{
    public const string OrderList = "bg.order.list.v2.get";
    public const string OrderDetail = "bg.order.detail.v2.get";
    public const string ShipmentConfirm = "bg.logistics.shipment.confirm";
    public const string GoodsList = "bg.local.goods.list.query";
    public const string TokenCreate = "bg.open.accesstoken.create";
    public const string TokenInformation = "bg.open.accesstoken.info.get";
}
