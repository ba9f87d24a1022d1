using System.Net;
using Integration.Hubs;
using Integration.Notices;
using Integration.Partners;

namespace Integration.Alerts;

/// <summary>From a partner that begins to fail to the message in the group, on the program as a user runs it.</summary>
public sealed class AlertTests : IClassFixture<AlertHub>, IDisposable
{
    private readonly AlertHub _hub;
    private readonly HubApi _api;

    public AlertTests(AlertHub hub)
    {
        _hub = hub;
        _api = new HubApi(hub.Process.Url, hub.Process.AdministratorKey);
    }

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Partner_ThatFails_IsToldByEveryWayAndRecoveryToo()
    {
        var box = await FailingPartner();
        var listener = _hub.Partner.At(_hub.NewId("listener"));
        await _api.CreateSubscriber(listener, "\"event_types\":[\"alert.*\"]", "alerts");
        await AlertHub.Send(_api, AlertHub.TypeOf(box), 10);

        await Eventually.Holds(() => TextsOf(box).Length == 1, $"the robot to be told\n{_hub.Process.Log}");
        TextsOf(box)[0].Should().Contain("Firing: Deliveries to a subscriber fail").And.Contain("above 0.5");
        await Eventually.Holds(
            () => _hub.Mail.Mails.Any(mail => mail.Message.Subject!.Contains(box.Name, StringComparison.Ordinal)),
            "a mail"
        );
        var alert = (await AlertHub.List(_api, "/api/v1/alerts?phase=firing&rule=delivery-failures")).Single(one =>
            one!["labels"]!["subscriber"]!.ToString() == box.Name
        )!;
        alert["severity"]!.ToString().Should().Be("warning");
        (await _api.Read($"/api/v1/alerts/{alert["id"]}"))["key"]!.ToString().Should().Be(alert["key"]!.ToString());

        box.Answering(200);
        await AlertHub.Send(_api, AlertHub.TypeOf(box), 60);
        await Eventually.Holds(() => TextsOf(box).Length == 2, "the robot to be told of the recovery");
        TextsOf(box)[1].Should().Contain("Resolved: Deliveries to a subscriber fail");

        await Eventually.Holds(() => EventsOf(listener, box).Count() == 2, "both events");
        EventsOf(listener, box).Select(one => one.Type).Should().Equal("alert.raised", "alert.resolved");
        listener.Letters.Should().OnlyContain(letter => letter.IsSignedWith(HubScenery.SubscriberSecret));
        var history = await AlertHub.List(_api, $"/api/v1/alerts/history?alert={alert["id"]}");
        history.Select(entry => entry!["change"]!.ToString()).Should().Equal("resolved", "raised");
        (await AlertHub.List(_api, "/api/v1/notices?channel=ops&result=sent")).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Partner_ThatFailsThousandsOfTimes_IsToldAHandfulOfTimes()
    {
        var failures = LongRun.Or(2_000, 10_000);
        await AlertHub.TellAtOnce(_api);
        var box = _hub.Partner.At(_hub.NewId("partner")).Answering(500);
        await _api.CreateSubscriber(
            box,
            $"\"event_types\":[\"{AlertHub.TypeOf(box)}\"],\"concurrency\":32,"
                + "\"retry\":{\"max_retries\":3,\"initial\":\"1h\"}"
        );
        var before = _hub.Robots.Texts.Count;
        await AlertHub.SendBatches(_api, AlertHub.TypeOf(box), failures);
        await box.Receives(failures);

        await Eventually.Holds(() => TextsOf(box).Length == 1, $"the robot to be told\n{_hub.Process.Log}");
        // A value of each second while they fail is folded into that one; so is what comes after it.
        await Eventually.Holds(async () => (await AlertOf(box))!["repeats"]!.GetValue<long>() >= 3, "repeats");
        TextsOf(box).Should().ContainSingle();
        _hub.Robots.Texts.Skip(before).Should().HaveCountLessThan(6, "nothing else is told of it");

        box.Answering(200);
        await AlertHub.SendBatches(_api, AlertHub.TypeOf(box), failures * 11 / 10);
        await Eventually.Holds(() => TextsOf(box).Length == 2, "the robot to be told of the recovery");
        TextsOf(box)[1].Should().Contain("Resolved: Deliveries to a subscriber fail");
    }

    [Fact]
    public async Task Kill_WhileAnAlertFires_TellsItNotAgain()
    {
        var box = await FailingPartner();
        await AlertHub.Send(_api, AlertHub.TypeOf(box), 10);
        await Eventually.Holds(() => TextsOf(box).Length == 1, "the robot to be told");
        await Eventually.Holds(
            async () => (await Channel("ops"))["waiting"]!.GetValue<int>() == 0,
            "the message to be noted"
        );

        await _hub.Process.Kill();
        await _hub.Process.Start();

        // Who fails after it is told: so alerts are judged again, and what was told before is not to come.
        var other = await FailingPartner();
        await AlertHub.Send(_api, AlertHub.TypeOf(other), 10);
        await Eventually.Holds(() => TextsOf(other).Length == 1, "the other one to be told");
        (await IsFiring(box)).Should().BeTrue();
        TextsOf(box).Should().ContainSingle();
    }

    [Fact]
    public async Task Channel_ThatNobodyAnswers_IsShownAndKeepsItsNotices()
    {
        (await _api.Post("/api/v1/notice-channels/dead/test", "{}")).Status.Should().Be(HttpStatusCode.Accepted);

        await Eventually.Holds(
            async () => (await Channel("dead"))["failures_in_a_row"]!.GetValue<int>() > 0,
            "a failure"
        );
        var dead = await Channel("dead");
        dead["waiting"]!.GetValue<int>().Should().BePositive();
        dead["last_failure"]!.ToString().Should().Be("transient");
        var failed = await AlertHub.List(_api, "/api/v1/notices?channel=dead&result=failed");
        failed.Should().NotBeEmpty();
        var texts = $"{dead.ToJsonString()}{failed.ToJsonString()}{_hub.Process.Log}";
        texts.Should().NotContain("nobody-is-there").And.NotContain("SEC-of-nobody");
        (await _api.Post("/api/v1/notice-channels/never/test", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Channel_OverTheApi_IsMadeTriedChangedAndDeleted()
    {
        const string Path = "/api/v1/alert-channels";
        var robot = $$"""{"webhook":"{{_hub.Robots.Feishu}}","secret":"{{RobotServer.Secret}}"}""";
        var made = await _api.Post(Path, $$"""{"id":"group","feishu":{{robot}}}""");
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        made.Headers.Location!.ToString().Should().Be($"{Path}/group");
        (await _api.Post(Path, $$"""{"id":"group","feishu":{{robot}}}""")).Problem.Should().Be("already-exists");
        (await _api.Post(Path, """{"id":"bad","wecom":{"webhook":"http://example.com/x"}}"""))
            .Status.Should()
            .Be(HttpStatusCode.UnprocessableEntity);

        (await _api.Post($"{Path}/group/test", "{}")).Status.Should().Be(HttpStatusCode.Accepted);
        await Eventually.Holds(() => Tests().Length == 1, "the group to see the test notice");
        var changed = await _api.Patch(
            $"{Path}/group",
            """{"min_severity":"critical","feishu":{"prefix":"[hub]"}}""",
            "\"1\""
        );
        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        (await _api.Post("/api/v1/notice-channels/group/test", "{}")).Status.Should().Be(HttpStatusCode.Accepted);
        await Eventually.Holds(() => Tests().Length == 2, "the group to see the other test notice");
        Tests()[1].Should().StartWith("[hub] ");
        var status = await Channel("group");
        (status["configured_by"]!.ToString(), status["min_severity"]!.ToString()).Should().Be(("api", "critical"));

        var read = await _api.Get($"{Path}/group");
        read.Headers.ETag!.Tag.Should().Be("\"2\"");
        read.Json["feishu"]!["secret"]!.ToString().Should().Be("***");
        var audit = await AlertHub.List(_api, "/api/v1/audit?target=alert-channel/group");
        audit.Should().HaveCount(2);
        var list = await AlertHub.List(_api, Path);
        $"{made.Text}{read.Text}{changed.Text}{audit.ToJsonString()}{list.ToJsonString()}{_hub.Process.Log}"
            .Should()
            .NotContain(RobotServer.Token)
            .And.NotContain(RobotServer.Secret);

        await _hub.Process.Kill();
        await _hub.Process.Start();
        (await _api.Post($"{Path}/group/test", "{}")).Status.Should().Be(HttpStatusCode.Accepted);
        await Eventually.Holds(() => Tests().Length == 3, "the group to see a test notice after the restart");
        (await _api.Delete($"{Path}/group")).Status.Should().Be(HttpStatusCode.NoContent);
        (await _api.Post($"{Path}/group/test", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await AlertHub.List(_api, "/api/v1/notice-channels"))
            .Select(one => one!["name"]!.ToString())
            .Should()
            .NotContain("group");

        string[] Tests() =>
            [.. _hub.Robots.Texts.Where(text => text.Contains("Test notice", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Silence_MutesASubscriberAndItsEndTells()
    {
        var box = await FailingPartner();
        var until = TimeProvider.System.GetUtcNow().AddHours(1).ToString("O");
        var silence = await _api.Create(
            "/api/v1/silences",
            $$"""{"matchers":{"subscriber":"{{box.Name}}"},"until":"{{until}}","comment":"planned"}"""
        );
        await AlertHub.Send(_api, AlertHub.TypeOf(box), 10);
        await Eventually.Holds(async () => await IsFiring(box), "the alert to fire");
        // The one without a silence is told after it began to fire, so this one would have been, too.
        var other = await FailingPartner();
        await AlertHub.Send(_api, AlertHub.TypeOf(other), 10);
        await Eventually.Holds(() => TextsOf(other).Length == 1, "the other one to be told");
        TextsOf(box).Should().BeEmpty();

        (await _api.Delete($"/api/v1/silences/{silence["id"]}")).Status.Should().Be(HttpStatusCode.NoContent);
        await Eventually.Holds(() => TextsOf(box).Length == 1, "what the silence kept back");
    }

    [Fact]
    public async Task Acknowledge_NamesWhoAndIsAudited()
    {
        var box = await FailingPartner();
        await AlertHub.Send(_api, AlertHub.TypeOf(box), 10);
        await Eventually.Holds(async () => await IsFiring(box), "the alert to fire");
        var id = (await AlertOf(box))!["id"]!.ToString();

        var answer = await _api.Post($"/api/v1/alerts/{id}/acknowledge", "{}");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Json["acknowledged_by"]!.ToString().Should().HaveLength(8);
        (await AlertHub.List(_api, $"/api/v1/audit?target=alert/{id}")).Should().ContainSingle();
        (await _api.Post("/api/v1/alerts/never/acknowledge", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rules_OverTheApi_AreMadeChangedResetAndDeleted()
    {
        const string Own =
            """{"id":"own","title":"My own","metric":"x.y","condition":{"operator":"above","threshold":1},"severity":"info"}""";
        var made = await _api.Create("/api/v1/alert-rules", Own);
        made["clear_for"]!.ToString().Should().Be("1m");
        (await _api.Post("/api/v1/alert-rules", Own)).Problem.Should().Be("already-exists");

        var ids = new List<string>();
        for (var path = "/api/v1/alert-rules?limit=4"; ; )
        {
            var page = await _api.Read(path);
            ids.AddRange(page["data"]!.AsArray().Select(rule => rule!["id"]!.ToString()));
            if (page["next_cursor"] is not { } next)
                break;
            path = $"/api/v1/alert-rules?limit=4&cursor={next}";
        }

        ids.Should()
            .OnlyHaveUniqueItems()
            .And.Contain(["own", "delivery-failures"])
            .And.BeInAscendingOrder(StringComparer.Ordinal);
        var changed = await _api.Patch("/api/v1/alert-rules/own", """{"for":"90s"}""", "\"1\"");
        changed.Headers.ETag!.Tag.Should().Be("\"2\"");
        (await _api.Patch("/api/v1/alert-rules/own", """{"for":"1m"}""", "\"1\"")).Problem.Should().Be("stale-version");
        (await _api.Patch("/api/v1/alert-rules/own", """{"for":"soon"}""")).Json["errors"]!["for"].Should().NotBeNull();
        (await _api.Post("/api/v1/alert-rules/own/reset", "{}")).Problem.Should().Be("alert-rule-own");
        (await _api.Delete("/api/v1/alert-rules/own")).Status.Should().Be(HttpStatusCode.NoContent);
        (await _api.Get("/api/v1/alert-rules/own")).Status.Should().Be(HttpStatusCode.NotFound);

        (await _api.Patch("/api/v1/alert-rules/sync-too-long", """{"enabled":false}""")).Json["changed"]!
            .GetValue<bool>()
            .Should()
            .BeTrue();
        (await _api.Delete("/api/v1/alert-rules/sync-too-long")).Problem.Should().Be("alert-rule-shipped");
        (await _api.Post("/api/v1/alert-rules/sync-too-long/reset", "{}")).Json["enabled"]!
            .GetValue<bool>()
            .Should()
            .BeTrue();
        (await AlertHub.List(_api, "/api/v1/audit?target=alert-rule/own")).Should().HaveCount(3);
    }

    private async Task<Mailbox> FailingPartner()
    {
        await AlertHub.TellAtOnce(_api);
        var box = _hub.Partner.At(_hub.NewId("partner")).Answering(500);
        await _api.CreateSubscriber(
            box,
            $"\"event_types\":[\"{AlertHub.TypeOf(box)}\"],\"retry\":{{\"max_retries\":3,\"initial\":\"1h\"}}"
        );
        return box;
    }

    private string[] TextsOf(Mailbox box) => AlertHub.TextsOf(_hub.Robots, box.Name);

    private static IEnumerable<(string Type, string Data)> EventsOf(Mailbox listener, Mailbox box) =>
        listener
            .Letters.Where(letter => letter.Json.ToJsonString().Contains($"\"{box.Name}\"", StringComparison.Ordinal))
            .Select(letter => (letter.Json["type"]!.ToString(), letter.Json["data"]!.ToJsonString()));

    private async Task<bool> IsFiring(Mailbox box) => await AlertOf(box) is not null;

    private async Task<System.Text.Json.Nodes.JsonNode?> AlertOf(Mailbox box) =>
        (await AlertHub.List(_api, "/api/v1/alerts?phase=firing&limit=200")).FirstOrDefault(one =>
            one!["labels"]!["subscriber"]?.ToString() == box.Name
        );

    private async Task<System.Text.Json.Nodes.JsonNode> Channel(string name) =>
        (await AlertHub.List(_api, "/api/v1/notice-channels")).Single(one => one!["name"]!.ToString() == name)!;
}
