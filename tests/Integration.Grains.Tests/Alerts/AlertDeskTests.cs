using Integration.Lists;

namespace Integration.Alerts;

/// <summary>From a measured value to the message of a robot that checks signatures, on a real database.</summary>
public sealed class AlertDeskTests(StorageFixture fixture)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Step_AValueThatIsBad_IsToldOnceAndRecoveryToo()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        await stage.Pass(desk, Minute, 0.5);
        await stage.Told(1);
        stage.Robots.Texts[0].Should().Contain("Firing: Calls to a platform fail (account=main, platform=temu)");
        var alert = (await stage.Firing()).Single();
        alert.Rule.Should().Be(AlertStage.Rule);
        alert.Value.Should().Be(0.5);

        await stage.Pass(desk, 5 * Minute, 0.01);
        await stage.Told(2);
        stage.Robots.Texts[1].Should().Contain("Resolved: Calls to a platform fail");
        (await stage.Firing()).Should().BeEmpty();
        (await stage.History()).Should().Equal("raised", "resolved");
        await AlertStage.Until(async () => await stage.Waiting() == 0, "the queue to be empty");
    }

    [Fact]
    public async Task Step_TenThousandBadValues_AreAHandfulOfMessages()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        for (var step = 0; step < 100; step++)
        {
            for (var value = 0; value < 99; value++)
                stage.Measure(desk, 0.5);
            await stage.Step(desk, 0.5);
        }

        await stage.Told(1);
        (await stage.Firing()).Single().Repeats.Should().Be(10_000);
        (await stage.Attempts.List(null, null, new PageRequest(10, null), AlertStage.Ct)).Data.Should().ContainSingle();
    }

    [Fact]
    public async Task Channel_ThatIsDead_HoldsUpNoOtherAndLosesNothing()
    {
        await using var stage = await AlertStage.Open(fixture);
        stage.Options.Channels["dead"] = new()
        {
            DingTalk = new() { Webhook = new("http://127.0.0.1:1/"), Secret = "x" },
        };
        await using var desk = stage.Desk();
        await stage.Pass(desk, Minute, 0.5);
        await stage.Told(1);
        await AlertStage.Until(async () => (await AlertStage.Channel(desk, "dead")).FailuresInARow > 0, "a failure");

        var dead = await AlertStage.Channel(desk, "dead");
        dead.Should()
            .BeEquivalentTo(
                new
                {
                    Kind = "dingtalk",
                    Waiting = 1,
                    LastFailure = "transient",
                    Sent = 0L,
                }
            );
        dead.LastFailureText.Should().NotBeNullOrEmpty();
        (await stage.Waiting("dead")).Should().Be(1);

        await stage.Pass(desk, 8 * Minute, 0.5);
        await AlertStage.Until(
            async () => (await stage.Firing("notices-stuck")).Any(alert => alert.Labels["channel"] == "dead"),
            "the alert that tells of the dead channel"
        );
        await AlertStage.Until(
            () => Task.FromResult(stage.Robots.Texts.Any(text => text.Contains("notice channel does not get"))),
            "the robot to be told of it"
        );
        (await stage.Attempts.List("dead", false, new PageRequest(10, null), AlertStage.Ct)).Data.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Channel_ThatIsNotConfiguredAnyMore_IsShownAndKeepsItsNotices()
    {
        await using var stage = await AlertStage.Open(fixture);
        stage.Robots.Fault = AlertStage.Away;
        await using (var desk = stage.Desk())
            await stage.Pass(desk, Minute, 0.5);

        var ops = stage.Options.Channels["ops"];
        stage.Options.Channels.Clear();
        await using (var without = stage.Desk())
            (await AlertStage.Channel(without, "ops")).Should().BeEquivalentTo(new { Kind = "none", Waiting = 1 });

        stage.Robots.Fault = null;
        stage.Options.Channels["ops"] = ops;
        await using var again = stage.Desk();
        await stage.Step(again, 0.5);
        await stage.Told(1);
    }

    [Fact]
    public async Task Step_OfAProcessThatStoodStill_IsNotMade()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        await stage.Step(desk);
        var last = desk.LastStep;
        last.Should().NotBeNull();

        stage.Time.Advance(Minute);
        stage.Measure(desk, 0.5);
        await desk.Step(AlertStage.Ct);
        desk.LastStep.Should().Be(last, "another process may judge by now");
        await stage.Step(desk, 0.5);
        desk.LastStep.Should().BeAfter(last!.Value);
    }

    [Fact]
    public async Task Silence_MutesUntilItEnds()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        var until = stage.Time.GetUtcNow().AddMinutes(3).ToString("O");
        var settings = await desk.Settings(AlertStage.Ct);
        var silence = await settings.CreateSilence(
            AlertStage.Json($$"""{"matchers":{"rule":"platform-*"},"until":"{{until}}","comment":"planned"}"""),
            stage.Operator,
            AlertStage.Ct
        );
        silence.Succeeded.Should().BeTrue(AlertStage.Text(silence.Problem?.Errors));

        await stage.Pass(desk, 2 * Minute, 0.5);
        stage.Robots.Texts.Should().BeEmpty();
        (await stage.Firing()).Should().ContainSingle("a silence mutes, it does not forget");
        await stage.Pass(desk, 2 * Minute, 0.5);
        await stage.Told(1);
        (await stage.Scope.Scalar<string>("select action from audit")).Should().Be("alert_silence.create");
    }

    [Fact]
    public async Task Acknowledge_StopsRemindersAndIsStoredWithItsAudit()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        await stage.Pass(desk, Minute, 0.5);
        await stage.Told(1);
        var id = (await stage.Firing()).Single().Id;

        var outcome = await desk.Acknowledge(id, stage.Operator, AlertStage.Ct);

        outcome.Value!.AcknowledgedBy.Should().Be("operator");
        (await stage.Firing()).Single().AcknowledgedBy.Should().Be("operator");
        (await stage.Scope.Scalar<string>("select action from audit")).Should().Be("alert.acknowledge");
        (await stage.History()).Should().Equal("raised", "acknowledged");
        await stage.Step(desk, 0.5);
        desk.IsSuperseded.Should().BeFalse("its own change is no other stepper's");
        (await desk.Acknowledge("nobody", stage.Operator, AlertStage.Ct)).Problem!.Status.Should().Be(404);
        await stage.Pass(desk, 5 * Minute, 0.01);
        (await desk.Acknowledge(id, stage.Operator, AlertStage.Ct)).Problem!.Status.Should().BeOneOf(404, 409);
    }

    [Fact]
    public async Task Silo_ThatFallsSilent_IsToldOf()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        stage.Members.Silos.Add("two");
        desk.Observe("two", []);
        await stage.Pass(desk, 2 * Minute);
        (await stage.Firing("silo-silent")).Single().Labels["silo"].Should().Be("two");
        stage.Members.Silos.Remove("two");
        await stage.Pass(desk, 2 * Minute);
        (await stage.Firing("silo-silent")).Should().BeEmpty("a silo that has left is not silent");
    }

    [Fact]
    public async Task Test_OfARequestThatIsRepeated_SendsOneNotice()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        for (var repeat = 0; repeat < 3; repeat++)
            (await desk.Test("ops", stage.Repeatable, AlertStage.Ct)).Succeeded.Should().BeTrue();
        await stage.Told(1);
        await AlertStage.Until(async () => await stage.Waiting() == 0, "the queue to be empty");
        stage.Robots.Texts.Single().Should().Contain("Test notice");
        (await desk.Test("never", stage.Operator, AlertStage.Ct)).Problem!.Status.Should().Be(404);
    }

    [Fact]
    public async Task Deliveries_ThatAreMadeWhileAnotherSiloTakesOver_AreNotOverdueAnyMore()
    {
        await using var stage = await AlertStage.Open(fixture);
        await stage.Scope.Subscribe("slow");
        await stage.Scope.Append(stage.Scope.Draft());
        await using (var desk = stage.Desk())
        {
            await stage.Pass(desk, 7 * Minute);
            (await stage.Firing("deliveries-overdue")).Single().Labels["subscriber"].Should().Be("slow");
        }

        await stage.Scope.Execute("update deliveries set status = 1, next_attempt_at = null");
        await using var next = stage.Desk();
        await stage.Pass(next, 2 * Minute);
        (await stage.Firing("deliveries-overdue")).Should().BeEmpty();
        await stage.Told(2);
        stage.Robots.Texts[1].Should().Contain("Resolved (subscriber=slow)").And.NotContain("want of data");
    }

    [Fact]
    public async Task Step_WithAThousandAlertsAtOnce_SendsOneMessageAndGoesOn()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        var accounts = Enumerable.Range(0, 1_000).Select(n => $"a{n}").ToArray();
        for (var step = 0; step < 12; step++)
        {
            stage.Measure(desk, 0.5, accounts);
            await stage.Step(desk);
        }

        await stage.Told(1);
        stage.Robots.Texts[0].Should().Contain("and 980 more");
        (await stage.Scope.Scalar<long>("select count(*) from alerts where phase = 'firing'")).Should().Be(1_000);
    }
}
