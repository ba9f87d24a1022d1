using Orleans.Runtime.Messaging;

namespace Integration.Intake;

/// <summary>Which failures say that a grain call was lost with a silo or a connection, and nothing of the call itself.</summary>
public static class LostCalls
{
    /// <summary>
    /// Lost calls may or may not have been carried out: only what is safe to repeat may be repeated. Orleans' plain exception
    /// is among them: placement throws it where silos come and go faster than it learns of them.
    /// </summary>
    public static bool Include(Exception e) =>
        e
            is TimeoutException
                or OrleansMessageRejectionException
                or ConnectionFailedException
                or SiloUnavailableException
        || e.GetType() == typeof(OrleansException);
}
