using System.ComponentModel.DataAnnotations;

namespace Integration.Writes;

/// <summary>How many orders may be placed by one request, and how long it may take.</summary>
public sealed class OrderPushOptions : AccountWriteOptions
{
    /// <summary>
    /// Orders of a request; 1 to 1,000, default 20: 1688 needs two calls an order and more, of three a second. More are refused: the caller
    /// sends several requests.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxOrders { get; set; } = 20;
}
