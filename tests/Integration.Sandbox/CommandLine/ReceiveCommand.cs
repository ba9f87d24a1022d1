using System.CommandLine;
using System.Net.Sockets;
using System.Text;
using Integration.Sandbox.Receivers;
using Integration.Sandbox.Signing;

namespace Integration.Sandbox.CommandLine;

/// <summary><c>receive</c>: a partner's endpoint by hand.</summary>
internal static class ReceiveCommand
{
    private const int ShownOfBody = 200;

    public static Command Create()
    {
        var urls = new Option<string>("--urls", "--url")
        {
            Description = "Where it listens",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://127.0.0.1:9090",
        };
        var behaviour = new Option<string>("--behaviour")
        {
            Description = "How it behaves",
            HelpName = "healthy|slow|flaky|dead|hang",
            DefaultValueFactory = _ => "healthy",
        };
        var secret = new Option<string>("--secret")
        {
            Description = "Checks Standard Webhooks signatures with this secret; believes everybody when left out",
            HelpName = "whsec_…",
        };
        var delay = new Option<string>("--delay")
        {
            Description = "How long the slow one takes",
            HelpName = "DURATION",
            DefaultValueFactory = _ => "500ms",
        };
        var command = new Command("receive", "A partner's endpoint: shows what comes, verifies it, answers as told.")
        {
            urls,
            behaviour,
            secret,
            delay,
        };
        command.SetAction(
            (parsed, _) =>
                Run(
                    parsed.GetValue(urls)!,
                    parsed.GetValue(behaviour)!,
                    parsed.GetValue(secret),
                    parsed.GetValue(delay)!
                )
        );
        return command;
    }

    private static async Task<int> Run(string urls, string behaviour, string? secret, string delay)
    {
        var faults = new List<string>();
        var url = Arguments.Url("--urls", urls, faults);
        var wait = Arguments.Duration("--delay", delay, faults);
        if (
            !Enum.TryParse<ReceiverBehaviour>(behaviour, ignoreCase: true, out var how)
            || !behaviour.All(char.IsAsciiLetter)
        )
        {
            faults.Add($"--behaviour: '{behaviour}' is none of healthy, slow, flaky, dead, hang.");
        }

        StandardWebhooksKey? key = null;
        if (secret is not null && !StandardWebhooksKey.TryParse(secret, out key))
        {
            faults.Add("--secret: whsec_ and base64, as the hub showed it when the subscriber was made.");
        }

        if (faults.Count > 0)
        {
            return await SandboxCommandLine.Refuse(faults);
        }

        var options = new ReceiverOptions
        {
            Url = url!.GetLeftPart(UriPartial.Authority),
            Behaviour = how,
            Key = key,
            Delay = wait!.Value,
        };
        return await Listen(options);
    }

    private static async Task<int> Listen(ReceiverOptions options)
    {
        using var signals = new StopSignals();
        try
        {
            await using var receiver = await Receiver.Start(options, Show, TimeProvider.System, new Random());
            await Console.Out.WriteLineAsync(
                $"{options.Behaviour.ToString().ToLowerInvariant()} at {receiver.Url}; Ctrl-C ends it"
            );
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, signals.Stop)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            var counts = receiver.Counts;
            await Console.Out.WriteLineAsync(
                $"{counts.Requests} requests, {counts.Accepted} accepted, {counts.BadSignatures} wrongly signed"
            );
            return ExitCodes.Success;
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync($"{options.Url} cannot be listened on: {taken.Message}");
            return ExitCodes.Usage;
        }
    }

    private static void Show(Receipt receipt)
    {
        var text = Encoding.UTF8.GetString(receipt.Body);
        var line =
            $"{receipt.Id} signature {receipt.Verdict.ToString().ToLowerInvariant()}, "
            + $"answered {receipt.Status?.ToString() ?? "never"}: "
            + (text.Length <= ShownOfBody ? text : text[..ShownOfBody] + "…");
        Console.Out.WriteLine((object)Printable(line));
    }

    // What strangers send must not move the cursor.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
