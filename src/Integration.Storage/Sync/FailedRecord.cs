using Integration.Platforms;
using Integration.Products;

namespace Integration.Sync;

/// <summary>A row of a page that is no record.</summary>
/// <param name="Id">Its id; null where it has none that could be read.</param>
/// <param name="Failure">What was wrong.</param>
/// <param name="Raw">As the platform sent it.</param>
public sealed record FailedRecord(string? Id, PlatformFailure Failure, RawPayload Raw)
{
    /// <summary>By which it is known when it comes again.</summary>
    internal string Key(SyncKind kind) => Id is null ? $"{Entity(kind)}#{RecordHash.Of(Raw.Body):n}" : Key(kind, Id);

    /// <summary>By which a record is known.</summary>
    internal static string Key(SyncKind kind, string id) => $"{Entity(kind)}/{id}";

    private static string Entity(SyncKind kind) => kind == SyncKind.Orders ? "order" : "product";
}
