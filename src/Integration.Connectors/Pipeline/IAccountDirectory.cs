using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>The credentials of accounts, as this process may use them.</summary>
public interface IAccountDirectory
{
    /// <summary>The credentials of an enabled account and its platform.</summary>
    /// <param name="accountId">Our id of the account.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>A failure where there is no such account, it is disabled, or its secrets cannot be read.</returns>
    Task<PlatformResult<PlatformAccount>> Of(string accountId, CancellationToken ct);
}
