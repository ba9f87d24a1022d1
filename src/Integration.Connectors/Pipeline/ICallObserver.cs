namespace Integration.Pipeline;

/// <summary>
/// Hears of every attempt, every call to platforms and every look-up that may spare one. Called on the caller's path: must neither
/// wait nor throw. What a caller cancelled is not told.
/// </summary>
public interface ICallObserver
{
    /// <summary>One request was answered, or failed on the way.</summary>
    void Attempted(in PlatformCallMeasure measure);

    /// <summary>A call has ended, with all its attempts.</summary>
    void Called(in PlatformCallMeasure measure);

    /// <summary>Something was looked up in the cache in front of the platform.</summary>
    /// <param name="platform">The platform's name.</param>
    /// <param name="accountId">Our id of the account.</param>
    /// <param name="kind">What was looked up, such as <c>product</c>; one of a few.</param>
    /// <param name="isHit">Whether it was there, or somebody else was being told it already; else the platform was asked.</param>
    void LookedUp(string platform, string accountId, string kind, bool isHit);
}
