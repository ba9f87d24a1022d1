using Integration.Sandbox.Receivers;
using Integration.Sandbox.Senders;
using Integration.Sandbox.Signing;

namespace Integration.Sandbox.Demo;

/// <summary>Who takes part: some 85 events a second, and partners of every behaviour.</summary>
internal static class DemoPlan
{
    /// <summary>The source whose signed <c>curl</c> line is shown.</summary>
    public const string SourceToTry = "demo-github";

    public const string SchemeToTry = "github";

    /// <summary>The shop that is synced, the source of what is told of its orders.</summary>
    public const string Shop = "demo-temu-shop";

    /// <summary>The partner that hears of the shop's orders alone.</summary>
    public const string Fulfilment = "demo-fulfilment";

    /// <summary>Requests a second of the internal application; its batches make three events of each on average.</summary>
    public const double EventRequests = 4;

    public const double WalletRows = 5;

    public static IReadOnlyList<DemoSubscriber> Subscribers { get; } =
    [
        new()
        {
            Id = "demo-warehouse",
            Name = "Warehouse: hears everything",
            Behaviour = ReceiverBehaviour.Healthy,
            EventTypes = ["*"],
            Concurrency = 16,
        },
        new()
        {
            Id = Fulfilment,
            Name = "Fulfilment: packs what the shop's buyers order",
            Behaviour = ReceiverBehaviour.Healthy,
            EventTypes = ["order.*"],
            Sources = [Shop],
        },
        new()
        {
            Id = "demo-accounting",
            Name = "Accounting: payments, as CloudEvents",
            Behaviour = ReceiverBehaviour.Healthy,
            EventTypes = ["payment.*", "payment_intent.*"],
            Format = "cloudevents",
        },
        new()
        {
            Id = "demo-wallet-desk",
            Name = "Wallet desk: rows in the old form",
            Behaviour = ReceiverBehaviour.Healthy,
            EventTypes = ["ocr_wallet_data"],
            Format = "wallet",
            Concurrency = 3,
        },
        new()
        {
            Id = "demo-reports",
            Name = "Reports: orders, takes its time",
            Behaviour = ReceiverBehaviour.Slow,
            Delay = TimeSpan.FromMilliseconds(100),
            EventTypes = ["order.*", "orders.*"],
        },
        new()
        {
            Id = "demo-marketplace",
            Name = "Marketplace: stock, fails now and then",
            Behaviour = ReceiverBehaviour.Flaky,
            EventTypes = ["inventory.*"],
            Retry = ["500ms", "1s", "2s", "4s"],
        },
        new()
        {
            Id = "demo-price-board",
            Name = "Price board: too slow, and old news is of no use to it",
            Behaviour = ReceiverBehaviour.Slow,
            Delay = TimeSpan.FromMilliseconds(400),
            EventTypes = ["inventory.*"],
            Concurrency = 3,
            Freshness = "2s",
        },
        new()
        {
            Id = "demo-courier",
            Name = "Courier: takes requests and never answers",
            Behaviour = ReceiverBehaviour.Hang,
            EventTypes = ["order.created"],
            Timeout = "1s",
            Retry = ["1s"],
            Concurrency = 4,
            Freshness = "4s",
        },
        new()
        {
            Id = "demo-old-shop",
            Name = "Old shop: switched off years ago",
            Behaviour = ReceiverBehaviour.Dead,
            EventTypes = ["payment_intent.*"],
            Retry = ["1s", "2s"],
        },
    ];

    public static IReadOnlyList<DemoSource> Sources(PlatformMessages messages) =>
        [
            new()
            {
                Id = "demo-erp",
                Name = "ERP",
                Scheme = "hmac",
                Rate = 25,
                Messages = messages.Erp,
                Options = new
                {
                    signature_header = HmacSigner.SignatureHeader,
                    timestamp_header = HmacSigner.TimestampHeader,
                    nonce_header = HmacSigner.NonceHeader,
                    template = HmacSigner.Timed,
                },
                Mapping = new
                {
                    type = "meta.kind",
                    id = "meta.event_id",
                    subject = "data.order_no",
                    time = "meta.at",
                },
            },
            new()
            {
                Id = "demo-stores",
                Name = "Stock of the stores",
                Scheme = "standard-webhooks",
                Rate = 10,
                Messages = messages.Stock,
                Mapping = new
                {
                    type = "type",
                    subject = "data.sku",
                    time = "timestamp",
                },
            },
            new()
            {
                Id = "demo-shopify",
                Name = "Web shop",
                Scheme = "shopify",
                Rate = 15,
                Messages = messages.Shopify,
                Mapping = new { type = "header:X-Shopify-Topic", subject = "order_no" },
            },
            new()
            {
                Id = "demo-stripe",
                Name = "Payments",
                Scheme = "stripe",
                Rate = 10,
                Messages = messages.Stripe,
                Mapping = new
                {
                    type = "type",
                    id = "id",
                    subject = "data.object.id",
                    time = "created",
                },
            },
            new()
            {
                Id = SourceToTry,
                Name = "Code",
                Scheme = SchemeToTry,
                Rate = 4,
                Messages = messages.GitHub,
                Mapping = new { type = "header:X-GitHub-Event", id = "header:X-GitHub-Delivery" },
            },
            new()
            {
                Id = "demo-slack",
                Name = "Chat",
                Scheme = "slack",
                Rate = 4,
                Messages = messages.Slack,
                Mapping = new
                {
                    type = "event.type",
                    id = "event_id",
                    time = "event_time",
                },
            },
        ];
}
