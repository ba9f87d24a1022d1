using System.Net;
using Integration.Hubs;
using Integration.Partners;

namespace Integration.MainJob;

/// <summary>Two processes on one database are one cluster: what one of them answered holds on the other (decision 4).</summary>
public sealed class TwoSilosTests(HubPair pair) : IClassFixture<HubPair>, IAsyncLifetime
{
    private readonly string _source = pair.NewId("source");
    private HubApi _one = null!;
    private HubApi _two = null!;

    public async ValueTask InitializeAsync()
    {
        await pair.Running();
        _one = new HubApi(pair.First.Url, pair.First.AdministratorKey);
        _two = new HubApi(pair.Second.Url, pair.First.AdministratorKey);
        await _one.CreateSource(_source);
    }

    public ValueTask DisposeAsync()
    {
        _one.Dispose();
        _two.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Subscriber_CreatedOnOne_HearsOfTheNextEventOnTheOther()
    {
        for (var n = 0; n < 10; n++)
        {
            var box = Box();
            var (here, there) = n % 2 == 0 ? (_one, _two) : (_two, _one);
            await here.CreateSubscriber(box, $"\"event_types\":[\"t{n}.*\"]", _source);

            var sent = await there.SendWebhook(_source, $$"""{"type":"t{{n}}.happened"}""");

            (await box.Receives(1)).Single().Id.Should().Be(sent.Json["event_id"]!.ToString());
        }
    }

    [Fact]
    public async Task Subscriber_DisabledOnOne_HearsNothingFromTheOther()
    {
        for (var n = 0; n < 10; n++)
        {
            var box = Box();
            var (here, there) = n % 2 == 0 ? (_one, _two) : (_two, _one);
            await here.CreateSubscriber(box, $"\"event_types\":[\"t{n}.*\"]", _source);
            await here.Patch($"/api/v1/subscribers/{box.Name}", """{"enabled":false}""");

            var sent = await there.SendWebhook(_source, $$"""{"type":"t{{n}}.happened"}""");

            (await there.Read($"/api/v1/events/{sent.Json["event_id"]}/deliveries"))["data"]!
                .AsArray()
                .Should()
                .BeEmpty();
        }
    }

    [Fact]
    public async Task Event_SentToBothAtOnce_HappensOnce()
    {
        var box = Box();
        await _one.CreateSubscriber(box, "\"event_types\":[\"*\"],\"concurrency\":16", _source);
        var bodies = Enumerable.Range(0, 100).Select(n => $$"""{"type":"a.b","id":"same-{{n}}"}""").ToArray();

        var answers = await Task.WhenAll(
            bodies.SelectMany(body =>
                (Task<HubAnswer>[])[_one.SendWebhook(_source, body), _two.SendWebhook(_source, body)]
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
        var boxes = Enumerable.Range(0, 8).Select(_ => Box()).ToArray();
        foreach (var box in boxes)
        {
            await _one.CreateSubscriber(box, "\"event_types\":[\"*\"]", _source);
        }

        var acknowledged = new List<string>();
        var sent = 0;
        await SendUntil(50);
        await pair.Second.Kill();
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
                    var answer = await _one.SendWebhook(_source, $$"""{"type":"a.b","id":"k-{{sent++}}"}""");
                    if (answer.Status == HttpStatusCode.Accepted)
                    {
                        acknowledged.Add(answer.Json["event_id"]!.ToString());
                    }

                    return acknowledged.Count >= count;
                },
                $"{count} events to be acknowledged"
            );
    }

    private Mailbox Box() => pair.Partner.At(pair.NewId("box"));
}
