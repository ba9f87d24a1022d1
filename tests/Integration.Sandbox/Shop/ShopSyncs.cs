using System.Net;
using Integration.Sandbox.Demo;

namespace Integration.Sandbox.Shop;

/// <summary>
/// Registers the shop and has it synced: by its own schedule, by hand every few seconds so that something is seen, and to the end once it
/// holds still.
/// </summary>
internal sealed class ShopSyncs(HubClient hub, LivingShop shop, TimeProvider time)
{
    private const string Account = "demo-temu";
    private const string Path = $"shops/{DemoPlan.Shop}";
    private static readonly TimeSpan ByHand = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether the shop held still and all that followed ended well.</summary>
    public bool AreConcluded { get; private set; }

    /// <summary>The hub's last refusal to start a run; null without one.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Makes account and shop, or changes what an earlier run left, and lets the shop go on.</summary>
    /// <exception cref="HubRefusedException">The hub does not want them.</exception>
    public async Task Register(CancellationToken cancellation)
    {
        var account = new
        {
            platform = "temu",
            app_kind = "us",
            app_key = shop.Grant.Account.AppKey,
            app_secret = shop.Grant.Account.AppSecret,
            access_token = shop.Grant.AccessToken,
            enabled = true,
        };
        await hub.Put("platform-accounts", Account, account, cancellation);
        var fields = new
        {
            name = "Temu shop of the sandbox",
            account = Account,
            time_zone = "Asia/Shanghai",
            orders = new { enabled = true, every = "1m" },
            products = new { enabled = false },
            enabled = true,
        };
        await hub.Put("shops", DemoPlan.Shop, fields, cancellation);
        Refuse(await hub.Post($"{Path}/resume", new { }, cancellation));
    }

    /// <summary>Has it synced until it holds still, and then to the end.</summary>
    /// <param name="life">Ends once it holds still.</param>
    /// <param name="still">When it is to hold still.</param>
    /// <param name="hurry">Gives up.</param>
    public async Task Run(Task life, CancellationToken still, CancellationToken hurry)
    {
        try
        {
            while (await Wait(ByHand, still))
            {
                // While a run is under way there is no need for another.
                await Start("incremental", hurry);
            }

            await life;
            await Conclude(hurry);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            // The check tells that it has not ended.
        }
        catch (Exception gone) when (gone is HubRefusedException or HttpRequestException)
        {
            Refusal = gone.Message;
        }
    }

    /// <summary>Pauses the shop: without the sandbox there is no platform that the hub could ask.</summary>
    public async Task Pause(CancellationToken cancellation) =>
        Refuse(
            await hub.Post(
                $"{Path}/pause",
                new { reason = "The demo has ended; its next run resumes it." },
                cancellation
            )
        );

    // What changed last is read by an incremental run that reaches so far; what was taken away shows in two full ones.
    private async Task Conclude(CancellationToken hurry)
    {
        var last = shop.Orders.Max(order => order.Updated);
        while ((await Ended("incremental", hurry)).WindowTo is not { } end || end < last)
        {
            await Task.Delay(Poll, time, hurry);
        }

        await Ended("full", hurry);
        await Ended("full", hurry);
        AreConcluded = true;
    }

    private async Task<RunFigures> Ended(string mode, CancellationToken hurry)
    {
        while (true)
        {
            var run = await Start(mode, hurry);
            while (run is { IsRunning: true })
            {
                await Task.Delay(Poll, time, hurry);
                run = await hub.Get<RunFigures>($"sync-runs/{run.Id}", hurry);
            }

            if (run is { IsCompleted: true })
            {
                return run;
            }

            Refusal = run?.Error ?? Refusal;
            await Task.Delay(Poll, time, hurry);
        }
    }

    private async Task<RunFigures?> Start(string mode, CancellationToken hurry)
    {
        var (status, body) = await hub.Post($"{Path}/syncs", new { kind = "orders", mode }, hurry);
        if (status == HttpStatusCode.Accepted)
        {
            return HubClient.Read<RunFigures>(body);
        }

        if (status != HttpStatusCode.Conflict)
        {
            Refusal = $"{(int)status} {body}";
        }

        return null;
    }

    private async Task<bool> Wait(TimeSpan span, CancellationToken still)
    {
        try
        {
            await Task.Delay(span, time, still);
            return true;
        }
        catch (OperationCanceledException) when (still.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Refuse((HttpStatusCode Status, string Body) answer)
    {
        if (answer.Status != HttpStatusCode.OK)
        {
            throw new HubRefusedException($"The hub refused {Path}: {(int)answer.Status} {answer.Body}");
        }
    }
}
