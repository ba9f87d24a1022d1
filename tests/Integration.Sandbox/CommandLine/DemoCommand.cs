using System.CommandLine;
using Integration.Sandbox.Demo;
using Integration.Sandbox.Display;

namespace Integration.Sandbox.CommandLine;

/// <summary><c>demo</c>: the hub and everything around it.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var host = new Option<string>("--host-dll")
        {
            Description = "The hub's program",
            HelpName = "PATH",
            Required = true,
        };
        var data = new Option<string>("--data-dir")
        {
            Description = "Its data folder",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".data",
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Where it listens",
            HelpName = "URLS",
            DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        var duration = new Option<string>("--for")
        {
            Description = "How long traffic is sent, such as 20s; until Ctrl-C when left out",
            HelpName = "DURATION",
        };
        var summary = new Option<string>("--summary-file")
        {
            Description = "Write the summary as JSON",
            HelpName = "FILE",
        };
        var command = new Command("demo", "Starts the hub, sends real traffic through it and shows what becomes of it.")
        {
            host,
            data,
            urls,
            duration,
            summary,
        };
        command.SetAction(
            (parsed, _) =>
                Run(
                    parsed.GetValue(host)!,
                    parsed.GetValue(data)!,
                    parsed.GetValue(urls)!,
                    parsed.GetValue(duration),
                    parsed.GetValue(summary)
                )
        );
        return command;
    }

    private static async Task<int> Run(string host, string data, string urls, string? duration, string? summary)
    {
        var faults = new List<string>();
        if (!File.Exists(host))
        {
            faults.Add($"--host-dll: there is no {host}; build src/Integration.Host first.");
        }

        if (!HubUrls.TryParse(urls, out var addresses, out var fault))
        {
            faults.Add(fault!);
        }

        var length = Arguments.Duration("--for", duration, faults);
        if (faults.Count > 0)
        {
            return await SandboxCommandLine.Refuse(faults);
        }

        using var signals = new StopSignals();
        var options = new DemoOptions(Path.GetFullPath(host), Path.GetFullPath(data), addresses!, length, summary);
        return await new DemoRun(options, Screens.Create(TimeProvider.System), signals, TimeProvider.System).Run();
    }
}
