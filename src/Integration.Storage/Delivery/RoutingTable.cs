using System.Collections.Concurrent;
using Integration.Mapping;

namespace Integration.Delivery;

/// <summary>
/// Which enabled subscribers hear of which events: an immutable picture of one routing version, held in memory by each
/// silo. The append transaction compares its version with the database's (decision 4).
/// </summary>
public sealed class RoutingTable
{
    // Types come from outside: a sender that makes a new one for each event must not fill the memory.
    private const int MaxCachedTypes = 10_000;

    private readonly SubscriberRoute[] _routes;
    private readonly Dictionary<string, SubscriberRoute> _byId;
    private readonly ConcurrentDictionary<string, SubscriberRoute[]> _byType = new(StringComparer.Ordinal);

    /// <summary>Makes the table.</summary>
    /// <param name="version">The routing version that the routes were read at.</param>
    /// <param name="routes">Enabled subscribers.</param>
    public RoutingTable(long version, IEnumerable<SubscriberRoute> routes)
    {
        Version = version;
        _routes = [.. routes.OrderBy(route => route.Id, StringComparer.Ordinal)];
        _byId = _routes.ToDictionary(route => route.Id, StringComparer.Ordinal);
    }

    /// <summary>A table older than every version of the database.</summary>
    public static RoutingTable Empty { get; } = new(0, []);

    /// <summary>The routing version that it shows.</summary>
    public long Version { get; }

    /// <summary>The enabled subscriber of that id, null where there is none.</summary>
    public SubscriberRoute? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The subscribers of an event, in the order of their ids.</summary>
    public IReadOnlyList<SubscriberRoute> Match(string type, string source)
    {
        var candidates = _byType.TryGetValue(type, out var known) ? known : FindByType(type);
        foreach (var candidate in candidates)
        {
            if (!Hears(candidate, source))
            {
                return [.. candidates.Where(route => Hears(route, source))];
            }
        }

        return candidates;
    }

    private SubscriberRoute[] FindByType(string type)
    {
        var routes = Array.FindAll(_routes, route => Array.Exists(route.EventTypes, p => EventTypes.Matches(p, type)));
        if (_byType.Count < MaxCachedTypes)
        {
            _byType[type] = routes;
        }

        return routes;
    }

    private static bool Hears(SubscriberRoute route, string source) =>
        route.Sources.Length == 0 || Array.IndexOf(route.Sources, source) >= 0;
}
