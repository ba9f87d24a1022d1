namespace Integration.Sync;

/// <summary>How a platform's list is read.</summary>
internal enum ShopPaging
{
    /// <summary>From the last numbered page to the first.</summary>
    Backwards,

    /// <summary>From the first numbered page on.</summary>
    Upwards,

    /// <summary>By the platform's own cursor behind the last record.</summary>
    Cursor,
}
