using Integration.Sandbox.Senders;
using Integration.Sandbox.Signing;

namespace Integration.Sandbox.Demo;

/// <summary>Registers sources and subscribers with the hub and makes the senders.</summary>
internal sealed class DemoSetup(DemoOptions options, HttpMessageInvoker http, string adminKey, TimeProvider time)
{
    private readonly DemoSecrets _secrets = new(adminKey);
    private readonly HubClient _hub = new(http, options.Urls.Base, adminKey);
    private readonly Payloads _payloads = new(time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x"));

    public async Task Register(Partners partners, CancellationToken cancellation)
    {
        foreach (var source in Sources())
        {
            var fields = new
            {
                name = source.Name,
                scheme = source.Scheme,
                secrets = new[] { _secrets.OfSource(source.Id, source.Scheme) },
                options = source.Options,
                mapping = source.Mapping,
                enabled = true,
            };
            await _hub.Put("sources", source.Id, fields, cancellation);
        }

        for (var i = 0; i < DemoPlan.Subscribers.Count; i++)
        {
            var subscriber = DemoPlan.Subscribers[i];
            await _hub.Put("subscribers", subscriber.Id, FieldsOf(subscriber, partners[i].Url), cancellation);
        }
    }

    public IReadOnlyList<PacedSender> Senders(Ledger ledger)
    {
        var senders = new List<PacedSender>();
        foreach (var source in Sources())
        {
            var signer = RequestSigners.Find(
                source.Scheme,
                _secrets.OfSource(source.Id, source.Scheme),
                HmacSigner.Timed,
                out _
            )!;
            var url = new Uri(options.Urls.Base, $"in/{source.Id}");
            senders.Add(
                Sender(new SignedTraffic(source.Id, source.Scheme, url, signer, source.Messages), source.Rate, ledger)
            );
        }

        var events = new Uri(options.Urls.Base, "api/v1/events");
        senders.Add(Sender(new EventTraffic(events, adminKey, _payloads), DemoPlan.EventRequests, ledger));
        var wallets = new Uri(options.Urls.Base, "api/v1/wallets");
        senders.Add(Sender(new WalletTraffic(wallets, adminKey, _payloads, time), DemoPlan.WalletRows, ledger));
        return senders;
    }

    private IReadOnlyList<DemoSource> Sources() => DemoPlan.Sources(new PlatformMessages(_payloads, time));

    private PacedSender Sender(ITraffic traffic, double perSecond, Ledger ledger) =>
        new(traffic, perSecond, http, ledger.Acknowledge, time);

    private object FieldsOf(DemoSubscriber subscriber, string url) =>
        new
        {
            name = subscriber.Name,
            url,
            event_types = subscriber.EventTypes,
            sources = subscriber.Sources,
            format = subscriber.Format,
            secret = _secrets.OfSubscriber(subscriber),
            timeout = subscriber.Timeout,
            retry = new { schedule = subscriber.Retry },
            concurrency = subscriber.Concurrency,
            freshness = subscriber.Freshness,
            enabled = true,
        };
}
