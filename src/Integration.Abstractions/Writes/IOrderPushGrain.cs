using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Writes;

/// <summary>Places orders with one platform account. Key: the account's id, so that all that is placed with it meets in one silo.</summary>
[Alias("integration.IOrderPushGrain")]
public interface IOrderPushGrain : IGrainWithStringKey
{
    /// <summary>
    /// Places orders and answers with one result for each, in order. Goes on when the caller leaves: a repeat with the same
    /// <c>Idempotency-Key</c> gets the answer then.
    /// </summary>
    /// <param name="request">An <see cref="OrderPushRequest"/> as JSON.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends it as long as nothing was sent.</param>
    /// <returns>
    /// 404 where there is no such account, 409 where it cannot be used, its platform takes no orders or a request with the same key has
    /// not ended, 422 for faults of the request. What the platform refuses is a result.
    /// </returns>
    [AlwaysInterleave]
    [ResponseTimeout("00:01:30")]
    [Alias("Push")]
    Task<Outcome<OrderPushResource>> Push(byte[] request, WriteContext context, CancellationToken ct);
}
