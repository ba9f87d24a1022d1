namespace Integration.Alerts;

/// <summary>What is told when a process, or the database, goes at the worst moment: nothing is lost, and at most one message comes twice.</summary>
public sealed class AlertCrashTests(StorageFixture fixture)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Crash_BetweenTheCommitAndTheMessage_LosesNothing()
    {
        await using var stage = await AlertStage.Open(fixture);
        stage.Robots.Fault = AlertStage.Away;
        await using (var desk = stage.Desk())
        {
            await stage.Pass(desk, Minute, 0.5);
            await AlertStage.Until(() => Task.FromResult(stage.Robots.Requests > 0), "an attempt");
            (await stage.Waiting()).Should().Be(1);
        }

        stage.Robots.Fault = null;
        await using var next = stage.Desk();
        await stage.Pass(next, Minute, 0.5);
        await stage.Told(1);
        await AlertStage.Until(async () => await stage.Waiting() == 0, "the queue to be empty");
    }

    [Fact]
    public async Task Crash_BetweenTheMessageAndItsNote_RepeatsThatMessageAlone()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using (var desk = stage.Desk())
        {
            stage.Robots.Fault = async _ =>
            {
                stage.Robots.Fault = null;
                await stage.Scope.Execute("alter table notice_queue rename to notice_queue_away");
                return false;
            };
            for (var step = 0; step < 12 && stage.Robots.Texts.Count == 0; step++)
                await stage.Step(desk, 0.5);
            stage.Robots.Texts.Should().ContainSingle();
        }

        await stage.Scope.Execute("alter table notice_queue_away rename to notice_queue");
        (await stage.Waiting()).Should().Be(1, "nobody has noted that it was sent");
        await using var next = stage.Desk();
        await stage.Pass(next, 2 * Minute, 0.5);
        await stage.Told(2);
        stage.Robots.Texts[1].Should().Be(stage.Robots.Texts[0]);
        (await stage.Waiting()).Should().Be(0);
    }

    [Fact]
    public async Task Restart_WhileAnAlertFires_TellsItNotAgain()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using (var desk = stage.Desk())
        {
            await stage.Pass(desk, Minute, 0.5);
            await stage.Told(1);
            await AlertStage.Until(async () => await stage.Waiting() == 0, "the message to be noted");
        }

        await using var next = stage.Desk();
        await stage.Pass(next, 5 * Minute, 0.5);
        stage.Robots.Texts.Should().ContainSingle();
        (await stage.Firing()).Should().ContainSingle();
        await stage.Pass(next, 5 * Minute, 0.01);
        await stage.Told(2);
    }

    [Fact]
    public async Task TwoDesks_OneOfThemIsSupersededAndTellsNothing()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var first = stage.Desk();
        await using var second = stage.Desk();
        await stage.Step(first);
        await second.Step(AlertStage.Ct);
        await stage.Pass(first, Minute, 0.5);
        stage.Measure(second, 0.5);
        await second.Step(AlertStage.Ct);

        first.IsSuperseded.Should().BeFalse();
        second.IsSuperseded.Should().BeTrue();
        await stage.Told(1);
        (await stage.History()).Should().Equal("raised");
    }

    [Fact]
    public async Task Database_ThatIsAway_IsToldFromMemoryAndStoredLater()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        await stage.Step(desk);
        // To the statements of a step that is what a database that is away is: they fail.
        string[] tables = ["alert_engine", "alerts", "notice_queue", "notice_attempts", "outcome_rollups"];
        foreach (var table in tables)
            await stage.Scope.Execute($"alter table {table} rename to {table}_away");
        await stage.Pass(desk, Minute, 0.5);
        await stage.Told(1);
        await AlertStage.Until(
            async () => (await AlertStage.Channel(desk, "ops")).Sent == 1,
            "the message to be noted"
        );

        foreach (var table in tables)
            await stage.Scope.Execute($"alter table {table}_away rename to {table}");
        await stage.Pass(desk, Minute, 0.5);
        (await stage.Firing()).Should().ContainSingle();
        (await stage.History()).Should().Equal("raised");
        (await stage.Waiting()).Should().Be(0);
        stage.Robots.Texts.Should().ContainSingle();
        (await stage.Scope.Scalar<long>("select count(*) from alert_notices")).Should().Be(1);
    }
}
