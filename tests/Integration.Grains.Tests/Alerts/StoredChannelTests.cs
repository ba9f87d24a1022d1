using Integration.Notices;
using Integration.Secrets;

namespace Integration.Alerts;

/// <summary>Channels that are configured over the API, with real rows and seals, and a robot that checks signatures.</summary>
public sealed class StoredChannelTests(StorageFixture fixture)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Channel_ThatIsCreated_IsSentToAndItsChangesHold()
    {
        await using var stage = await Stage();
        await using var desk = stage.Desk();
        await stage.Step(desk);
        var configuration = await stage.Configuration("group");
        (await configuration.Create(Robot(stage), stage.Operator, AlertStage.Ct)).Problem.Should().BeNull();

        await stage.Pass(desk, Minute, 0.5);
        await stage.Told(1);
        stage.Robots.Texts[0].Should().StartWith("[one] ");
        (await AlertStage.Channel(desk, "group"))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = "dingtalk",
                    ConfiguredBy = "api",
                    Sent = 1L,
                }
            );

        var patch = AlertStage.Json("""{"dingtalk":{"prefix":"[two]"}}""");
        (await configuration.Change(patch, stage.Operator, AlertStage.Ct)).Problem.Should().BeNull();
        await stage.Pass(desk, 5 * Minute, 0.01);
        await stage.Told(2);
        stage.Robots.Texts[1].Should().StartWith("[two] ", "the secret is kept, and what else is in the row holds");
    }

    [Fact]
    public async Task Channel_InRowAnswerAndAudit_ShowsNoSecret()
    {
        await using var stage = await Stage();
        var configuration = await stage.Configuration("group");
        var created = await configuration.Create(Robot(stage), stage.Operator, AlertStage.Ct);
        var changed = await configuration.Change(
            AlertStage.Json("""{"min_severity":"critical","dingtalk":{"secret":"SEC-another-one"}}"""),
            stage.Operator,
            AlertStage.Ct
        );

        changed
            .Value!.Dingtalk!.Should()
            .Be(
                new AlertRobotSettings
                {
                    Webhook = "***",
                    Secret = "***",
                    Prefix = "[one]",
                }
            );
        var stored = await stage.Scope.Scalar<string>("select settings::text from alert_channels");
        var audit = await stage.Scope.Scalar<string>(
            "select string_agg(action || coalesce(before::text, '') || coalesce(after::text, ''), ' ') from audit"
        );
        audit.Should().Contain("alert-channel.create").And.Contain("alert-channel.change");
        $"{AlertStage.Text(created.Value)}{AlertStage.Text(changed.Value)}{stored}{audit}{Robot(stage)}{Robot(stage).Dingtalk}"
            .Should()
            .NotContain(RobotServer.Token)
            .And.NotContain(RobotServer.Secret)
            .And.NotContain("SEC-another-one");
    }

    [Fact]
    public async Task Channel_ThatIsDeletedAndMadeAnew_KeepsWhatWaited()
    {
        await using var stage = await Stage();
        await using var desk = stage.Desk();
        var configuration = await stage.Configuration("group");
        await configuration.Create(Robot(stage), stage.Operator, AlertStage.Ct);
        stage.Robots.Fault = AlertStage.Away;
        await stage.Pass(desk, Minute, 0.5);
        await AlertStage.Until(() => Task.FromResult(stage.Robots.Requests > 0), "an attempt");

        await configuration.Delete(stage.Operator, AlertStage.Ct);
        await stage.Pass(desk, Minute, 0.5);
        var gone = await AlertStage.Channel(desk, "group");
        (gone.Kind, gone.Waiting, gone.ConfiguredBy).Should().Be(("none", 1, null));
        (await desk.Test("group", stage.Operator, AlertStage.Ct)).Problem!.Status.Should().Be(404);

        stage.Robots.Fault = null;
        await configuration.Create(Robot(stage), stage.Operator, AlertStage.Ct);
        await stage.Pass(desk, Minute, 0.5);
        await stage.Told(1);
    }

    [Fact]
    public async Task Channel_ThatIsDisabled_IsNotSentTo()
    {
        await using var stage = await Stage();
        await using var desk = stage.Desk();
        var configuration = await stage.Configuration("group");
        await configuration.Create(Robot(stage) with { Enabled = false }, stage.Operator, AlertStage.Ct);
        await stage.Pass(desk, Minute, 0.5);
        (await desk.Channels(AlertStage.Ct)).Should().BeEmpty();
        stage.Robots.Texts.Should().BeEmpty();
    }

    [Fact]
    public async Task Channel_OfANameThatTheOptionsHaveToo_IsNotUsedAndTheAnswerSaysSo()
    {
        await using var stage = await AlertStage.Open(fixture);
        await using var desk = stage.Desk();
        var configuration = await stage.Configuration("ops");

        var created = await configuration.Create(Robot(stage), stage.Operator, AlertStage.Ct);

        created.Value!.Warning.Should().Contain("it wins");
        (await desk.Channels(AlertStage.Ct))
            .Should()
            .ContainSingle()
            .Which.ConfiguredBy.Should()
            .Be("options_over_api");
        await stage.Pass(desk, Minute, 0.5);
        await stage.Told(1);
        stage.Robots.Texts[0].Should().NotStartWith("[one]");
        await configuration.Delete(stage.Operator, AlertStage.Ct);
        (await desk.Channels(AlertStage.Ct)).Single().ConfiguredBy.Should().Be("options");
    }

    [Fact]
    public async Task Channel_WhoseSecretsDoNotOpen_KeepsItsNoticesUntilItHasNewOnes()
    {
        await using var stage = await Stage();
        await (await stage.Configuration("group")).Create(Robot(stage), stage.Operator, AlertStage.Ct);
        stage.Vault = new SecretVault(KeyRing.Parse(KeyRing.CreateText("k2")));
        await using var desk = stage.Desk();
        await stage.Pass(desk, Minute, 0.5);
        await AlertStage.Until(async () => (await AlertStage.Channel(desk, "group")).FailuresInARow > 0, "a failure");
        var closed = await AlertStage.Channel(desk, "group");
        (closed.Kind, closed.Waiting, closed.LastFailure).Should().Be(("closed", 1, "permanent"));
        closed.LastFailureText.Should().Contain("key file");

        var configuration = await stage.Configuration("group");
        (await Patch("""{"note":"x"}""")).Problem!.Slug.Should().Be("secrets-unreadable");
        var all = $$"""{"dingtalk":{"webhook":"{{stage.Robots.DingTalk}}","secret":"{{RobotServer.Secret}}"} }""";
        (await Patch(all)).Problem.Should().BeNull();
        await stage.Pass(desk, Minute, 0.5);
        await stage.Told(1);

        Task<Problems.Outcome<AlertChannelResource>> Patch(string json) =>
            configuration.Change(AlertStage.Json(json), stage.Operator, AlertStage.Ct);
    }

    private async Task<AlertStage> Stage()
    {
        var stage = await AlertStage.Open(fixture);
        stage.Options.Channels.Clear();
        return stage;
    }

    private static AlertChannelSettings Robot(AlertStage stage) =>
        new()
        {
            Dingtalk = new AlertRobotSettings
            {
                Webhook = stage.Robots.DingTalk.ToString(),
                Secret = RobotServer.Secret,
                Prefix = "[one]",
            },
        };
}
