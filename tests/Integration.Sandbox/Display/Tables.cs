using System.Globalization;
using Integration.Sandbox.Demo;
using Integration.Sandbox.Shop;
using Spectre.Console;

namespace Integration.Sandbox.Display;

/// <summary>The tables, the same while it runs and in the summary.</summary>
internal static class Tables
{
    private static readonly (string Heading, bool IsNumber, Func<SubscriberLine, Markup> Cell)[] SubscriberColumns =
    [
        ("subscriber", false, line => new($"[bold]{Short(line.Subscriber.Id)}[/]")),
        ("behaves", false, Behaviour),
        ("events", true, line => Number(line.Hub.Events, "")),
        ("delivered", true, line => Number(line.Hub.Delivered, "green")),
        ("retried", true, line => Number(line.Retried, "yellow")),
        ("expired", true, line => Number(line.Hub.Expired, "blue")),
        ("failed", true, line => Number(line.Hub.Failed + line.Hub.Cancelled, "red")),
        ("pending", true, line => Number(line.Hub.Pending, "")),
        ("p50 ms", true, line => Milliseconds(line.Seen.P50Ms)),
        ("p99 ms", true, line => Milliseconds(line.Seen.P99Ms)),
    ];

    // Each with the width of the terminal from which on it is shown.
    private static readonly (string Heading, int From, Func<ShopLine, Markup> Cell)[] ShopColumns =
    [
        ("state", 98, line => new(line.State)),
        ("runs", 80, line => Number(line.Runs, "")),
        ("in copy", 0, line => Share(line.Copied, line.Orders)),
        ("new", AllShopColumns, line => Number(line.Created, "green")),
        ("changed", AllShopColumns, line => Number(line.Changed, "green")),
        ("gone", AllShopColumns, line => Number(line.Deleted, "blue")),
        ("behind", 0, line => new(Seconds(line.BehindSeconds))),
        ("looking/found/failed", 98, line => new(Tasks(line.Tasks))),
        ("packages", 0, line => Number(line.Packages, "green")),
        ("pushed", 0, line => Share(line.Pushed, line.Told)),
    ];

    // What the columns need, borders included.
    private const int AllColumns = 118;
    private const int AllShopColumns = 124;
    private const int WithoutBehaviour = 93;

    /// <summary>The subscribers; a narrow terminal gets fewer columns rather than broken ones.</summary>
    public static Table Subscribers(DemoSnapshot snapshot, int width)
    {
        var table = new Table { Border = TableBorder.Rounded };
        var columns = SubscriberColumns
            .Where(column => width >= AllColumns || column.Heading != "behaves")
            .Where(column => width >= WithoutBehaviour || column.Heading is not ("events" or "p50 ms"))
            .ToArray();
        foreach (var (heading, isNumber, _) in columns)
        {
            table.AddColumn(isNumber ? new TableColumn(heading).RightAligned().NoWrap() : new TableColumn(heading));
        }

        foreach (var line in snapshot.Subscribers)
        {
            table.AddRow(columns.Select(column => column.Cell(line)));
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

    /// <summary>The shop that is synced: its orders, the hub's copy of them, the looks for packages, what was told of it.</summary>
    public static Table Shop(ShopLine shop, int width)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("shop");
        var columns = ShopColumns.Where(column => width >= column.From).ToArray();
        foreach (var (heading, _, _) in columns)
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        table.AddRow(columns.Select(column => column.Cell(shop)).Prepend(new Markup($"[bold]{Short(shop.Id)}[/]")));
        return table;
    }

    /// <summary>The shop in one line.</summary>
    public static string Status(ShopLine shop) =>
        $"{Short(shop.Id)} {shop.State}, {shop.Runs} runs, {shop.Copied} of {shop.Orders} orders in the copy, new {shop.Created}, "
        + $"changed {shop.Changed}, gone {shop.Deleted}, behind {Seconds(shop.BehindSeconds)}, packages found {shop.Packages}, "
        + $"looked for {shop.Tasks.Pending + shop.Tasks.Processing}, failed {shop.Tasks.Failed}, "
        + $"told {shop.Told}, pushed {shop.Pushed}";

    /// <summary>One line over everything; on a narrow terminal what the table does not say.</summary>
    public static string Status(DemoSnapshot snapshot, int width)
    {
        var hub = snapshot.Subscribers.Select(line => line.Hub).ToArray();
        var sent = string.Create(
            CultureInfo.InvariantCulture,
            $"{snapshot.Phase} {snapshot.Elapsed.TotalSeconds:0} s, in {snapshot.Acknowledged} ({snapshot.PerSecond:0}/s)"
        );
        return width < AllColumns
            ? sent
            : $"{sent}, delivered {hub.Sum(one => one.Delivered)}, retried {snapshot.Subscribers.Sum(one => one.Retried)}, "
                + $"expired {hub.Sum(one => one.Expired)}, failed {hub.Sum(one => one.Failed + one.Cancelled)}, "
                + $"pending {hub.Sum(one => one.Pending)}";
    }

    private static string Seconds(double? seconds) =>
        seconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.0} s") : "-";

    private static string Tasks(TaskFigures tasks) =>
        $"{tasks.Pending + tasks.Processing}/{tasks.Completed}/{tasks.Failed}";

    private static Markup Share(long part, long all) =>
        new($"[{(part == all ? "green" : "yellow")}]{part}[/] of {all}");

    private static string Short(string id) => id.StartsWith("demo-", StringComparison.Ordinal) ? id[5..] : id;

    private static Markup Behaviour(SubscriberLine line) =>
        new(line.Subscriber.MustReceiveAll ? line.Subscriber.Description : $"[yellow]{line.Subscriber.Description}[/]");

    private static Markup Number(long number, string colour) =>
        new(
            number == 0 ? "[grey]0[/]"
            : colour.Length == 0 ? number.ToString(CultureInfo.InvariantCulture)
            : $"[{colour}]{number.ToString(CultureInfo.InvariantCulture)}[/]"
        );

    private static Markup Milliseconds(double? value) =>
        new(value is not { } ms ? "[grey]-[/]" : ms.ToString(ms < 100 ? "0.0" : "0", CultureInfo.InvariantCulture));
}
