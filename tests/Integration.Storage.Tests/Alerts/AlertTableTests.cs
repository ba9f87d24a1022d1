using System.Collections.Immutable;
using Integration.Lists;

namespace Integration.Alerts;

public sealed class AlertTableTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_OfANewDatabase_IsTheEmptyState()
    {
        await using var scope = await fixture.Open();
        var stored = await new AlertTable(scope.Database).Load(Ct);
        stored.Revision.Should().Be(0);
        stored.State.Should().BeEquivalentTo(AlertState.Empty);
    }

    [Fact]
    public async Task Commit_OfAStep_IsReadBackWhole()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        var state = AlertRows.Firing("main", "a\"b\\c\0d") with
        {
            Groups = AlertState.Empty.Groups.Add("g", new() { Rule = "r", Labels = AlertRows.Entry("x").Labels }),
        };

        (await table.Commit(AlertRows.Commit(scope, 0, state), Ct)).Should().Be(AlertCommitResult.Stored);

        var stored = await table.Load(Ct);
        stored.Revision.Should().Be(1);
        stored.State.Should().BeEquivalentTo(state);
    }

    [Fact]
    public async Task Commit_FromARevisionThatIsGone_StoresNothing()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        var first = AlertRows.Commit(scope, 0, AlertRows.Firing("main"));
        await table.Commit(first, Ct);

        var second = AlertRows.Commit(scope, 0, AlertRows.Firing("other")) with
        {
            Notices = [AlertRows.Notice("n1")],
            Queued = [new("ops", "n1", "{}")],
        };

        (await table.Commit(second, Ct)).Should().Be(AlertCommitResult.Stale);
        (await table.Load(Ct)).State.Alerts.Values.Single().Labels["account"].Should().Be("main");
        (await table.FindNotice("n1", Ct)).Should().BeNull();
        (await new NoticeQueueTable(scope.Database).Load("ops", Ct)).Should().BeEmpty();
        (await table.Stamp(Ct)).Should().Be((1, first.Writer));
    }

    [Fact]
    public async Task Commit_ThatFailsInTheMiddle_StoresNothing()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        await scope.Execute("alter table notice_queue add constraint no_ops check (channel <> 'ops')");
        var commit = AlertRows.Commit(scope, 0, AlertRows.Firing("main")) with { Queued = [new("ops", "n1", "{}")] };

        var commits = () => table.Commit(commit, Ct);

        await commits.Should().ThrowAsync<Npgsql.PostgresException>();
        (await table.Load(Ct))
            .Revision.Should()
            .Be(0, "the state must not say that something was told which waits nowhere");
        (await scope.Scalar<long>("select count(*) from alerts")).Should().Be(0);
    }

    [Fact]
    public async Task Commit_OfChanges_LeavesOthersAndTakesAwayWhatIsGone()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        await table.Commit(AlertRows.Commit(scope, 0, AlertRows.Firing("a", "b", "c")), Ct);
        var state = AlertRows.Firing("a", "b");
        var resolved = AlertRows.Entry("b", AlertPhase.Resolved);
        var key = AlertLabels.Key(resolved.Rule, resolved.Labels);

        await table.Commit(
            new AlertCommit
            {
                Revision = 1,
                Writer = scope.NewId(),
                State = state with { Alerts = state.Alerts.SetItem(key, resolved) },
                Changed = [new AlertRow(resolved, AlertRows.Rule)],
                Gone = [new AlertRow(AlertRows.Entry("c"), AlertRows.Rule).Id],
            },
            Ct
        );

        var alerts = (await table.Load(Ct)).State.Alerts.Values;
        alerts
            .Select(alert => (alert.Labels["account"], alert.Phase))
            .Should()
            .BeEquivalentTo([("a", AlertPhase.Firing), ("b", AlertPhase.Resolved)]);
    }

    [Fact]
    public async Task Queue_KeepsOrderAndTakesEachIdOnce()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        var queue = new NoticeQueueTable(scope.Database);
        await queue.Add(new("ops", "n0", "0"), Ct);
        await table.Commit(
            AlertRows.Commit(scope, 0, AlertRows.Firing()) with
            {
                Queued =
                [
                    new("ops", "n2", "2"),
                    new("mail", "n2", "m"),
                    new("ops", "n1", "1"),
                    new("ops", "n0", "again"),
                ],
            },
            Ct
        );
        await queue.Add(new("ops", "n3", "3"), Ct);

        (await queue.Load("ops", Ct)).Should().Equal("0", "2", "1", "3");

        await queue.Replace(["n2", "n1"], new("ops", "n2", "both"), Ct);
        (await queue.Load("ops", Ct)).Should().Equal("0", "both", "3");
        await queue.Remove("ops", ["n0", "n2", "never"], Ct);
        (await queue.Load("ops", Ct)).Should().Equal("3");
        (await queue.Load("mail", Ct)).Should().Equal("m");
    }

    [Fact]
    public async Task List_ShowsThoseFirstThatChangedLast()
    {
        await using var scope = await fixture.Open();
        string[] order = ["b", "c", "a", "d"];
        var state = AlertRows.Firing(order);
        var aged = state with
        {
            // Two of one instant.
            Alerts = state.Alerts.ToImmutableDictionary(
                static one => one.Key,
                one =>
                    one.Value with
                    {
                        Since = scope.Now.AddMilliseconds(
                            -Math.Min(Array.IndexOf(order, one.Value.Labels["account"]), 2)
                        ),
                    }
            ),
        };
        await new AlertTable(scope.Database).Commit(AlertRows.Commit(scope, 0, aged), Ct);
        var queries = new AlertQueries(scope.Database);
        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await queries.List(new AlertFilter(null, null, null), new PageRequest(1, after), Ct);
            found.AddRange(page.Data.Select(static alert => alert.Labels["account"]));
            after = page.After;
        } while (after is not null);

        found[..2].Should().Equal("b", "c");
        found[2..].Should().BeEquivalentTo("a", "d");
    }

    [Fact]
    public async Task List_ByPhaseSeverityAndRule_PagesThroughAllOnce()
    {
        await using var scope = await fixture.Open();
        var accounts = Enumerable.Range(0, 25).Select(n => $"a{n}").ToArray();
        await new AlertTable(scope.Database).Commit(AlertRows.Commit(scope, 0, AlertRows.Firing(accounts)), Ct);
        var queries = new AlertQueries(scope.Database);
        var found = new List<string>();
        for (string? after = null; ; )
        {
            var page = await queries.List(
                new AlertFilter(AlertPhase.Firing, AlertSeverity.Critical, AlertRows.Rule.Id),
                new PageRequest(10, after),
                Ct
            );
            found.AddRange(page.Data.Select(alert => alert.Labels["account"]));
            if ((after = page.After) is null)
                break;
        }

        found.Should().BeEquivalentTo(accounts);
        var none = new AlertFilter(AlertPhase.Resolved, null, null);
        (await queries.List(none, new PageRequest(10, null), Ct)).Data.Should().BeEmpty();
        (await queries.List(new(null, AlertSeverity.Info, null), new PageRequest(10, null), Ct))
            .Data.Should()
            .BeEmpty();
        (await queries.List(new(null, null, "other"), new PageRequest(10, null), Ct)).Data.Should().BeEmpty();
        var one = (await queries.List(new(null, null, null), new PageRequest(1, null), Ct)).Data.Single();
        (await queries.Find(one.Id, Ct)).Should().BeEquivalentTo(one);
        one.Title.Should().Be("Calls fail");
        one.Condition.Should().Be("above 0.5");
    }

    [Fact]
    public async Task Purge_TakesWhatIsOldAndWhatIsTooMuch()
    {
        await using var scope = await fixture.Open();
        var attempts = new NoticeAttemptTable(scope.Database);
        var start = scope.Now;
        for (var minute = 0; minute < 10; minute++)
        {
            scope.Now = start.AddMinutes(minute);
            await attempts.Add(Attempt(scope, failure: minute % 2 == 0 ? "transient" : null), Ct);
        }

        var purge = new AlertPurge(scope.Database);
        (await purge.Run(start.AddMinutes(4), 1_000, Ct)).Should().Be(4);
        (await purge.Run(start, 3, Ct)).Should().Be(3);
        (await attempts.List(null, null, new PageRequest(10, null), Ct))
            .Data.Select(attempt => attempt.At.Minute)
            .Should()
            .Equal(9, 8, 7);
        (await attempts.List("ops", true, new PageRequest(10, null), Ct)).Data.Should().HaveCount(2);
        (await attempts.List("ops", false, new PageRequest(10, null), Ct)).Data.Should().HaveCount(1);
        (await attempts.List("mail", null, new PageRequest(10, null), Ct)).Data.Should().BeEmpty();
    }

    private static NoticeAttempt Attempt(StorageScope scope, string? failure) =>
        new()
        {
            Id = scope.NewId(),
            At = scope.Now,
            Channel = "ops",
            Notice = "n1",
            Title = "Calls fail",
            Severity = "critical",
            Notices = 1,
            Failure = failure,
            Said = "",
        };
}
