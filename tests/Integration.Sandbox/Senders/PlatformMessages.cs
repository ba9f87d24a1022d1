using System.Globalization;

namespace Integration.Sandbox.Senders;

/// <summary>Webhooks in the shapes of the platforms whose schemes sign them.</summary>
internal sealed class PlatformMessages(Payloads payloads, TimeProvider time)
{
    // Platforms send some webhooks twice: the hub must know the second one again.
    private const int RepeatEvery = 25;

    /// <summary>An ERP of the generic scheme: orders, production, stock that runs low.</summary>
    public WebhookMessage Erp(long number)
    {
        var type = (number % 5) switch
        {
            0 or 1 => "order.created",
            2 => "order.status_changed",
            3 => "inventory.changed",
            _ => number % 10 == 4 ? "inventory.low" : "production.completed",
        };
        var id = payloads.Id("erp", number);
        object data = type.StartsWith("order.", StringComparison.Ordinal)
            ? payloads.Order(number, type == "order.created" ? "new" : "packed")
            : Payloads.Stock(number);
        return new(
            id,
            type,
            Payloads.Json(
                new
                {
                    meta = new
                    {
                        event_id = id,
                        kind = type,
                        at = Now(),
                    },
                    data,
                }
            )
        );
    }

    /// <summary>A Standard Webhooks sender: stock of the stores.</summary>
    public WebhookMessage Stock(long number)
    {
        var body = Payloads.Json(
            new
            {
                type = "inventory.changed",
                timestamp = Now(),
                data = Payloads.Stock(number),
            }
        );
        return new(payloads.Id("msg", number), "inventory.changed", body);
    }

    /// <summary>GitHub: pushes of the team that maintains the shop.</summary>
    public WebhookMessage GitHub(long number)
    {
        var body = Payloads.Json(
            new
            {
                @ref = "refs/heads/main",
                after = payloads.Id("c", number),
                repository = new { full_name = "shop/web" },
            }
        );
        return new(payloads.Id("gh", number), "push", body) { Headers = [new("X-GitHub-Event", "push")] };
    }

    /// <summary>Stripe: payments.</summary>
    public WebhookMessage Stripe(long number)
    {
        var id = payloads.Id("evt", number);
        var type = number % 10 == 9 ? "payment_intent.payment_failed" : "payment_intent.succeeded";
        var body = Payloads.Json(
            new
            {
                id,
                @object = "event",
                type,
                created = time.GetUtcNow().ToUnixTimeSeconds(),
                data = new
                {
                    @object = new
                    {
                        id = payloads.Id("pi", number),
                        amount = (long)(decimal.Parse(Payloads.Amount(number), CultureInfo.InvariantCulture) * 100),
                        currency = "eur",
                    },
                },
            }
        );
        return new(id, type, body);
    }

    /// <summary>Slack: somebody asks the bot for an order.</summary>
    public WebhookMessage Slack(long number)
    {
        var id = payloads.Id("Ev", number);
        var body = Payloads.Json(
            new
            {
                type = "event_callback",
                event_id = id,
                event_time = time.GetUtcNow().ToUnixTimeSeconds(),
                @event = new { type = "app_mention", text = $"where is {payloads.Id("PO", number)}?" },
            }
        );
        return new(id, "app_mention", body);
    }

    /// <summary>Shopify: orders of the web shop; some webhooks come twice.</summary>
    public WebhookMessage Shopify(long number)
    {
        var one = number % RepeatEvery == RepeatEvery - 1 ? number - (RepeatEvery / 2) : number;
        var isNew = one % 3 == 0;
        var order = payloads.Order(one, isNew ? "open" : "paid");
        return new(payloads.Id("shp", one), isNew ? "orders.create" : "orders.updated", Payloads.Json(order))
        {
            Headers = [new("X-Shopify-Topic", isNew ? "orders/create" : "orders/updated")],
        };
    }

    private string Now() => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
