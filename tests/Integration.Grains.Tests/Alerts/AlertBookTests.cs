using System.Collections.Immutable;
using Integration.Time;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Alerts;

/// <summary>Commits whose answers are lost, on a real database.</summary>
public sealed class AlertBookTests(StorageFixture fixture)
{
    private static readonly AlertRule Rule = DefaultAlertRules.All[0];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_AfterOneWhoseAnswerWasLost_GoesOnFromThere()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        var book = await Open(table);
        book.GoOn(new AlertStep(State("a"), [Notice("n1")]));
        var lost = book.Draft(book.State) with { Queued = [new("ops", "n1", "{}")] };
        (await table.Commit(lost, Ct)).Should().Be(AlertCommitResult.Stored);
        book.Lost(lost);

        book.GoOn(new AlertStep(State("a", "b"), [Notice("n2")]));
        (await book.Commit([new("ops", "n2", "{}")], Ct)).Should().Be(AlertCommitResult.Stored);

        (await table.Load(Ct)).State.Alerts.Should().HaveCount(2);
        (await table.FindNotice("n1", Ct)).Should().NotBeNull();
        (await table.FindNotice("n2", Ct)).Should().NotBeNull();
        (await scope.Scalar<long>("select count(*) from notice_queue")).Should().Be(2);
        (await scope.Scalar<long>("select count(*) from alert_history")).Should().Be(2, "each alert was raised once");
    }

    [Fact]
    public async Task Commit_AfterOneThatWasLostAndDidNotLand_StoresBoth()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        var book = await Open(table);
        book.GoOn(new AlertStep(State("a"), [Notice("n1")]));
        book.Lost(book.Draft(book.State));

        book.GoOn(new AlertStep(State("a", "b"), [Notice("n2")]));
        (await book.Commit([], Ct)).Should().Be(AlertCommitResult.Stored);

        (await table.Load(Ct)).State.Alerts.Should().HaveCount(2);
        (await table.FindNotice("n1", Ct)).Should().NotBeNull();
    }

    [Fact]
    public async Task Commit_WhereSomebodyElseHasStepped_IsStaleAndStoresNothing()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        var ours = await Open(table);
        var theirs = await Open(table);
        theirs.GoOn(new AlertStep(State("a"), []));
        (await theirs.Commit([], Ct)).Should().Be(AlertCommitResult.Stored);

        ours.GoOn(new AlertStep(State("b"), [Notice("n1")]));
        (await ours.Commit([new("ops", "n1", "{}")], Ct)).Should().Be(AlertCommitResult.Stale);

        (await table.Load(Ct)).State.Alerts.Values.Single().Labels["shop"].Should().Be("a");
        (await scope.Scalar<long>("select count(*) from notice_queue")).Should().Be(0);
    }

    [Fact]
    public async Task Commit_AfterWhatCameAndWentUnstored_HasItsHistory()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        var book = await Open(table);
        book.GoOn(new AlertStep(State("a"), []));
        book.GoOn(new AlertStep(AlertState.Empty, []));
        (await book.Commit([], Ct)).Should().Be(AlertCommitResult.Stored);
        (await book.Commit([], Ct)).Should().Be(AlertCommitResult.Stored);

        (await scope.Scalar<string>("select string_agg(change, ',' order by id) from alert_history"))
            .Should()
            .Be("raised,forgotten");
    }

    [Fact]
    public async Task Commit_OfNothing_WritesNothing()
    {
        await using var scope = await fixture.Open();
        var table = new AlertTable(scope.Database);
        var book = await Open(table);
        for (var step = 1; step <= 100; step++)
        {
            book.GoOn(new AlertStep(AlertState.Empty with { Clock = step }, []));
            await book.Commit([], Ct);
        }

        (await table.Load(Ct))
            .Revision.Should()
            .Be(0, "a hub in which nothing is wrong must not write every few seconds");
        book.State.Clock.Should().Be(100);
    }

    private static async Task<AlertBook> Open(AlertTable table)
    {
        var book = new AlertBook(
            table,
            new UuidV7Generator(),
            new DatabaseClock(new FakeTimeProvider(StorageFixture.Now))
        );
        book.Use([Rule]);
        await book.Load(Ct);
        return book;
    }

    private static AlertState State(params string[] shops) =>
        AlertState.Empty with
        {
            Alerts = shops
                .Select(shop => new AlertEntry
                {
                    Rule = Rule.Id,
                    Labels = ImmutableDictionary<string, string>.Empty.Add("shop", shop),
                    Phase = AlertPhase.Firing,
                })
                .ToImmutableDictionary(entry => AlertLabels.Key(entry.Rule, entry.Labels)),
        };

    private static AlertNotice Notice(string id) =>
        new()
        {
            Id = id,
            Kind = AlertNoticeKind.Firing,
            Rule = Rule.Id,
            Title = Rule.Title,
            Severity = Rule.Severity,
            Metric = Rule.Metric,
            Condition = "above 1",
            Mend = "",
            Group = new Dictionary<string, string>(),
            At = StorageFixture.Now,
            Firing = 1,
            Lines = [],
            More = 0,
        };
}
