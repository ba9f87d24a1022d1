namespace Integration.Orders;

/// <summary>The time of an order that a window of a list goes by. The numbers are stored.</summary>
public enum OrderTime
{
    /// <summary>When it last changed.</summary>
    Updated = 0,

    /// <summary>When it was placed.</summary>
    Created = 1,
}
