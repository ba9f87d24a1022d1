using System.Net;
using Integration.Hubs;
using Integration.Testing.Databases;

namespace Integration.MainJob;

/// <summary>More events in one batch than may wait for their commit.</summary>
public sealed class FullQueueTests(PostgresFixture postgres)
{
    private const int Count = 500;

    [Fact]
    public async Task Batch_ThatFillsTheQueue_IsTakenAsFarAsItFitsAndToldSo()
    {
        await using var database = await postgres.CreateDatabase();
        await using var hub = HubProcess.Create(database.ConnectionString);
        hub.Settings["Integration:Intake:Append:MaxQueued"] = "100";
        hub.Settings["Integration:Intake:Append:MaxEvents"] = "1";
        await hub.Start();
        using var api = new HubApi(hub.Url, hub.AdministratorKey);
        var events = string.Join(
            ',',
            Enumerable.Range(0, Count).Select(n => $$"""{"type":"a.b","data":{"n":{{n}}} }""")
        );

        var answer = await api.Post("/api/v1/events", $$"""{"events":[{{events}}]}""");

        answer.Status.Should().Be(HttpStatusCode.Accepted);
        var results = answer.Json["results"]!.AsArray();
        results.Should().HaveCount(Count);
        var taken = results.TakeWhile(one => one!["error"] is null).ToList();
        taken.Should().HaveCountGreaterThan(50).And.HaveCountLessThan(Count);
        results
            .Skip(taken.Count)
            .Should()
            .OnlyContain(
                one => one!["error"]!["type"]!.ToString() == "/problems/busy",
                "the first refused ends the list"
            );
        var stats = await api.Read("/api/v1/stats?range=1h");
        stats["events"]!.GetValue<int>().Should().Be(taken.Count);
    }
}
