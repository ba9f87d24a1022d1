using System.CommandLine;
using System.Text;
using Integration.Sandbox.Senders;
using Integration.Sandbox.Signing;

namespace Integration.Sandbox.CommandLine;

/// <summary><c>send</c>: a platform that signs, by hand.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url")
        {
            Description = "The source, such as http://127.0.0.1:8080/in/shop",
            HelpName = "URL",
            Required = true,
        };
        var scheme = new Option<string>("--scheme")
        {
            Description = "How it signs",
            HelpName = RequestSigners.Names.Replace(", ", "|", StringComparison.Ordinal),
            DefaultValueFactory = _ => "hmac",
        };
        var secret = new Option<string>("--secret")
        {
            Description = "The source's secret",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var template = new Option<string>("--template")
        {
            Description = "What hmac signs, of {timestamp}, {nonce}, {body}, sent in X-Timestamp and X-Nonce",
            HelpName = "TEXT",
            DefaultValueFactory = _ => HmacSigner.BodyOnly,
        };
        var body = new Option<string>("--body") { Description = "The body; an order when left out", HelpName = "JSON" };
        var rate = new Option<double>("--rate")
        {
            Description = "Requests a second",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var duration = new Option<string>("--for")
        {
            Description = "How long, such as 10s; until Ctrl-C when left out",
            HelpName = "DURATION",
        };
        var command = new Command("send", "A platform outside: sends signed webhooks at a steady rate.")
        {
            url,
            scheme,
            secret,
            template,
            body,
            rate,
            duration,
        };
        command.SetAction(
            (parsed, _) =>
            {
                var faults = new List<string>();
                var target = Arguments.Url("--url", parsed.GetValue(url)!, faults);
                var length = Arguments.Duration("--for", parsed.GetValue(duration), faults);
                var perSecond = parsed.GetValue(rate);
                var signer = RequestSigners.Find(
                    parsed.GetValue(scheme)!,
                    parsed.GetValue(secret)!,
                    parsed.GetValue(template)!,
                    out var fault
                );
                if (fault is not null)
                {
                    faults.Add(fault);
                }

                if (perSecond is not (> 0 and <= 10_000))
                {
                    faults.Add("--rate: more than 0, at most 10000.");
                }

                return faults.Count > 0
                    ? SandboxCommandLine.Refuse(faults)
                    : Send(Traffic(target!, signer!, parsed.GetValue(body)), perSecond, length);
            }
        );
        return command;
    }

    private static SignedTraffic Traffic(Uri url, IRequestSigner signer, string? body)
    {
        var payloads = new Payloads(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString("x"));
        return new SignedTraffic(
            url.AbsolutePath,
            "",
            url,
            signer,
            number => new WebhookMessage(
                payloads.Id("msg", number),
                "",
                body is null ? Payloads.Json(payloads.Order(number, "new")) : Encoding.UTF8.GetBytes(body)
            )
        );
    }

    private static async Task<int> Send(SignedTraffic traffic, double perSecond, TimeSpan? duration)
    {
        using var signals = new StopSignals();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop);
        if (duration is { } length)
        {
            stop.CancelAfter(length);
        }

        using var http = HttpRequests.Client();
        var sender = new PacedSender(traffic, perSecond, http, _ => { }, TimeProvider.System);
        var sending = sender.Run(stop.Token);
        while (await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System)) != sending)
        {
            await Console.Out.WriteLineAsync(Line(sender.Counts));
        }

        await sending;
        await Console.Out.WriteLineAsync(Line(sender.Counts));
        return sender.Counts is { Refused: 0, Acknowledged: > 0 } ? ExitCodes.Success : ExitCodes.NotAccountedFor;
    }

    private static string Line(SendCounts counts) =>
        $"acknowledged {counts.Acknowledged}, known already {counts.Repeats}, sent again {counts.Retries}, "
        + $"refused {counts.Refused}{(counts.LastRefusal is { } why ? $" ({why})" : "")}";
}
