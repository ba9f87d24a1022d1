using Integration.Collections;
using Integration.Hubs;
using Integration.Notices;
using Integration.Sandbox.Platforms;
using Integration.Testing.Databases;
using static Integration.Collections.CollectionCalls;

namespace Integration.Alerts;

/// <summary>From a platform that begins to fail to the message in the group, and from its recovery.</summary>
public sealed class PlatformAlertTests(PostgresFixture postgres)
{
    private const string Rule = "/api/v1/alert-rules/platform-failures";

    [Fact]
    public async Task Platform_ThatFails_IsToldAndWhatWasToBeCollectedIsNotLost()
    {
        const int count = 600;
        await using var robots = await RobotServer.Start(TimeProvider.System.GetUtcNow);
        await using var platform = await Platform(PlatformKind.AliExpress, count, FaultPlan.Of(FaultKind.Transient, 1));
        await using var database = await postgres.CreateDatabase();
        var settings = Settings(platform);
        AlertHub.Configure(settings, robots);
        settings["Integration:Platforms:AliExpress:Pipeline:BreakerPause"] = "00:00:00.500";
        settings["Integration:Alerts:RatioWindow"] = "00:01:00";
        await using var hub = await CollectionHub.Start(
            database.ConnectionString,
            new OneAccount(platform, "dropshipper"),
            settings
        );
        (await hub.Api.Patch(Rule, """{"clear_for":"0s"}""")).Status.Should().Be(System.Net.HttpStatusCode.OK);

        var id = await hub.Api.StartCollection(OneAccount.Id, platform.Ids());

        await Eventually.Holds(() => robots.Texts.Count == 1, "the robot to be told");
        robots
            .Texts[0]
            .Should()
            .Contain("Firing: Calls to a platform fail (account=account-1, platform=aliexpress)")
            .And.Contain("a connection test tells whether it still holds");

        platform.Faults = FaultPlan.None;
        var ended = await hub.Api.EndedCollection(id);
        Number(ended, "collected").Should().BeGreaterThan(count * 95 / 100, "an outage is no attempt of each product");
        await Eventually.Holds(() => robots.Texts.Count == 2, "the robot to be told of the recovery");
        robots.Texts[1].Should().Contain("Resolved: Calls to a platform fail");
    }
}
