using System.Net;
using System.Text;
using Integration.Access;
using Integration.Problems;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Integration.Intake;

public sealed class EventPostTests
{
    private EventDraft[] _appended = [];
    private IdempotencyClaim? _claim;

    [Fact]
    public async Task Post_OfAnEvent_AppendsWhatItSays()
    {
        await using var scope = await Accepting();
        var answer = await scope.Post(
            "/api/v1/events",
            """{"type":"order.created","data":{ "a" : 1.10 },"id":"k","subject":"order/1","time":"2026-11-24T12:00:00Z","version":"2"}""",
            scope.AddKey(Role.Sender),
            "idem-1"
        );
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        answer.Content.Headers.ContentLength.Should().BePositive("it is not chunked");
        var draft = _appended.Single();
        (draft.Type, draft.Key, draft.Subject, draft.Version).Should().Be(("order.created", "k", "order/1", "2"));
        draft.Source.Should().Be("caller", "an event without a source has the name of its key");
        Encoding.UTF8.GetString(draft.Payload).Should().Be("""{ "a" : 1.10 }""");
        (await answer.Json()).GetProperty("event_id").GetGuid().Should().Be(draft.EventId);
        _claim!.Key.Should().Be("idem-1");
    }

    [Fact]
    public async Task Post_OfABatch_JudgesEachForItself()
    {
        await using var scope = await Accepting();
        var answer = await scope.Post(
            "/api/v1/events",
            """{"events":[{"type":"a","data":1},{"type":"B!","data":1},{"type":"c","data":1,"typ":2},7,{"type":"e","data":null}]}""",
            scope.AddKey(Role.Sender)
        );
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        answer.Content.Headers.ContentLength.Should().BePositive("it is not chunked");
        var results = (await answer.Json()).GetProperty("results").EnumerateArray().ToArray();
        results.Should().HaveCount(5);
        _appended.Select(draft => draft.Type).Should().Equal("a", "e");
        results[0].GetProperty("event_id").GetGuid().Should().Be(_appended[0].EventId);
        results[4].GetProperty("event_id").GetGuid().Should().Be(_appended[1].EventId);
        results[1].GetProperty("error").GetProperty("type").GetString().Should().Be("/problems/validation");
        results[2].GetProperty("error").GetProperty("type").GetString().Should().Be("/problems/unknown-field");
        results[3].GetProperty("error").GetProperty("status").GetInt32().Should().Be(422);
    }

    [Theory]
    [InlineData("""{"events":[]}""")]
    [InlineData("""{"events":{}}""")]
    [InlineData("""{"events":[{"type":"a","data":1}],"type":"b"}""")]
    public async Task Post_OfABatchOfAnotherShape_IsNotValid(string body)
    {
        await using var scope = await Accepting();
        await (await scope.Post("/api/v1/events", body, scope.AddKey(Role.Sender))).ShouldBeProblem(422, "validation");
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public async Task Post_OfALongBatch_StopsAt500(int count, bool taken)
    {
        await using var scope = await Accepting();
        var items = string.Join(',', Enumerable.Repeat("""{"type":"a","data":1}""", count));
        var answer = await scope.Post("/api/v1/events", $$"""{"events":[{{items}}]}""", scope.AddKey(Role.Sender));
        (answer.StatusCode == HttpStatusCode.Accepted).Should().Be(taken);
        _appended.Should().HaveCount(taken ? 500 : 0);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"type":"a","data":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"events":[{"type":"\ud800","data":1}]}""")]
    public async Task Post_OfWhatIsNotJson_SaysSo(string body)
    {
        await using var scope = await Accepting();
        await (await scope.Post("/api/v1/events", body, scope.AddKey(Role.Sender))).ShouldBeProblem(
            400,
            "invalid-json"
        );
    }

    [Fact]
    public async Task Post_OfBytesThatAreNotUtf8_SaysSo()
    {
        await using var scope = await Accepting();
        byte[] body = [.. "{\"type\":\"a\",\"data\":\""u8, 0xff, .. "\"}"u8];
        await (await scope.Post("/api/v1/events", body, scope.AddKey(Role.Sender))).ShouldBeProblem(
            400,
            "invalid-json"
        );
    }

    [Fact]
    public async Task Post_OfNoJsonType_SaysSo()
    {
        await using var scope = await Accepting();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events") { Content = new StringContent("{}") };
        await (await scope.Send(request, scope.AddKey(Role.Sender))).ShouldBeProblem(415, "unsupported-media-type");
    }

    [Theory]
    [InlineData("""{"data":1}""", "type")]
    [InlineData("""{"type":"a"}""", "data")]
    [InlineData("""{"type":"Order","data":1}""", "type")]
    [InlineData("""{"type":"a","data":1,"source":"ERP"}""", "source")]
    [InlineData("""{"type":"a","data":1,"id":""}""", "id")]
    [InlineData("""{"type":"a","data":1,"subject":"a\u0000"}""", "subject")]
    [InlineData("""{"type":"a","data":1,"time":"yesterday"}""", "time")]
    public async Task Post_OfAnEventThatIsNotValid_NamesTheField(string body, string field)
    {
        await using var scope = await Accepting();
        var problem = await (await scope.Post("/api/v1/events", body, scope.AddKey(Role.Sender))).ShouldBeProblem(
            422,
            "validation"
        );
        problem.GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue(problem.GetRawText());
    }

    [Fact]
    public async Task Post_ByAKeyBoundToOtherSources_IsForbidden()
    {
        await using var scope = await Accepting();
        var key = scope.AddKey(Role.Sender, "erp");
        const string body = """{"type":"a","data":1,"source":"shop"}""";
        await (await scope.Post("/api/v1/events", body, key)).ShouldBeProblem(403, "forbidden");
        (await scope.Post("/api/v1/events", body.Replace("shop", "erp", StringComparison.Ordinal), key))
            .StatusCode.Should()
            .Be(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("ocr_wallet_data", """{"create_time":1795521600}""", true)]
    [InlineData("ocr_wallet_data", """{"create_time":"1795521600"}""", true)]
    [InlineData("ocr_wallet_data", """{"create_time":"soon"}""", false)]
    [InlineData("ocr_wallet_data", """{"id":1}""", false)]
    [InlineData("ocr_wallet_data", "[1795521600]", false)]
    [InlineData("order.created", """{"create_time":1795521600}""", false)]
    public async Task Post_OfAWalletRowAsAnEvent_AgesFromItsCreateTime(string type, string data, bool fromRow)
    {
        await using var scope = await Accepting();
        var body = $$"""{"type":"{{type}}","data":{{data}},"time":"2026-11-24T12:30:00Z"}""";
        await scope.Post("/api/v1/events", body, scope.AddKey(Role.Sender));
        var created = DateTimeOffset.FromUnixTimeSeconds(1_795_521_600);
        _appended.Single().FreshFrom.Should().Be(fromRow ? created : null);
    }

    [Fact]
    public async Task Post_OfAWalletRow_IsAnEventOfWalletsWithItsOwnAge()
    {
        await using var scope = await Accepting();
        const string row =
            """{"id":42,"wallet_code":"ABC","create_time":1795521600,"wx_nick_name":"n","pic_url":null}""";
        await scope.Post("/api/v1/wallets", row, scope.AddKey(Role.Sender));
        var draft = _appended.Single();
        (draft.Source, draft.Type, draft.Key).Should().Be(("wallets", "ocr_wallet_data", "42"));
        draft.FreshFrom.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1_795_521_600));
        Encoding.UTF8.GetString(draft.Payload).Should().Be(row);
    }

    [Theory]
    [InlineData("""{"wallet_code":"A","create_time":1}""", "id", "validation")]
    [InlineData("""{"id":1,"create_time":1}""", "wallet_code", "validation")]
    [InlineData("""{"id":1,"wallet_code":"A"}""", "create_time", "validation")]
    [InlineData("""{"id":true,"wallet_code":"A","create_time":1}""", "id", "validation")]
    [InlineData("""{"id":1,"wallet_code":"","create_time":1}""", "wallet_code", "validation")]
    [InlineData("""{"id":1,"wallet_code":"A","create_time":-1}""", "create_time", "validation")]
    [InlineData("""{"id":1,"wallet_code":"A","create_time":"2026-11-24T12:00:00Z"}""", "create_time", "validation")]
    [InlineData("""{"id":1,"wallet_code":"A","create_time":1,"wx_nickname":"n"}""", "wx_nickname", "unknown-field")]
    public async Task Post_OfARowThatIsNotValid_NamesTheField(string body, string field, string slug)
    {
        await using var scope = await Accepting();
        var problem = await (await scope.Post("/api/v1/wallets", body, scope.AddKey(Role.Sender))).ShouldBeProblem(
            422,
            slug
        );
        problem.GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue(problem.GetRawText());
    }

    [Fact]
    public async Task Post_WhenTheCallFails_IsAnsweredByWhatFailed()
    {
        await using var scope = await GatewayScope.Start();
        scope
            .Intake.Append(Arg.Any<EventDraft[]>(), Arg.Any<IdempotencyClaim?>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new Npgsql.NpgsqlException("cut"));
        await (
            await scope.Post("/api/v1/events", """{"type":"a","data":1}""", scope.AddKey(Role.Sender))
        ).ShouldBeProblem(503, "database-unavailable");
    }

    [Fact]
    public async Task Post_ThatWasAnsweredBefore_IsMarked()
    {
        await using var scope = await GatewayScope.Start();
        scope
            .Intake.Append(Arg.Any<EventDraft[]>(), Arg.Any<IdempotencyClaim?>(), Arg.Any<CancellationToken>())
            .Returns(new Outcome<AppendResult[]> { Value = [new AppendResult(Guid.Empty, false)], Replayed = true });
        var answer = await scope.Post("/api/v1/events", """{"type":"a","data":1}""", scope.AddKey(Role.Sender), "k");
        answer.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
    }

    private async Task<GatewayScope> Accepting()
    {
        var scope = await GatewayScope.Start();
        scope
            .Intake.Append(
                Arg.Do<EventDraft[]>(drafts => _appended = drafts),
                Arg.Do<IdempotencyClaim?>(claim => _claim = claim),
                Arg.Any<CancellationToken>()
            )
            .Returns(call =>
                (Outcome<AppendResult[]>)
                    Array.ConvertAll(call.Arg<EventDraft[]>(), draft => new AppendResult(draft.EventId, false))
            );
        return scope;
    }
}
