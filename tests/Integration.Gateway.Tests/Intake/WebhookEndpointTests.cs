using System.Net;
using Integration.Problems;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Integration.Intake;

public sealed class WebhookEndpointTests
{
    [Fact]
    public async Task Post_OfAWebhook_HandsItToItsSourceByteForByte()
    {
        await using var scope = await GatewayScope.Start();
        IncomingWebhook? seen = null;
        scope
            .Source.Receive(Arg.Do<IncomingWebhook>(webhook => seen = webhook), Arg.Any<CancellationToken>())
            .Returns(call => new AppendResult(call.Arg<IncomingWebhook>().EventId, true));
        var request = new HttpRequestMessage(HttpMethod.Post, "/in/erp")
        {
            Content = new ByteArrayContent([0, 255, 10]),
        };
        request.Headers.TryAddWithoutValidation("X-Signature", "abc");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer secret");
        request.Headers.TryAddWithoutValidation("Cookie", "a=b");
        var answer = await scope.Send(request);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        answer
            .Content.Headers.ContentLength.Should()
            .Be((await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
        var body = await answer.Json();
        body.GetProperty("event_id").GetGuid().Should().Be(seen!.EventId);
        body.GetProperty("duplicate").GetBoolean().Should().BeTrue();
        seen.Body.Should().Equal(0, 255, 10);
        seen.Headers.Should().Contain(header => header.Key == "X-Signature" && header.Value == "abc");
        seen.Headers.Select(header => header.Key).Should().NotContain(["Authorization", "Cookie"]);
        scope.Grains.Received(1).GetGrain<ISourceGrain>("erp");
    }

    [Fact]
    public async Task Post_WithManyHeaders_HandsAllOfThemOn()
    {
        await using var scope = await GatewayScope.Start();
        IncomingWebhook? seen = null;
        scope
            .Source.Receive(Arg.Do<IncomingWebhook>(webhook => seen = webhook), Arg.Any<CancellationToken>())
            .Returns(call => new AppendResult(call.Arg<IncomingWebhook>().EventId, false));
        var request = new HttpRequestMessage(HttpMethod.Post, "/in/erp") { Content = new ByteArrayContent([1]) };
        for (var i = 0; i < 90; i++)
        {
            request.Headers.TryAddWithoutValidation($"X-{i}", new string('v', 300));
        }

        request.Headers.TryAddWithoutValidation("X-Signature", "last");
        (await (await scope.Send(request)).Json()).GetProperty("duplicate").GetBoolean().Should().BeFalse();
        seen!.Headers.Should().Contain(KeyValuePair.Create("X-Signature", "last")).And.HaveCountGreaterThan(90);
    }

    [Theory]
    [InlineData("/in/ERP")]
    [InlineData("/in/%2e%2e")]
    [InlineData("/in/-x")]
    [InlineData("/in/a%20b")]
    public async Task Post_ToWhatIsNoId_AnswersNotFoundWithoutAGrain(string path)
    {
        await using var scope = await GatewayScope.Start();
        var answer = await scope.Post(path, "{}");
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        scope.Grains.DidNotReceiveWithAnyArgs().GetGrain<ISourceGrain>("");
    }

    [Fact]
    public async Task Post_OfABodyAboveTheLimit_IsRefusedWithoutAGrain()
    {
        await using var scope = await GatewayScope.Start(("Integration:Intake:MaxBodyBytes", "1024"));
        await (await scope.Post("/in/erp", new string('x', 1025))).ShouldBeProblem(413, "body-too-large");
        scope.Grains.DidNotReceiveWithAnyArgs().GetGrain<ISourceGrain>("");
    }

    [Fact]
    public async Task Post_AboveTheRate_IsRefusedWithRetryAfterWithoutAGrain()
    {
        await using var scope = await GatewayScope.Start(
            ("Integration:Intake:RatePerSource", "1"),
            ("Integration:Intake:BurstSeconds", "1")
        );
        Accepting(scope);
        var taken = 0;
        var answer = await scope.Post("/in/erp", "{}");
        // Tokens come back by the real clock: on a busy machine more than one may pass.
        for (; answer.StatusCode == HttpStatusCode.Accepted && taken < 50; taken++)
        {
            answer = await scope.Post("/in/erp", "{}");
        }

        taken.Should().BePositive("the burst is taken");
        await answer.ShouldBeProblem(429, "rate-limited");
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        scope.Grains.Received(taken).GetGrain<ISourceGrain>("erp");
    }

    [Fact]
    public async Task Post_ThatTheSourceRefuses_IsItsProblem()
    {
        await using var scope = await GatewayScope.Start();
        scope
            .Source.Receive(Arg.Any<IncomingWebhook>(), Arg.Any<CancellationToken>())
            .Returns(
                new AppendResult(
                    Guid.Empty,
                    false,
                    new Problem("signature-mismatch", 401, "The signature does not fit.")
                )
            );
        await (await scope.Post("/in/erp", "{}")).ShouldBeProblem(401, "signature-mismatch");
    }

    [Fact]
    public async Task Post_WhenTheFirstCallIsLost_RepeatsItWithTheSameEventId()
    {
        await using var scope = await GatewayScope.Start();
        var ids = new List<Guid>();
        scope
            .Source.Receive(Arg.Do<IncomingWebhook>(webhook => ids.Add(webhook.EventId)), Arg.Any<CancellationToken>())
            .Returns(
                _ => throw new TimeoutException("lost"),
                call => new AppendResult(call.Arg<IncomingWebhook>().EventId, false)
            );
        (await scope.Post("/in/erp", "{}")).StatusCode.Should().Be(HttpStatusCode.Accepted);
        ids.Should().HaveCount(2);
        ids.Distinct().Should().ContainSingle("the store must know the repeat for one");
    }

    [Fact]
    public async Task Post_WhenNoSiloAnswersTwice_AsksToComeAgain()
    {
        await using var scope = await GatewayScope.Start();
        scope
            .Source.Receive(Arg.Any<IncomingWebhook>(), Arg.Any<CancellationToken>())
            .Returns<AppendResult>(_ =>
            {
                scope.Time.Advance(TimeSpan.FromSeconds(5));
                throw new TimeoutException("lost");
            });
        var answer = await scope.Post("/in/erp", "{}");
        await answer.ShouldBeProblem(503, "busy");
        answer.Headers.RetryAfter.Should().NotBeNull();
    }

    [Fact]
    public async Task Post_ThatMeetsABug_IsAnInternalErrorThatTellsNothing()
    {
        await using var scope = await GatewayScope.Start();
        scope
            .Source.Receive(Arg.Any<IncomingWebhook>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new InvalidOperationException("secret detail"));
        var body = await (await scope.Post("/in/erp", "{}")).ShouldBeProblem(500, "internal-error");
        body.GetRawText().Should().NotContain("secret detail");
    }

    private static void Accepting(GatewayScope scope) =>
        scope
            .Source.Receive(Arg.Any<IncomingWebhook>(), Arg.Any<CancellationToken>())
            .Returns(call => new AppendResult(call.Arg<IncomingWebhook>().EventId, false));
}
