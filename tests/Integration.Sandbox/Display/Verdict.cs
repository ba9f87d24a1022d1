using Integration.Sandbox.Demo;

namespace Integration.Sandbox.Display;

/// <summary>The last lines of the summary: whether it all adds up, and where it does not.</summary>
internal static class Verdict
{
    public static IReadOnlyList<string> Lines(DemoSnapshot last)
    {
        var lines = new List<string>();
        foreach (var one in last.Subscribers)
        {
            lines.AddRange(one.Faults.Select(fault => $"{one.Subscriber.Id}: {fault}"));
            if (one.Seen.Repeated > 0)
            {
                lines.Add($"{one.Subscriber.Id}: {one.Seen.Repeated} events came twice (delivery is at least once)");
            }
        }

        lines.AddRange(last.Shop.Faults.Select(fault => $"{last.Shop.Id}: {fault}"));
        lines.AddRange(
            last.Sources.Where(one => one.Refused > 0)
                .Select(one => $"{one.Name}: {one.Refused} were not acknowledged, the last with: {one.LastRefusal}")
        );
        if (last.Subscribers.Sum(one => one.Hub.CarriedOver) is > 0 and var carried)
        {
            lines.Add($"{carried} deliveries were still pending from an earlier run and are counted with this one's");
        }

        if (last.Subscribers.Max(one => one.Foreign) is > 0 and var foreign)
        {
            lines.Add($"{foreign} more events came from elsewhere: your own requests, or sends whose answer was lost");
        }

        var deliveries = last.Subscribers.Sum(one => one.Hub.Events);
        var accounted = last.Subscribers.Sum(one => one.Hub.AccountedFor);
        lines.Add(
            $"{last.Acknowledged} events acknowledged; {accounted} of {deliveries} deliveries accounted for; "
                + $"lost {last.Subscribers.Sum(one => one.Missing)}; came twice {last.Subscribers.Sum(one => one.Seen.Repeated)}; "
                + $"wrong signatures {last.Subscribers.Sum(one => one.BadSignatures)}"
        );
        return lines;
    }
}
