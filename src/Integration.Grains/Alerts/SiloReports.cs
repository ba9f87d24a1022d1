using System.Collections.Concurrent;

namespace Integration.Alerts;

/// <summary>Which members of the cluster hand over their measures. Safe for all threads.</summary>
internal sealed class SiloReports(IClusterMembers members, AlertStepOptions options, TimeProvider time)
{
    private const int Rounds = 3;

    private readonly TimeSpan _patience =
        options.MeasureInterval * Rounds > options.SilentAfter ? options.MeasureInterval * Rounds : options.SilentAfter;

    private readonly ConcurrentDictionary<string, long> _heard = new(StringComparer.Ordinal);
    private readonly HashSet<string> _silent = new(StringComparer.Ordinal);

    public void Heard(string silo) => _heard[silo] = time.GetTimestamp();

    /// <summary>A value for each member. Only one caller at a time.</summary>
    public IReadOnlyList<AlertObservation> Read(DateTimeOffset now)
    {
        var there = members.Names();
        // A silo that has left is silent for good reason; said once, or the alert would stand until its data run out.
        var left = _silent.Except(there, StringComparer.Ordinal).ToList();
        foreach (var gone in _heard.Keys.Except(there, StringComparer.Ordinal).ToList())
            _heard.TryRemove(gone, out _);
        _silent.ExceptWith(left);
        var values = left.ConvertAll(silo => Of(silo, reports: true, now));
        foreach (var silo in there)
        {
            var reports = time.GetElapsedTime(_heard.GetOrAdd(silo, time.GetTimestamp())) < _patience;
            if (!reports)
                _silent.Add(silo);
            values.Add(Of(silo, reports, now));
        }

        return values;
    }

    private static AlertObservation Of(string silo, bool reports, DateTimeOffset now) =>
        new(
            AlertMetrics.SiloReporting.Name,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["silo"] = silo },
            reports ? 1 : 0,
            now
        );
}
