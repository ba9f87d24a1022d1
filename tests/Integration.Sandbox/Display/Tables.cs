using System.Globalization;
using Integration.Sandbox.Demo;
using Spectre.Console;

namespace Integration.Sandbox.Display;

/// <summary>The tables, the same while it runs and in the summary.</summary>
internal static class Tables
{
    public static Table Subscribers(DemoSnapshot snapshot)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("subscriber").AddColumn("behaves");
        string[] numbers = ["events", "delivered", "retried", "expired", "failed", "pending", "p50 ms", "p99 ms"];
        foreach (var heading in numbers)
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (var line in snapshot.Subscribers)
        {
            table.AddRow(
                new Markup($"[bold]{Short(line.Subscriber.Id)}[/]"),
                new Markup(
                    line.Subscriber.MustReceiveAll
                        ? line.Subscriber.Description
                        : $"[yellow]{line.Subscriber.Description}[/]"
                ),
                Number(line.Hub.Events, ""),
                Number(line.Hub.Delivered, "green"),
                Number(line.Retried, "yellow"),
                Number(line.Hub.Expired, "blue"),
                Number(line.Hub.Failed + line.Hub.Cancelled, "red"),
                Number(line.Hub.Pending, ""),
                Milliseconds(line.Seen.P50Ms),
                Milliseconds(line.Seen.P99Ms)
            );
        }

        return table;
    }

    public static Table Sources(DemoSnapshot snapshot)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("sender").AddColumn("signs with");
        foreach (var heading in (string[])["acknowledged", "known already", "sent again", "refused"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (var line in snapshot.Sources)
        {
            table.AddRow(
                new Markup($"[bold]{Short(line.Name)}[/]"),
                new Markup(line.Scheme),
                Number(line.Acknowledged, "green"),
                Number(line.Repeats, "blue"),
                Number(line.Retries, "yellow"),
                Number(line.Refused, "red")
            );
        }

        return table;
    }

    /// <summary>One line over everything.</summary>
    public static string Status(DemoSnapshot snapshot)
    {
        var hub = snapshot.Subscribers.Select(line => line.Hub).ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{snapshot.Phase} {snapshot.Elapsed.TotalSeconds:0} s, in {snapshot.Acknowledged} ({snapshot.PerSecond:0}/s), "
                + $"delivered {hub.Sum(one => one.Delivered)}, retried {snapshot.Subscribers.Sum(one => one.Retried)}, "
                + $"expired {hub.Sum(one => one.Expired)}, failed {hub.Sum(one => one.Failed + one.Cancelled)}, "
                + $"pending {hub.Sum(one => one.Pending)}"
        );
    }

    private static string Short(string id) => id.StartsWith("demo-", StringComparison.Ordinal) ? id[5..] : id;

    private static Markup Number(long number, string colour) =>
        new(
            number == 0 ? "[grey]0[/]"
            : colour.Length == 0 ? number.ToString(CultureInfo.InvariantCulture)
            : $"[{colour}]{number.ToString(CultureInfo.InvariantCulture)}[/]"
        );

    private static Markup Milliseconds(double? value) =>
        new(value is not { } ms ? "[grey]-[/]" : ms.ToString(ms < 100 ? "0.0" : "0", CultureInfo.InvariantCulture));
}
