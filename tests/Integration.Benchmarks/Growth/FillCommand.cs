using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Integration.Benchmarks.Growth;

/// <summary><c>fill</c>: delivered events of many days into a database that a host has migrated.</summary>
internal static class FillCommand
{
    public static Option<int> Events() =>
        new("--events") { Description = "Delivered events", DefaultValueFactory = _ => 10_000_000 };

    public static Option<int> Days() =>
        new("--days") { Description = "Days that they are spread over", DefaultValueFactory = _ => 25 };

    public static Command Create()
    {
        var connection = new Option<string>("--connection")
        {
            Description = "Connection string of a database that a host has migrated and that nobody uses now",
            Required = true,
        };
        var (events, days) = (Events(), Days());
        var command = new Command("fill", "Fills a database with delivered events, attempts, keys and roll-ups");
        foreach (var option in (Option[])[connection, events, days])
        {
            command.Options.Add(option);
        }

        command.SetAction(
            async (parsed, ct) =>
            {
                var started = Stopwatch.GetTimestamp();
                var options = new FillOptions(parsed.GetValue(events), parsed.GetValue(days));
                await new Filler(parsed.GetRequiredValue(connection), options).Run(ct);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{options.Events} events in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"
                    )
                );
                return 0;
            }
        );
        return command;
    }
}
