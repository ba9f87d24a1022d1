using Integration.Sandbox.CommandLine;
using Integration.Sandbox.Display;
using Integration.Sandbox.Senders;
using Integration.Sandbox.Shop;

namespace Integration.Sandbox.Demo;

/// <summary>The demo from its first check to its exit code: start, register, send, settle, sum up, end everything.</summary>
internal sealed class DemoRun(DemoOptions options, IScreen screen, StopSignals signals, TimeProvider time)
{
    /// <summary>The phase in which senders run.</summary>
    public const string Sending = "sending";

    /// <summary>The phase after it, while something is pending.</summary>
    public const string Settling = "settling";

    // What a shell adds to the number of the signal.
    private const int Killed = 128;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    /// <summary>Runs the demo; returns the exit code.</summary>
    public async Task<int> Run()
    {
        if (await options.Urls.Fault(signals.Stop) is { } taken)
        {
            screen.Fault(taken);
            return ExitCodes.Usage;
        }

        try
        {
            using var http = HttpRequests.Client();
            return await Run(http);
        }
        catch (HostEndedException ended)
        {
            screen.Fault(ended.Message);
            return ended.Code is ExitCodes.Usage or ExitCodes.Unavailable ? ended.Code : ExitCodes.Unavailable;
        }
        catch (HubRefusedException refused)
        {
            screen.Fault(refused.Message);
            return ExitCodes.Unavailable;
        }
        catch (HttpRequestException gone)
        {
            screen.Fault($"The hub cannot be reached: {gone.Message}");
            return ExitCodes.Unavailable;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            screen.Say("Stopped before any traffic was sent.");
            return ExitCodes.Success;
        }
    }

    private async Task<int> Run(HttpMessageInvoker http)
    {
        await using var shop = await LivingShop.Open(options.DataDirectory, time);
        await using var host = await HostProcess.Start(options, shop.Settings, time);
        await WaitUntilReady(host, http);
        var adminKey = (await File.ReadAllTextAsync(options.KeyFile, signals.Stop)).Trim();
        var ledger = new Ledger(DemoPlan.Subscribers, time);
        await using var partners = await Partners.Start(DemoPlan.Subscribers, new DemoSecrets(adminKey), ledger, time);
        var setup = new DemoSetup(options, http, adminKey, time);
        await setup.Register(partners, signals.Stop);
        var senders = setup.Senders(ledger);
        var hub = new HubClient(http, options.Urls.Base, adminKey);
        var syncs = new ShopSyncs(hub, shop, time);
        var reader = new ShopReader(hub, shop, syncs, ledger, time);
        var figures = new DemoFigures(hub, ledger, partners, senders, reader, time);
        await figures.Begin(signals.Stop);
        await syncs.Register(signals.Stop);
        screen.Begin(Invitation.Lines(options, new DemoSecrets(adminKey)));
        var last = await Traffic(host, senders, (shop, syncs), figures);
        await Finish(last, ledger);
        await syncs.Pause(CancellationToken.None);

        // First the hub, so that what it has in flight still finds its partner.
        screen.Say("Stopping the hub and its database …");
        await host.DisposeAsync();
        return last.IsGood ? ExitCodes.Success : ExitCodes.NotAccountedFor;
    }

    private async Task WaitUntilReady(HostProcess host, HttpMessageInvoker http)
    {
        using var timeout = new CancellationTokenSource(StartTimeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, signals.Stop);
        try
        {
            while (!await HubClient.IsReady(http, options.Urls.Base, end.Token))
            {
                await ThrowIfEnded(host);
                await Task.Delay(ReadyPoll, time, end.Token);
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new HubRefusedException($"The hub was not ready within {StartTimeout.TotalSeconds:0} s.{Log(host)}");
        }

        // Somebody else's answer would be as good a 200.
        await ThrowIfEnded(host);
    }

    private async Task<DemoSnapshot> Traffic(
        HostProcess host,
        IReadOnlyList<PacedSender> senders,
        (LivingShop Shop, ShopSyncs Syncs) synced,
        DemoFigures figures
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop);
        if (options.Duration is { } duration)
        {
            stop.CancelAfter(duration);
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(signals.Hurry);
        var sending = Task.WhenAll(senders.Select(sender => sender.Run(stop.Token)));
        var living = synced.Shop.Live(stop.Token);
        var syncing = synced.Syncs.Run(living, stop.Token, end.Token);
        DemoSnapshot? last = null;
        try
        {
            await screen.Show(async show =>
            {
                while (!stop.IsCancellationRequested)
                {
                    last = await Read(host, figures, Sending);
                    show(last);
                    await Pause(stop.Token);
                }

                await sending;
                last = await Settle(host, figures, show);
            });
        }
        finally
        {
            // Also where the hub has gone: nobody goes on sending to it.
            await stop.CancelAsync();
            await end.CancelAsync();
            await Task.WhenAll(sending, living, syncing);
        }

        return last!;
    }

    private async Task<DemoSnapshot> Settle(HostProcess host, DemoFigures figures, Action<DemoSnapshot> show)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var now = await Read(host, figures, Settling);
            show(now);
            if (now.IsSettled || signals.Hurry.IsCancellationRequested || time.GetElapsedTime(start) > SettleTimeout)
            {
                return now;
            }

            await Pause(signals.Hurry);
        }
    }

    private async Task<DemoSnapshot> Read(HostProcess host, DemoFigures figures, string phase)
    {
        try
        {
            return await figures.Read(phase, CancellationToken.None);
        }
        catch (Exception gone) when (gone is HttpRequestException or HubRefusedException or IOException)
        {
            // A hub that ends closes its connections a moment before it is gone.
            await Task.WhenAny(host.Exited, Task.Delay(Refresh * 5, time));
            await ThrowIfEnded(host);
            throw new HubRefusedException($"The hub does not answer any more: {gone.Message}{Log(host)}");
        }
    }

    private async Task Finish(DemoSnapshot last, Ledger ledger)
    {
        screen.Summarise(last);
        for (var i = 0; i < last.Subscribers.Count; i++)
        {
            if (last.Subscribers[i].Missing > 0)
            {
                var missing = ledger.Missing(i);
                screen.Say($"{last.Subscribers[i].Subscriber.Id} misses: {string.Join(", ", missing.Some)} …");
            }
        }

        if (options.SummaryFile is { } file)
        {
            await File.WriteAllTextAsync(file, SummaryFile.Text(last), CancellationToken.None);
        }
    }

    private async Task Pause(CancellationToken end)
    {
        try
        {
            await Task.Delay(Refresh, time, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // There is nothing more to wait for.
        }
    }

    private static async Task ThrowIfEnded(HostProcess host)
    {
        if (host.Exited.IsCompleted)
        {
            var code = await host.Exited;
            var how = code > Killed ? $"was killed by signal {code - Killed}" : $"ended by itself with code {code}";
            throw new HostEndedException(code, $"The hub {how}.{Log(host)}");
        }
    }

    private static string Log(HostProcess host) =>
        $" The end of its log:{string.Concat(host.Log.LastLines().Select(line => $"\n  {line}"))}";
}
