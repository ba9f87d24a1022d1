using Integration.Problems;

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
        catch (Exception e) when (LostCalls.Include(e))
        {
            try
            {
                return await call();
            }
            catch (Exception again) when (LostCalls.Include(again))
            {
                return GatewayProblems.SiloUnavailable;
            }
        }
    }
}
