using System.CommandLine;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.ShopSync;

/// <summary><c>shop-sync</c>: enrichment at the platform's rate, the cost of an order, and schedules of many shops.</summary>
internal static class ShopSyncCommand
{
    private static readonly Option<ShopSyncPhase[]> Phases = new("--phases")
    {
        Description = "What to measure",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Enum.GetValues<ShopSyncPhase>(),
    };

    private static readonly Option<int> Enriched = Count(
        "--enrich-orders",
        "Orders whose packages are looked for",
        10_000
    );
    private static readonly Option<int> Rate = Count(
        "--rate",
        "Calls a second of the enrichment; Temu permits 20",
        200
    );

    private static readonly Option<double> Faults = new("--faults")
    {
        Description = "Share of its calls that fail for a passing reason, 0 to 0.5",
        DefaultValueFactory = _ => 0.1,
    };

    private static readonly Option<int> Orders = Count("--orders", "Orders whose sync is measured", 200_000);
    private static readonly Option<int> OneByOne = Count("--one-by-one", "Orders that are read one by one", 2_000);
    private static readonly Option<int> Latency = Count(
        "--latency-ms",
        "How long the platform takes for an answer",
        20
    );
    private static readonly Option<int> Shops = Count("--shops", "Shops whose schedules run", 500);

    private static readonly Option<string> Every = new("--every")
    {
        Description = "Between two runs of a kind, 1m to 1d",
        DefaultValueFactory = _ => "10m",
    };

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "How long schedules are watched",
        DefaultValueFactory = _ => 25,
    };

    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("shop-sync", "enrichment at the rate, the cost of an order, schedules of many shops");
        foreach (
            var option in (Option[])[Phases, Enriched, Rate, Faults, Orders, OneByOne, Latency, Shops, Every, Minutes]
        )
        {
            command.Options.Add(option);
        }

        common.AddTo(command);
        command.SetAction((parsed, ct) => Run(Read(common, parsed), ct));
        return command;
    }

    private static ShopSyncOptions Read(CommonOptions common, ParseResult parsed) =>
        new()
        {
            HostPath = common.HostPath(parsed),
            WorkFolder = common.WorkFolder(parsed),
            Port = common.Port(parsed),
            Settings = common.Settings(parsed),
            ReportFile = common.ReportFile(parsed),
            Phases = parsed.GetRequiredValue(Phases),
            Enrichment = new(parsed.GetValue(Enriched), parsed.GetValue(Rate), parsed.GetValue(Faults)),
            Cost = new(
                parsed.GetValue(Orders),
                Math.Min(parsed.GetValue(OneByOne), parsed.GetValue(Orders)),
                TimeSpan.FromMilliseconds(parsed.GetValue(Latency))
            ),
            Schedules = new(
                parsed.GetValue(Shops),
                parsed.GetRequiredValue(Every),
                TimeSpan.FromMinutes(parsed.GetValue(Minutes))
            ),
        };

    private static async Task<int> Run(ShopSyncOptions options, CancellationToken ct)
    {
        var run = new ShopSyncRun(options);
        var good = true;
        foreach (var phase in options.Phases)
        {
            good &= await run.Run(phase, ct);
        }

        return good ? 0 : 1;
    }

    // Each is at least 1.
    private static Option<int> Count(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name}: 1 or more.");
            }
        });
        return option;
    }
}
