namespace Integration.Alerts;

public sealed class AlertSettingsTests(StorageFixture fixture)
{
    [Fact]
    public async Task Rule_SwitchedOff_TellsNothingAndResetBringsItBack()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        var settings = await desk.Settings(AlertStage.Ct);

        var off = await settings.ChangeRule(
            AlertStage.Rule,
            AlertStage.Json("""{"enabled":false}"""),
            stage.Operator,
            AlertStage.Ct
        );
        desk.Rebuild();
        off.Value.Should()
            .BeEquivalentTo(
                new
                {
                    Enabled = false,
                    Shipped = true,
                    Changed = true,
                    Version = 1L,
                }
            );
        await stage.Pass(desk, TimeSpan.FromMinutes(2), 0.5);
        stage.Robots.Texts.Should().BeEmpty();

        var reset = await settings.ResetRule(AlertStage.Rule, stage.Operator, AlertStage.Ct);
        desk.Rebuild();
        reset
            .Value.Should()
            .BeEquivalentTo(
                new
                {
                    Enabled = true,
                    Changed = false,
                    Version = 0L,
                }
            );
        await stage.Pass(desk, TimeSpan.FromMinutes(2), 0.5);
        await stage.Told(1);
        (await stage.Scope.Scalar<long>("select count(*) from audit where target = 'alert-rule/platform-failures'"))
            .Should()
            .Be(2);
    }

    [Fact]
    public async Task Rule_OfOnesOwn_FiresIsReadByTheNextDeskAndIsForgottenWhenDeleted()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using (var desk = stage.Desk())
        {
            var made = await (await desk.Settings(AlertStage.Ct)).CreateRule(
                AlertStage.Json(
                    """
                    {"id":"own","title":"My own","metric":"platform.failure_ratio","severity":"info","for":"0s",
                     "condition":{"operator":"at_least","threshold":0.04}}
                    """
                ),
                stage.Operator,
                AlertStage.Ct
            );
            made.Value!.Shipped.Should().BeFalse();
        }

        await using var next = stage.Desk();
        await stage.Pass(next, TimeSpan.FromMinutes(1), 0.04);
        await stage.Told(1);
        stage.Robots.Texts[0].Should().Contain("My own");

        var settings = await next.Settings(AlertStage.Ct);
        (await settings.DeleteRule("own", stage.Operator, AlertStage.Ct)).Succeeded.Should().BeTrue();
        next.Rebuild();
        await stage.Pass(next, TimeSpan.FromMinutes(1), 0.04);
        stage.Robots.Texts.Should().ContainSingle();
        (await stage.Scope.Scalar<string>("select string_agg(change, ',' order by id) from alert_history"))
            .Should()
            .Be("raised,forgotten");
    }

    [Theory]
    [InlineData("""{"for":"90"}""", 422)]
    [InlineData("""{"id":"other"}""", 422)]
    [InlineData("""{"condition":{"threshold":"x"}}""", 422)]
    [InlineData("""{"remind_every":"1s"}""", 422)]
    [InlineData("""{"colour":"red"}""", 422)]
    [InlineData("[1]", 400)]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    public async Task Rule_PatchThatIsFaulty_IsRefusedAndChangesNothing(string patch, int status)
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        var settings = await desk.Settings(AlertStage.Ct);
        var outcome = await settings.ChangeRule(AlertStage.Rule, AlertStage.Json(patch), stage.Operator, AlertStage.Ct);
        outcome.Problem!.Status.Should().Be(status);
        (await stage.Scope.Scalar<long>("select count(*) from alert_rules")).Should().Be(0);
    }

    [Fact]
    public async Task Rule_ThatIsShipped_CannotBeDeletedAndOthersNotBeReset()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        var settings = await desk.Settings(AlertStage.Ct);
        (await settings.DeleteRule(AlertStage.Rule, stage.Operator, AlertStage.Ct))
            .Problem!.Slug.Should()
            .Be("alert-rule-shipped");
        (await settings.DeleteRule("never", stage.Operator, AlertStage.Ct)).Problem!.Status.Should().Be(404);
        (
            await settings.ChangeRule(
                AlertStage.Rule,
                AlertStage.Json("{}"),
                stage.Operator with
                {
                    IfMatch = 7,
                },
                AlertStage.Ct
            )
        )
            .Problem!.Status.Should()
            .Be(412);
        settings.IsStale.Should().BeFalse("the caller was wrong, not the desk");
    }

    [Fact]
    public async Task Rule_ThatSomebodyElseHasChanged_MakesTheDeskLeave()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var first = stage.Desk();
        await using var second = stage.Desk();
        var ours = await first.Settings(AlertStage.Ct);
        var theirs = await second.Settings(AlertStage.Ct);
        var patch = AlertStage.Json("""{"for":"2m"}""");
        (await theirs.ChangeRule(AlertStage.Rule, patch, stage.Operator, AlertStage.Ct)).Succeeded.Should().BeTrue();

        (await ours.ChangeRule(AlertStage.Rule, patch, stage.Operator, AlertStage.Ct)).Problem!.Status.Should().Be(412);
        first.IsSuperseded.Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"matchers":{},"until":"2026-11-24T13:00:00Z"}""", "matchers")]
    [InlineData("""{"matchers":{"rule":"x"},"until":"2026-11-24T11:00:00Z"}""", "until")]
    [InlineData("""{"matchers":{"rule":"x"},"until":"2036-11-24T11:00:00Z"}""", "until")]
    [InlineData("""{"matchers":{"Rule!":"x"},"until":"2026-11-24T13:00:00Z"}""", "matchers.Rule!")]
    [InlineData("""{"until":"2026-11-24T13:00:00Z"}""", "matchers")]
    public async Task Silence_ThatIsFaulty_IsRefusedByField(string body, string field)
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        var settings = await desk.Settings(AlertStage.Ct);
        var outcome = await settings.CreateSilence(AlertStage.Json(body), stage.Operator, AlertStage.Ct);
        outcome.Problem!.Status.Should().Be(422);
        outcome.Problem.Errors.Should().ContainKey(field);
    }
}
