using System.Net;

namespace Integration.Sync;

/// <summary>A client follows a run while its row advances.</summary>
public sealed class SyncRunStreamTests(StorageFixture fixture)
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Stream_OfARun_TellsEachMoveAndEndsWithTheRun()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        var run = await scope.Desk.Begin();
        var (answer, events) = await scope.Stream(PathOf(run), lastEventId: "17");
        using var _ = answer;

        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType)
            .Should()
            .Be((HttpStatusCode.OK, "text/event-stream"));
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        var first = (await events.Next())!.Value;
        (first.Name, first.Data.GetProperty("pages").GetInt64()).Should().Be(("progress", 0));

        await scope.Desk.Write(run, SyncDesk.Order("PO-1"), SyncDesk.Order("PO-2"));
        scope.Gateway.Time.Advance(s_second);
        var second = (await events.Next())!.Value;
        second.Name.Should().Be("progress");
        foreach (
            var (field, value) in (List<(string, long)>)
                [
                    ("pages", 1),
                    ("seen", 2),
                    ("created", 2),
                    ("changed", 0),
                    ("unchanged", 0),
                    ("failed", 0),
                    ("calls", 1),
                ]
        )
        {
            second.Data.GetProperty(field).GetInt64().Should().Be(value, field);
        }

        await scope.Desk.Finish(run);
        scope.Gateway.Time.Advance(s_second);
        var last = (await events.Next())!.Value;
        (last.Name, last.Data.GetProperty("state").GetString()).Should().Be(("ended", "completed"));
        (await events.Next()).Should().BeNull();
    }

    [Fact]
    public async Task Stream_OfARunThatStandsStill_ShowsThatItLives()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        var run = await scope.Desk.Begin();
        var (answer, events) = await scope.Stream(PathOf(run));
        using var _ = answer;
        await events.Next();

        // One look may count several seconds: ticks that nobody waits for are one.
        scope.Gateway.Time.Advance(15 * s_second);

        (await events.Next())!.Value.Name.Should().Be("comment");
    }

    [Fact]
    public async Task Stream_OfARunThatIsOver_IsItsEnd()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        var run = await scope.Desk.Begin();
        await scope.Desk.Finish(run, new SyncRunEnd(SyncRunState.Failed) { Error = "The platform is away." });
        var (answer, events) = await scope.Stream(PathOf(run));
        using var _ = answer;

        var only = (await events.Next())!.Value;
        (only.Name, only.Data.GetProperty("error").GetString()).Should().Be(("ended", "The platform is away."));
        (await events.Next()).Should().BeNull();
    }

    [Fact]
    public async Task Stream_WhenTheGatewayStops_EndsBetweenTwoEvents()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        var run = await scope.Desk.Begin();
        var (answer, events) = await scope.Stream(PathOf(run));
        using var _ = answer;
        await events.Next();

        scope.Gateway.Stop();

        (await events.Next()).Should().BeNull();
    }

    [Fact]
    public async Task Stream_BeyondTheMost_IsToComeLaterAndAClosedOneMakesRoom()
    {
        await using var scope = await SyncedGateway.Open(fixture, ("Integration:Requests:MaxStreams", "1"));
        var run = await scope.Desk.Begin();
        var (answer, events) = await scope.Stream(PathOf(run));
        using var _ = answer;
        await events.Next();

        var busy = await scope.Get(PathOf(run));

        await busy.ShouldBeProblem(503, "busy");
        busy.Headers.RetryAfter.Should().NotBeNull();
        (await scope.Get($"/api/v1/sync-runs/{Guid.Empty}/stream"))
            .StatusCode.Should()
            .Be(HttpStatusCode.ServiceUnavailable, "the room is one for all streams");
        await scope.Desk.Finish(run);
        scope.Gateway.Time.Advance(s_second);
        (await events.Next())!.Value.Name.Should().Be("ended");
        (await events.Next()).Should().BeNull();
        (await scope.Get(PathOf(run))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("no-id")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Stream_OfNoRun_IsNotFound(string id)
    {
        await using var scope = await SyncedGateway.Open(fixture);
        await (await scope.Get($"/api/v1/sync-runs/{id}/stream")).ShouldBeProblem(404, "not-found");
    }

    private static string PathOf(SyncRun run) => $"/api/v1/sync-runs/{run.Shown.Id}/stream";
}
