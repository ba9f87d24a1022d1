using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.CommandLine;

/// <summary><c>platforms</c>: the shops outside, by hand.</summary>
internal static class PlatformsCommand
{
    private static readonly (string Name, PlatformKind Kind)[] Kinds =
    [
        ("taobao", PlatformKind.Taobao),
        ("1688", PlatformKind.Alibaba1688),
        ("pinduoduo", PlatformKind.Pinduoduo),
        ("aliexpress", PlatformKind.AliExpress),
        ("temu", PlatformKind.Temu),
    ];

    public static Command Create()
    {
        var port = Number("--port", "The first port; each platform takes the next one, 0 takes free ones", 9100);
        var only = Text("--only", "Which platforms, with commas", "NAMES", "taobao,1688,pinduoduo,aliexpress,temu");
        var seed = Number("--seed", "Decides catalogue, tokens and faults", 1);
        var products = Number("--products", "Products of each shop", 200);
        var orders = Number("--orders", "Orders of each shop that has calls for them", 100);
        var changes = Number("--changes-per-page", "Changes of orders that each page of them brings about", 0);
        var offShelf = Number("--off-shelf-every", "Every how many-th product is off the shelf; 0: none", 0);
        var limit = Number("--limit", "Calls of an account per window; 0: no limit", 0);
        var burst = Number("--burst", "Calls that may come at once; 0: as many as --limit", 0);
        var window = Text("--window", "What --limit counts for", "DURATION", "1s");
        var punish = new Option<bool>("--punish") { Description = "Closes an account that exceeds the limit" };
        var ban = Text("--ban", "How long it stays closed", "DURATION", "10s");
        var tokens = Text("--token-lifetime", "How long an access token works", "DURATION", "24h");
        var slow = Text("--slow", "How long a slow answer takes", "DURATION", "2s");
        var calls = new Option<string>("--fault-calls")
        {
            Description = "Only these calls meet faults: a name, or its beginning and *",
            HelpName = "CALLS",
        };
        var faults = new Option<string[]>("--fault")
        {
            Description = "A fault and its share of the calls, such as transient=0.2; may be repeated",
            HelpName = "|".Join(Enum.GetNames<FaultKind>().Select(Snake)) + "=SHARE",
        };
        var command = new Command(
            "platforms",
            "Taobao, 1688, Pinduoduo, AliExpress and Temu over HTTP; each is controlled by calls under /control."
        )
        {
            port,
            only,
            seed,
            products,
            orders,
            changes,
            offShelf,
            limit,
            burst,
            window,
            punish,
            ban,
            tokens,
            slow,
            faults,
            calls,
        };
        command.SetAction(
            (parsed, _) =>
            {
                var wrong = new List<string>();
                var options = new PlatformOptions
                {
                    Port = parsed.GetValue(port),
                    Seed = parsed.GetValue(seed),
                    Products = parsed.GetValue(products),
                    Orders = new OrderOptions
                    {
                        Count = parsed.GetValue(orders),
                        ChangesPerPage = parsed.GetValue(changes),
                    },
                    OffShelfEvery = parsed.GetValue(offShelf),
                    TokenLifetime = Span(tokens),
                    Limit =
                        parsed.GetValue(limit) == 0
                            ? null
                            : new RateRule
                            {
                                Calls = parsed.GetValue(limit),
                                Burst = parsed.GetValue(burst) is var many and not 0 ? many : null,
                                Window = Span(window),
                                Punishes = parsed.GetValue(punish),
                                Ban = Span(ban),
                            },
                    Faults = new FaultPlan
                    {
                        Shares = Shares(parsed.GetValue(faults) ?? [], wrong),
                        Calls = parsed.GetValue(calls),
                        SlowFor = Span(slow),
                    },
                };
                var kinds = KindsOf(parsed.GetValue(only)!, wrong);
                wrong.AddRange(options.Mistakes().Select(mistake => $"--{mistake}"));
                return wrong.Count > 0 ? SandboxCommandLine.Refuse(wrong) : Run(kinds, options);

                // One that cannot be read is told already: any other valid one does.
                TimeSpan Span(Option<string> option) =>
                    Arguments.Duration(option.Name, parsed.GetValue(option), wrong) ?? TimeSpan.FromSeconds(1);
            }
        );
        return command;
    }

    private static async Task<int> Run(PlatformKind[] kinds, PlatformOptions options)
    {
        using var signals = new StopSignals();
        var running = new List<SandboxPlatform>();
        try
        {
            foreach (var kind in kinds)
            {
                var port = options.Port == 0 ? 0 : options.Port + running.Count;
                running.Add(await SandboxPlatform.Start(kind, options with { Port = port }, TimeProvider.System));
                await Console.Out.WriteLineAsync(Line(running[^1]));
            }

            await Console.Out.WriteLineAsync("GET /control tells everything about one; Ctrl-C ends them");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, signals.Stop)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            foreach (var platform in running)
            {
                var counts = platform.Counts;
                await Console.Out.WriteLineAsync(
                    $"{NameOf(platform.Kind)}: {counts.Total} calls, {counts.Ended(CallOutcome.Served)} served, "
                        + $"{counts.Excess} above the limit, {counts.Punishments} punishments"
                );
            }

            return ExitCodes.Success;
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync($"A port from {options.Port} on cannot be listened on: {taken.Message}");
            return ExitCodes.Usage;
        }
        finally
        {
            foreach (var platform in running)
            {
                await platform.DisposeAsync();
            }
        }
    }

    private static string Line(SandboxPlatform platform)
    {
        var grant = platform.Grants[0];
        return $"{NameOf(platform.Kind), -10} {platform.Url} key {grant.Account.AppKey} secret {grant.Account.AppSecret} "
            + $"token {grant.AccessToken} refresh {grant.RefreshToken}";
    }

    private static Dictionary<FaultKind, double> Shares(string[] texts, List<string> wrong)
    {
        var shares = new Dictionary<FaultKind, double>();
        foreach (var text in texts)
        {
            var parts = text.Split('=');
            var known = Enum.GetValues<FaultKind>().Where(one => Snake(one.ToString()) == parts[0]).ToArray();
            if (
                parts.Length != 2
                || known.Length == 0
                || !double.TryParse(
                    parts[1],
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var share
                )
                || !shares.TryAdd(known[0], share)
            )
            {
                wrong.Add($"--fault: '{text}' is no fault and share such as transient=0.2, each fault once.");
            }
        }

        return shares;
    }

    private static PlatformKind[] KindsOf(string names, List<string> wrong)
    {
        var kinds = new List<PlatformKind>();
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var known = Array.Find(Kinds, one => string.Equals(one.Name, name, StringComparison.Ordinal));
            if (known.Name is null)
            {
                wrong.Add($"--only: '{name}' is none of {", ".Join(Kinds.Select(one => one.Name))}.");
            }
            else if (!kinds.Contains(known.Kind))
            {
                kinds.Add(known.Kind);
            }
        }

        if (kinds.Count == 0 && wrong.Count == 0)
        {
            wrong.Add("--only: at least one.");
        }

        return [.. kinds];
    }

    private static string NameOf(PlatformKind kind) => Array.Find(Kinds, one => one.Kind == kind).Name;

    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Join(this string separator, IEnumerable<string> texts) => string.Join(separator, texts);

    private static Option<int> Number(string name, string description, int byDefault) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => byDefault,
        };

    private static Option<string> Text(string name, string description, string help, string byDefault) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            DefaultValueFactory = _ => byDefault,
        };
}
