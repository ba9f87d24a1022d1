namespace Integration.Sandbox.Senders;

/// <summary>An internal application: <c>POST /api/v1/events</c> with an API key, single events and batches in turn.</summary>
internal sealed class EventTraffic(Uri url, string apiKey, Payloads payloads) : ITraffic
{
    public const int EventsInTwo = 1 + BatchSize;
    private const int BatchSize = 5;
    private readonly KeyValuePair<string, string>[] _headers = [new("Authorization", $"Bearer {apiKey}")];

    public string Name => "demo-till";

    public string Scheme => "API key, /events";

    public SendJob Next(long number)
    {
        var first = number * BatchSize;
        var events = Enumerable.Range(0, number % 2 == 0 ? 1 : BatchSize).Select(i => Event(first + i)).ToArray();
        var body = Payloads.Json(events.Length == 1 ? events[0].Body : new { events = events.Select(one => one.Body) });
        return new SendJob([.. events.Select(one => one.Type)], _ => HttpRequests.Post(url, body, _headers));
    }

    private (string Type, object Body) Event(long number)
    {
        var type = number % 2 == 0 ? "payment.received" : "inventory.changed";
        var body = new
        {
            type,
            id = payloads.Id("till", number),
            source = Name,
            subject = number % 2 == 0 ? $"order/{payloads.Id("PO", number)}" : $"sku/SKU-{1000 + (number % 97)}",
            data = number % 2 == 0 ? payloads.Order(number, "paid") : Payloads.Stock(number),
        };
        return (type, body);
    }
}
