namespace Integration.Pipeline;

/// <summary>
/// Hears of every attempt and every call to platforms. Called on the caller's path: must neither wait nor throw. What a caller
/// cancelled is not told.
/// </summary>
public interface ICallObserver
{
    /// <summary>One request was answered, or failed on the way.</summary>
    void Attempted(in PlatformCallMeasure measure);

    /// <summary>A call has ended, with all its attempts.</summary>
    void Called(in PlatformCallMeasure measure);
}
