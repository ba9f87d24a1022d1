namespace Integration.Platforms;

/// <summary>Products of the account's own shop, created and changed many at a time.</summary>
public interface IProductWrite : IConnector
{
    /// <summary>Creates products in one call.</summary>
    /// <param name="account">The shop's account.</param>
    /// <param name="drafts">
    /// 1 to <see cref="BatchLimits.Creates"/> of the account's kind, of different seller's codes; <see cref="ProductDraft.Id"/> is
    /// ignored.
    /// </param>
    /// <param name="ct">Ends the call under way; what the platform has done of it is then unknown.</param>
    /// <returns>One result for each draft, in its order. A failed call is the failure of each of them.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<ProductWriteResult[]> CreateProducts(AccountCredentials account, ProductDraft[] drafts, CancellationToken ct);

    /// <summary>Changes products in one call: what a draft leaves empty stays as it is.</summary>
    /// <param name="account">The shop's account.</param>
    /// <param name="drafts">1 to <see cref="BatchLimits.Updates"/> of the account's kind, of different ids.</param>
    /// <param name="ct">Ends the call under way; what the platform has done of it is then unknown.</param>
    /// <returns>One result for each draft, in its order. A failed call is the failure of each of them.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<ProductWriteResult[]> UpdateProducts(AccountCredentials account, ProductDraft[] drafts, CancellationToken ct);
}
