using Integration.Health;

namespace Integration.Hosting;

/// <summary>Asks the silo's own watchers, such as its membership timers; a process without a silo has none.</summary>
internal sealed class HubLiveness(IEnumerable<IHealthCheckParticipant> watchers, TimeProvider time) : ILiveness
{
    private readonly Lock _checking = new();
    private DateTime _checkedAt = time.GetUtcNow().UtcDateTime;

    public IReadOnlyList<string> Faults()
    {
        lock (_checking)
        {
            var faults = new List<string>();
            foreach (var watcher in watchers)
            {
                if (!watcher.CheckHealth(_checkedAt, out var reason))
                {
                    faults.Add(reason ?? "A part of the silo does not work.");
                }
            }

            _checkedAt = time.GetUtcNow().UtcDateTime;
            return faults;
        }
    }
}
