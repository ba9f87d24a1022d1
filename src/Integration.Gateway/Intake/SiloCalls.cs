using Integration.Problems;
using Orleans.Runtime.Messaging;

namespace Integration.Intake;

/// <summary>Calls a silo, and once more when the first call was lost: with the same event ids, so nothing is stored twice.</summary>
internal static class SiloCalls
{
    public static async Task<Outcome<T>> Twice<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (IsLost(e))
        {
            try
            {
                return await call();
            }
            catch (Exception again) when (IsLost(again))
            {
                return GatewayProblems.SiloUnavailable;
            }
        }
    }

    private static bool IsLost(Exception e) =>
        e
            is TimeoutException
                or OrleansMessageRejectionException
                or ConnectionFailedException
                or SiloUnavailableException;
}
