using System.Globalization;

namespace Integration.Benchmarks.Hosts;

/// <summary>What the kernel says of a process, from <c>/proc</c>.</summary>
internal static class ProcessFigures
{
    // USER_HZ, the same on every Linux that .NET runs on.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Processor time of one process, its children apart.</summary>
    public static TimeSpan Processor(int id)
    {
        var fields = Fields(id);
        return Ticks(fields[11]) + Ticks(fields[12]);
    }

    /// <summary>Processor time of processes and of those below them that have ended.</summary>
    public static TimeSpan ProcessorOf(IReadOnlyList<int> ids) =>
        ids.Select(Fields)
            .Where(fields => fields.Length > 14)
            .Select(fields => Ticks(fields[11]) + Ticks(fields[12]) + Ticks(fields[13]) + Ticks(fields[14]))
            .Aggregate(TimeSpan.Zero, (sum, one) => sum + one);

    /// <summary>Resident memory now, MB.</summary>
    public static double ResidentMegabytes(int id) => Status(id, "VmRSS:");

    /// <summary>The most resident memory since the start or <see cref="ForgetPeak"/>, MB.</summary>
    public static double PeakMegabytes(int id) => Status(id, "VmHWM:");

    /// <summary>Starts the peak anew.</summary>
    public static void ForgetPeak(int id) => File.WriteAllText($"/proc/{id}/clear_refs", "5");

    /// <summary>Processes below one, the nearest first.</summary>
    public static IReadOnlyList<int> Descendants(int id)
    {
        var parents = Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var process) ? process : 0)
            .Where(process => process > 0)
            .Select(process => (Id: process, Fields: Fields(process)))
            .Where(process => process.Fields.Length > 1)
            .ToLookup(process => int.Parse(process.Fields[1], CultureInfo.InvariantCulture), process => process.Id);
        var found = new List<int>(parents[id]);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents[found[i]]);
        }

        return found;
    }

    // From the third field on: the second is the name and may hold spaces.
    private static string[] Fields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static TimeSpan Ticks(string field) => Tick * long.Parse(field, CultureInfo.InvariantCulture);

    private static double Status(int id, string name)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(text => text.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..^2], CultureInfo.InvariantCulture) / 1024;
    }
}
