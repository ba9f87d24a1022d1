using System.Text.Json;
using Integration.Json;
using Integration.Problems;

namespace Integration.Access;

/// <summary>What an <c>Idempotency-Key</c> was found to be.</summary>
/// <param name="Kind">New, a repeat, or a conflict.</param>
/// <param name="Status">Status of the stored answer; null when there is none yet.</param>
/// <param name="Body">The stored answer, JSON; null when there is none yet.</param>
/// <param name="EventIds">For events: the ids that the first request claimed.</param>
public sealed record IdempotencyState(IdempotencyKind Kind, int? Status, byte[]? Body, Guid[]? EventIds)
{
    /// <summary>For a key that was seen before: the stored answer as one that was given already, or the conflict.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    internal Outcome<T> Answer<T>()
        where T : class =>
        Kind == IdempotencyKind.Repeat && Body is not null
            ? new Outcome<T> { Value = JsonSerializer.Deserialize<T>(Body, WireJson.Options), Replayed = true }
            : IdempotencyProblems.Reused;
}
