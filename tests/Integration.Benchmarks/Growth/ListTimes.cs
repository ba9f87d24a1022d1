using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.Growth;

/// <summary>How long every list and search of the API takes.</summary>
internal sealed class ListTimes(Hub hub)
{
    private const int WarmUps = 3;
    private const int Rounds = 15;

    /// <summary>Milliseconds by path; ids in the paths are those of rows that are there.</summary>
    public async Task<IReadOnlyDictionary<string, Latencies>> Measure(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{hub.Port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", hub.AdministratorKey);
        var times = new Dictionary<string, Latencies>(StringComparer.Ordinal);
        foreach (var (name, path) in await Paths(http, ct))
        {
            var measured = new List<double>();
            for (var round = 0; round < WarmUps + Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(path, ct);
                await answer.Content.ReadAsByteArrayAsync(ct);
                if (!answer.IsSuccessStatusCode)
                {
                    throw new InvalidOperationException($"{path}: {(int)answer.StatusCode}");
                }

                if (round >= WarmUps)
                {
                    measured.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            times[name] = new Latencies(measured);
        }

        return times;
    }

    private static async Task<List<(string Name, string Path)>> Paths(HttpClient http, CancellationToken ct)
    {
        var events = await Page(http, "/api/v1/events", ct);
        var delivery = (await Page(http, "/api/v1/deliveries", ct))["data"]![0]!;
        var seen = events["data"]![0]!;
        var cursor = Uri.EscapeDataString((string)events["next_cursor"]!);
        var (id, subject) = ((string)seen["id"]!, (string?)seen["subject"] ?? "order/PO-1");
        // A day in the middle of what is filled, and the last hour.
        var day = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-10);
        var range = $"since={day:yyyy-MM-dd}T00:00:00Z&until={day:yyyy-MM-dd}T12:00:00Z";
        List<(string, string)> paths =
        [
            ("event", $"/api/v1/events/{id}"),
            ("deliveries of an event", $"/api/v1/events/{id}/deliveries"),
            ("attempts of a delivery", $"/api/v1/deliveries/{(string)delivery["id"]!}/attempts"),
            ("delivery", $"/api/v1/deliveries/{(string)delivery["id"]!}"),
            ("events, second page", $"/api/v1/events?cursor={cursor}"),
        ];
        foreach (
            var query in (string[])
                [
                    "",
                    "type=order.created",
                    "type=order.created.rare",
                    "type=nothing",
                    "source=bench-3",
                    "source=nobody",
                    $"subject={Uri.EscapeDataString(subject)}",
                    "subject=order/PO-1000",
                    "subject=nothing",
                    $"id={id}",
                    range,
                    $"type=order.updated&{range}",
                    "type=order.created&source=bench-5",
                    "type=order.created&source=bench-1",
                    "type=order.created&subject=nothing",
                ]
        )
        {
            paths.Add(($"events {Shown(query)}", $"/api/v1/events?limit=200&{query}"));
        }

        foreach (
            var query in (string[])
                [
                    "",
                    "subscriber=fill-03",
                    "subscriber=nobody",
                    "subscriber=fill-00&status=failed",
                    "subscriber=fill-03&status=failed",
                    "subscriber=fill-03&status=delivered",
                    "subscriber=fill-03&status=pending",
                    "subscriber=fill-03&status=cancelled",
                    "status=pending",
                    "status=delivered",
                    "status=failed",
                    "status=expired",
                    "status=cancelled",
                    $"event={id}",
                    range,
                    $"status=failed&{range}",
                    $"subscriber=fill-03&{range}",
                ]
        )
        {
            paths.Add(($"deliveries {Shown(query)}", $"/api/v1/deliveries?limit=200&{query}"));
        }

        foreach (var range2 in (string[])["", "?range=1h", "?range=24h", "?range=7d", "?range=30d"])
        {
            paths.Add(($"stats {range2}", $"/api/v1/stats{range2}"));
            paths.Add(($"stats of a subscriber {range2}", $"/api/v1/subscribers/fill-03/stats{range2}"));
        }

        foreach (
            var query in (string[])
                ["", "target=subscriber/fill-03", "target=nothing", "actor=administrator", "actor=nobody"]
        )
        {
            paths.Add(($"audit {query}", $"/api/v1/audit?limit=200&{query}"));
        }

        paths.Add(("sources", "/api/v1/sources"));
        paths.Add(("subscribers", "/api/v1/subscribers"));
        return paths;

        string Shown(string query) =>
            query.Replace(range, "since, until", StringComparison.Ordinal).Replace(id, "ID", StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Page(HttpClient http, string path, CancellationToken ct) =>
        JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), ct))!;
}
