using System.Net;
using Integration.Hubs;
using Integration.Partners;
using Integration.Secrets;
using Integration.Testing.Databases;

namespace Integration.MainJob;

/// <summary>Two processes on one database are one cluster: what one of them answered holds on the other (decision 4).</summary>
public sealed class TwoSilosTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Partner _partner = null!;
    private HubProcess _first = null!;
    private HubProcess _second = null!;
    private HubApi _one = null!;
    private HubApi _two = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabase();
        _partner = await Partner.Start();
        var keys = KeyRing.CreateText("k1").Trim();
        _first = HubProcess.Create(_database.ConnectionString);
        _second = HubProcess.Create(_database.ConnectionString);
        _first.Settings["Integration:Keys"] = keys;
        _second.Settings["Integration:Keys"] = keys;
        await _first.Start();
        await _second.Start();
        _one = new HubApi(_first.Url, _first.AdministratorKey);
        _two = new HubApi(_second.Url, _first.AdministratorKey);
        await _one.CreateSource("source");
    }

    public async ValueTask DisposeAsync()
    {
        _one.Dispose();
        _two.Dispose();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _partner.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Subscriber_CreatedOnOne_HearsOfTheNextEventOnTheOther()
    {
        for (var n = 0; n < 10; n++)
        {
            var box = _partner.At($"box-{n}");
            var (here, there) = n % 2 == 0 ? (_one, _two) : (_two, _one);
            await here.CreateSubscriber(box, $"\"event_types\":[\"t{n}.*\"]");

            var sent = await there.SendWebhook("source", $$"""{"type":"t{{n}}.happened"}""");

            (await box.Receives(1)).Single().Id.Should().Be(sent.Json["event_id"]!.ToString());
        }
    }

    [Fact]
    public async Task Subscriber_DisabledOnOne_HearsNothingFromTheOther()
    {
        for (var n = 0; n < 10; n++)
        {
            var box = _partner.At($"box-{n}");
            var (here, there) = n % 2 == 0 ? (_one, _two) : (_two, _one);
            await here.CreateSubscriber(box, $"\"event_types\":[\"t{n}.*\"]");
            await here.Patch($"/api/v1/subscribers/box-{n}", """{"enabled":false}""");

            var sent = await there.SendWebhook("source", $$"""{"type":"t{{n}}.happened"}""");

            (await there.Read($"/api/v1/events/{sent.Json["event_id"]}/deliveries"))["data"]!
                .AsArray()
                .Should()
                .BeEmpty();
        }
    }

    [Fact]
    public async Task Event_SentToBothAtOnce_HappensOnce()
    {
        var box = _partner.At("box");
        await _one.CreateSubscriber(box, "\"event_types\":[\"*\"],\"concurrency\":16");
        var bodies = Enumerable.Range(0, 100).Select(n => $$"""{"type":"a.b","id":"same-{{n}}"}""").ToArray();

        var answers = await Task.WhenAll(
            bodies.SelectMany(body =>
                (Task<HubAnswer>[])[_one.SendWebhook("source", body), _two.SendWebhook("source", body)]
            )
        );

        answers.Should().AllSatisfy(answer => answer.Status.Should().Be(HttpStatusCode.Accepted));
        answers.Select(answer => answer.Json["event_id"]!.ToString()).Distinct().Should().HaveCount(100);
        answers.Count(answer => answer.Json["duplicate"]!.GetValue<bool>()).Should().Be(100);
        await box.Receives(100);
        await Eventually.Holds(
            async () => (await _one.Read("/api/v1/stats"))["pending"]!.GetValue<long>() == 0,
            "nothing to be pending"
        );
        box.Letters.Should().HaveCount(100);
    }

    [Fact]
    public async Task OneOfThem_Killed_TheOtherDeliversEverything()
    {
        var boxes = Enumerable.Range(0, 8).Select(n => _partner.At($"box-{n}")).ToArray();
        foreach (var box in boxes)
        {
            await _one.CreateSubscriber(box, "\"event_types\":[\"*\"]");
        }

        var acknowledged = new List<string>();
        var sent = 0;
        await SendUntil(50);
        await _second.Kill();
        // Until it is known to be dead, what its grains should have taken is refused: senders try again.
        await SendUntil(100);

        foreach (var box in boxes)
        {
            await Eventually.Holds(
                () => !acknowledged.Except(box.Letters.Select(letter => letter.Id)).Any(),
                $"everything to arrive at {box.Url}"
            );
        }

        Task SendUntil(int count) =>
            Eventually.Holds(
                async () =>
                {
                    var answer = await _one.SendWebhook("source", $$"""{"type":"a.b","id":"k-{{sent++}}"}""");
                    if (answer.Status == HttpStatusCode.Accepted)
                    {
                        acknowledged.Add(answer.Json["event_id"]!.ToString());
                    }

                    return acknowledged.Count >= count;
                },
                $"{count} events to be acknowledged"
            );
    }
}
