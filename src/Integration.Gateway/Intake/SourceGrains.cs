using System.Collections.Concurrent;

namespace Integration.Intake;

/// <summary>
/// References to sources for the hot path: the factory looks an interface up by reflection for each reference it makes.
/// </summary>
internal sealed class SourceGrains(IGrainFactory grains)
{
    // Senders choose the ids: far more than there are sources, and then it begins anew.
    private const int Max = 4_096;

    private readonly ConcurrentDictionary<string, ISourceGrain> _references = new(StringComparer.Ordinal);

    public ISourceGrain Of(string id) => _references.TryGetValue(id, out var known) ? known : Remember(id);

    private ISourceGrain Remember(string id)
    {
        if (_references.Count >= Max)
        {
            _references.Clear();
        }

        return _references.GetOrAdd(id, static (id, grains) => grains.GetGrain<ISourceGrain>(id), grains);
    }
}
