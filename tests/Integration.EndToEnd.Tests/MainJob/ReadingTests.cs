using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Integration.Hubs;
using Npgsql;

namespace Integration.MainJob;

/// <summary>Lists, filters, "what became of it", and numbers that rows and roll-ups account for.</summary>
public sealed class ReadingTests(HubFixture fixture)
{
    private HubApi Api => fixture.Api;

    [Fact]
    public async Task Events_Filtered_AreFoundByEachField()
    {
        var source = await fixture.CreateSource();
        var sent = await Api.SendWebhook(source, """{"type":"order.created","subject":"order/PO-7","id":"f-1"}""");
        await Api.SendWebhook(source, """{"type":"order.updated","subject":"order/PO-8","id":"f-2"}""");
        var id = sent.Json["event_id"]!.ToString();
        var from = $"source={source}&";

        (await Ids($"/api/v1/events?{from}type=order.created")).Should().Equal(id);
        (await Ids($"/api/v1/events?{from}subject=order/PO-7")).Should().Equal(id);
        (await Ids($"/api/v1/events?id={id}")).Should().Equal(id);
        (await Ids($"/api/v1/events?{from}since=2000-01-01T00:00:00Z&until=2000-01-02T00:00:00Z")).Should().BeEmpty();
        (await Ids($"/api/v1/events?{from}since=2000-01-01T00:00:00Z")).Should().HaveCount(2);
        var one = await Api.Read($"/api/v1/events/{id}");
        one["subject"]!.ToString().Should().Be("order/PO-7");
        one["source"]!.ToString().Should().Be(source);
    }

    [Fact]
    public async Task Pages_WhileRowsArrive_GiveEachRowOnceNewestFirst()
    {
        var source = await fixture.CreateSource();
        var first = new List<string>();
        for (var n = 0; n < 25; n++)
        {
            first.Add(
                (await Api.SendWebhook(source, $$"""{"type":"a.b","id":"{{n}}"}""")).Json["event_id"]!.ToString()
            );
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Api.Read(
                $"/api/v1/events?source={source}&limit=10" + (cursor is null ? "" : $"&cursor={cursor}")
            );
            seen.AddRange(page["data"]!.AsArray().Select(row => row!["id"]!.ToString()));
            cursor = page["next_cursor"]?.ToString();
            await Api.SendWebhook(source, """{"type":"a.b"}""");
        } while (cursor is not null);

        first.Reverse();
        seen.Should().Equal(first);
    }

    [Fact]
    public async Task Event_WhatBecameOfIt_OverAllSubscribers()
    {
        var source = await fixture.CreateSource();
        var good = await fixture.CreateSubscriber("\"event_types\":[\"*\"]", source);
        var bad = await fixture.CreateSubscriber("\"event_types\":[\"*\"],\"retry\":{\"max_retries\":0}", source);
        bad.Answering(500);

        var id = (await Api.SendWebhook(source, """{"type":"a.b"}""")).Json["event_id"]!.ToString();

        await fixture.Settled(Name(good.Url));
        await fixture.Settled(Name(bad.Url));
        var rows = (await Api.Read($"/api/v1/events/{id}/deliveries"))["data"]!.AsArray();
        rows.ToDictionary(row => row!["subscriber_id"]!.ToString(), row => row!["status"]!.ToString())
            .Should()
            .BeEquivalentTo(
                new Dictionary<string, string> { [Name(good.Url)] = "delivered", [Name(bad.Url)] = "failed" }
            );
    }

    [Fact]
    public async Task Statistics_OfASubscriber_AddUp()
    {
        var source = await fixture.CreateSource();
        var box = await fixture.CreateSubscriber(
            "\"event_types\":[\"*\"],\"retry\":{\"schedule\":[\"100ms\"]}",
            source
        );
        box.Answering(200, 500, 200, 500, 500);
        for (var n = 0; n < 3; n++)
        {
            await Api.SendWebhook(source, """{"type":"a.b"}""");
            await fixture.Settled(Name(box.Url));
        }

        var stats = await Api.Read($"/api/v1/subscribers/{Name(box.Url)}/stats?range=1h");

        Number(stats, "events").Should().Be(3);
        Number(stats, "delivered").Should().Be(2);
        Number(stats, "failed").Should().Be(1);
        Number(stats, "pending").Should().Be(0);
        Number(stats, "attempts").Should().Be(5);
        stats["average_delay_ms"]!.GetValue<double>().Should().BeGreaterThan(0);
        stats["p99_ms"]!.GetValue<double>().Should().BeGreaterThanOrEqualTo(stats["p50_ms"]!.GetValue<double>());
        DateTimeOffset
            .Parse(stats["last_push_time"]!.ToString(), CultureInfo.InvariantCulture)
            .Should()
            .BeAfter(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Statistics_OldForm_IsAsItWas()
    {
        var answer = await Api.Get("/api/v1/webhook/stats");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Json["success"]!.GetValue<bool>().Should().BeTrue();
        var data = answer.Json["data"]!.AsObject();
        data.Select(field => field.Key)
            .Should()
            .BeEquivalentTo("total_pushed", "success_count", "failure_count", "last_push_time", "average_delay_ms");
        Number(data, "total_pushed").Should().Be(Number(data, "success_count") + Number(data, "failure_count"));
    }

    [Fact]
    public async Task Rollups_EqualTheRows()
    {
        var source = await fixture.CreateSource();
        var box = await fixture.CreateSubscriber("\"event_types\":[\"*\"],\"retry\":{\"schedule\":[\"50ms\"]}", source);
        box.Answering(500, 200, 200, 500, 500, 200);
        for (var n = 0; n < 20; n++)
        {
            await Api.SendWebhook(source, """{"type":"a.b"}""");
        }

        await box.Receives(20);
        await fixture.Settled(Name(box.Url));
        await using var connection = new NpgsqlConnection(fixture.ConnectionString);
        var rows = await connection.QuerySingleAsync<(long, long, long, long)>(
            """
            select count(*) filter (where status = 1), count(*) filter (where status = 2), sum(attempts), count(*)
            from deliveries where subscriber_id = @id
            """,
            new { id = Name(box.Url) }
        );
        foreach (var span in (string[])["m", "h"])
        {
            var rollups = await connection.QuerySingleAsync<(long, long, long, long)>(
                """
                select sum(delivered)::bigint, sum(failed)::bigint, sum(attempts)::bigint,
                    (select sum(events)::bigint from append_rollups where kind = 'subscriber' and id = @id and span = @span)
                from outcome_rollups where subscriber_id = @id and span = @span
                """,
                new { id = Name(box.Url), span }
            );
            rollups.Should().Be(rows);
        }
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs")]
    [InlineData("/metrics")]
    [InlineData("/version")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Page_NeedsNoKey(string path)
    {
        using var api = new HubApi(fixture.Hub.Url);

        (await api.Get(path)).Status.Should().Be(HttpStatusCode.OK);
    }

    private static long Number(JsonNode node, string field) => node[field]!.GetValue<long>();

    private static string Name(string url) => url.Split('/')[^1];

    private async Task<IEnumerable<string>> Ids(string path) =>
        (await Api.Read(path))["data"]!.AsArray().Select(row => row!["id"]!.ToString());
}
