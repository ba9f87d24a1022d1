using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Writes;

/// <summary>
/// Creates products with one platform account. Key: the account's id, so that all that is created with it meets in one silo and
/// shares its calls.
/// </summary>
[Alias("integration.IProductCreationGrain")]
public interface IProductCreationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates products and answers with one result for each, in order. Goes on when the caller leaves: a repeat with the same
    /// <c>Idempotency-Key</c> gets the answer then.
    /// </summary>
    /// <param name="request">A <see cref="ProductCreationRequest"/> as JSON.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends it as long as nothing was sent.</param>
    /// <returns>
    /// 404 where there is no such account, 409 where it cannot be used, its platform takes no products or a request with the same key
    /// has not ended, 422 for faults of the request. What the platform refuses is a result.
    /// </returns>
    [AlwaysInterleave]
    [ResponseTimeout("00:01:30")]
    [Alias("Create")]
    Task<Outcome<ProductCreationResource>> Create(byte[] request, WriteContext context, CancellationToken ct);
}
