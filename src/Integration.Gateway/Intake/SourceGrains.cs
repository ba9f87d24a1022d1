using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Intake;

/// <summary>
/// References to sources for the hot path: the factory looks an interface up by reflection for each reference it makes, and
/// calls to the same source can go together.
/// </summary>
internal sealed class SourceGrains(IGrainFactory grains, IServiceProvider services)
{
    // Senders choose the ids: far more than there are sources, and then it begins anew.
    private const int Max = 4_096;

    private readonly ConcurrentDictionary<string, SourceCalls> _references = new(StringComparer.Ordinal);

    public SourceCalls Of(string id) => _references.TryGetValue(id, out var known) ? known : Remember(id);

    private SourceCalls Remember(string id)
    {
        if (_references.Count >= Max)
        {
            _references.Clear();
        }

        return _references.GetOrAdd(
            id,
            static (id, my) =>
                ActivatorUtilities.CreateInstance<SourceCalls>(my.Services, my.Grains.GetGrain<ISourceGrain>(id)),
            (Grains: grains, Services: services)
        );
    }
}
