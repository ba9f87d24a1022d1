namespace Integration.Platforms;

/// <summary>Stock of the account's own shop, set many at a time.</summary>
public interface IStockUpdate : IConnector
{
    /// <summary>Sets stock levels in one call. They are absolute, so that sending one twice does no harm.</summary>
    /// <param name="account">The shop's account.</param>
    /// <param name="changes">
    /// 1 to <see cref="BatchLimits.StockUpdates"/> of the account's kind, of different <see cref="StockChange.Place"/>s.
    /// </param>
    /// <param name="ct">Ends the call under way; what the platform has done of it is then unknown.</param>
    /// <returns>One result for each change, in its order. A failed call is the failure of each of them.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<StockResult[]> UpdateStock(AccountCredentials account, StockChange[] changes, CancellationToken ct);
}
