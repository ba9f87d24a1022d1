using System.Net;
using System.Text;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>Good and bad webhooks of one source at the same moment share calls and commits, and each hears of itself alone.</summary>
public sealed class ManyWebhooksTests(HubFixture fixture)
{
    private const int Count = 300;
    private const string Secret = "it-is-a-secret";

    [Fact]
    public async Task Webhooks_AtTheSameMoment_AreEachAnsweredForThemselves()
    {
        var source = fixture.NewId("many");
        await fixture.Api.Create(
            "/api/v1/sources",
            $$"""{"id":"{{source}}","scheme":"hmac","secrets":["{{Secret}}"],"mapping":{"subject":"n"} }"""
        );

        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(n => Post(source, n)));

        var taken = new Dictionary<string, string>();
        for (var n = 0; n < Count; n++)
        {
            switch (n % 3)
            {
                case 0:
                    Refusals.Expect(answers[n], HttpStatusCode.Unauthorized, "signature-mismatch");
                    break;
                case 1:
                    Refusals.Expect(answers[n], HttpStatusCode.BadRequest, "invalid-json");
                    break;
                default:
                    answers[n].Status.Should().Be(HttpStatusCode.Accepted, answers[n].Text);
                    taken.Add(answers[n].Json["event_id"]!.ToString(), $"n-{n}");
                    break;
            }
        }

        var stored = (await fixture.Api.Read($"/api/v1/events?source={source}&limit=200"))["data"]!.AsArray();
        stored
            .ToDictionary(one => one!["id"]!.ToString(), one => one!["subject"]!.ToString())
            .Should()
            .BeEquivalentTo(taken, "each id is that of its own event");
    }

    [Fact]
    public async Task Webhooks_OfOneIdWithNoncesOfTheirOwn_AreOneEvent()
    {
        var source = fixture.NewId("nonces");
        await fixture.Api.Create(
            "/api/v1/sources",
            $$"""
            {"id":"{{source}}","scheme":"hmac","secrets":["{{Secret}}"],"mapping":{"id":"id"},
             "options":{"nonce_header":"X-Nonce","template":"{nonce}.{body}"} }
            """
        );
        const string Body = """{"id":"one"}""";

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(n =>
                    fixture.Api.Post(
                        $"/in/{source}",
                        Encoding.UTF8.GetBytes(Body),
                        "application/json",
                        ("X-Nonce", $"n{n}"),
                        ("X-Signature", Signing.Hex(Secret, $"n{n}.{Body}"))
                    )
                )
        );

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Accepted);
        answers.Select(answer => answer.Json["event_id"]!.ToString()).Distinct().Should().ContainSingle();
        answers.Count(answer => !answer.Json["duplicate"]!.GetValue<bool>()).Should().Be(1);
    }

    private Task<HubAnswer> Post(string source, int n)
    {
        var body = n % 3 == 1 ? "{" : $$"""{"n":"n-{{n}}"}""";
        var signature = Signing.Hex(n % 3 == 0 ? "another" : Secret, body);
        return fixture.Api.Post(
            $"/in/{source}",
            Encoding.UTF8.GetBytes(body),
            "application/json",
            ("X-Signature", signature)
        );
    }
}
