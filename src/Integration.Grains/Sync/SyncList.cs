using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Sync;

/// <summary>The list of one kind of a shop's records, through the pipeline of its connector: where orders and products are alike.</summary>
internal abstract class SyncList(string platform, ListManners manners)
{
    /// <summary>The platform's name.</summary>
    public string Platform => platform;

    /// <summary>What a walk has to know about it.</summary>
    public ListManners Manners => manners;

    /// <summary>Whether orders on their way need somebody to look for their packages.</summary>
    public virtual bool Enriches => false;

    /// <summary>The list of a platform; null where it has none.</summary>
    public static SyncList? Find(ConnectorCatalogue connectors, string platform, SyncKind kind) =>
        kind switch
        {
            SyncKind.Orders when connectors.TryFind<IOrderList>(platform, out var list) => new OrderSyncList(list),
            SyncKind.Products when connectors.TryFind<IProductList>(platform, out var list) => new ProductSyncList(
                list
            ),
            _ => null,
        };

    /// <summary>Asks for a page; a failure is never an empty page.</summary>
    public abstract Task<PlatformResult<SyncListPage>> Read(
        AccountCredentials account,
        WalkRequest request,
        CancellationToken ct
    );

    /// <summary>Asks for one record by itself.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="id">The platform's number or id.</param>
    /// <param name="readAt">Now.</param>
    /// <param name="ct">Ends the call.</param>
    public abstract Task<PlatformResult<SyncRecord>> ReadOne(
        AccountCredentials account,
        string id,
        DateTimeOffset readAt,
        CancellationToken ct
    );

    /// <summary>That the platform gives no such record by itself.</summary>
    protected PlatformFailure NotByItself(string what) =>
        new(FailureKind.Permanent, FailureReason.Unsupported, $"{platform} gives no {what} by itself.");
}
