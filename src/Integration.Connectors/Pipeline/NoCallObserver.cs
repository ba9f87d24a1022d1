namespace Integration.Pipeline;

/// <summary>Where nobody wants to hear of calls.</summary>
internal sealed class NoCallObserver : ICallObserver
{
    public void Attempted(in PlatformCallMeasure measure) { }

    public void Called(in PlatformCallMeasure measure) { }

    public void LookedUp(string platform, string accountId, string kind, bool isHit) { }
}
