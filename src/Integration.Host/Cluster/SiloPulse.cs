using Integration.Health;
using Integration.Intake;

namespace Integration.Cluster;

/// <summary>
/// Whether any silo answers this gateway. It asks along several of its connections at once: while one silo hangs the others still
/// answer, and a gateway that left for that would only make the outage whole.
/// </summary>
internal sealed class SiloPulse(IGrainFactory grains)
{
    private const int Connections = 4;

    /// <summary>True with the first answer, false when all have failed.</summary>
    public async Task<bool> IsThere(CancellationToken ct)
    {
        var beats = Enumerable.Range(0, Connections).Select(key => Beats(key, ct)).ToList();
        while (beats.Count > 0)
        {
            var first = await Task.WhenAny(beats);
            if (await first)
            {
                return true;
            }

            beats.Remove(first);
        }

        return false;
    }

    private async Task<bool> Beats(int key, CancellationToken ct)
    {
        try
        {
            await grains.GetGrain<ISiloPulseGrain>(key).Beat(ct);
            return true;
        }
        catch (Exception e) when (LostCalls.Include(e))
        {
            return false;
        }
    }
}
