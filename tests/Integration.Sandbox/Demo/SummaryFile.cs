using System.Text.Json;

namespace Integration.Sandbox.Demo;

/// <summary>The summary for programs.</summary>
internal static class SummaryFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static string Text(DemoSnapshot last) =>
        JsonSerializer.Serialize(
            new
            {
                Good = last.IsGood,
                Seconds = Math.Round(last.Elapsed.TotalSeconds, 1),
                last.Acknowledged,
                Sources = last.Sources.Select(one => new
                {
                    Id = one.Name,
                    one.Scheme,
                    one.Acknowledged,
                    one.Repeats,
                    one.Retries,
                    one.Refused,
                }),
                Subscribers = last.Subscribers.Select(one => new
                {
                    one.Subscriber.Id,
                    one.Subscriber.Behaviour,
                    Routed = one.Seen.Owed,
                    one.Hub.Events,
                    one.Hub.CarriedOver,
                    one.Hub.Delivered,
                    one.Hub.Failed,
                    one.Hub.Expired,
                    one.Hub.Cancelled,
                    one.Hub.Pending,
                    one.Hub.AccountedFor,
                    one.Hub.Attempts,
                    one.Seen.Received,
                    Duplicates = one.Seen.Repeated,
                    one.BadSignatures,
                    one.Missing,
                    one.Seen.P50Ms,
                    one.Seen.P99Ms,
                    one.Faults,
                }),
                last.Shop,
            },
            Json
        );
}
