namespace Integration.Delivery;

/// <summary>Where a delivery stands. The numbers are stored.</summary>
public enum DeliveryStatus
{
    /// <summary>Waits for its first attempt or a retry.</summary>
    Pending = 0,

    /// <summary>The subscriber answered 2xx.</summary>
    Delivered = 1,

    /// <summary>The schedule is used up, or the subscriber answered 410.</summary>
    Failed = 2,

    /// <summary>The data was older than the freshness limit, or its day was dropped.</summary>
    Expired = 3,

    /// <summary>The subscriber was disabled or deleted.</summary>
    Cancelled = 4,
}
