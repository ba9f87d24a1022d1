namespace Integration.Sync;

/// <summary>What of a shop is synced. The numbers are stored.</summary>
public enum SyncKind
{
    /// <summary>Its orders.</summary>
    Orders = 0,

    /// <summary>Its products.</summary>
    Products = 1,
}
