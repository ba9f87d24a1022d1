namespace Integration.Writes;

/// <summary>Hears which products a write may have changed, such as a cache.</summary>
public interface IWrittenProducts
{
    /// <summary>After each call, before its callers are told; throws nothing.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="accountId">The account that wrote.</param>
    /// <param name="ids">The platform's ids of the products.</param>
    Task Changed(string platform, string accountId, IReadOnlyCollection<string> ids);
}
