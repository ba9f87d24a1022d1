using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Keeps all calls of the cluster together below the rates of the platforms.</summary>
public interface IPlatformRates
{
    /// <summary>
    /// Waits until the call may be made, at most <see cref="PipelineOptions.RateWait"/>. A permit is to be used at once.
    /// </summary>
    /// <param name="call">Which call.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>
    /// Null where the call may be made now; else a failure of the kind <see cref="FailureKind.Throttled"/> with
    /// <see cref="PlatformFailure.RetryAfter"/>.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    ValueTask<PlatformFailure?> Acquire(RatedCall call, CancellationToken ct);

    /// <summary>Tells that the platform answered "too many" in spite of a permit. Neither waits nor throws.</summary>
    /// <param name="call">Which call.</param>
    /// <param name="retryAfter">How long the platform asks to wait, not negative.</param>
    /// <param name="age">How long ago the permit was given, so that one excess is counted once.</param>
    /// <param name="isOfCallAlone">Whether the account's other calls need not wait.</param>
    void Throttled(RatedCall call, TimeSpan retryAfter, TimeSpan age, bool isOfCallAlone);
}
