using System.Text;
using Integration.Lists;
using Integration.Orders;
using Integration.Partitions;
using Integration.Platforms;

namespace Integration.Sync;

public sealed class RecordFailureTableTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_OfBadRowsBesideGoodOnes_KeepsBothAndMovesOn()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();

        var outcome = await desk.Write(await Page(desk, run, SyncDesk.Bad("PO-2"), SyncDesk.Bad(null, "[1]")));

        (outcome.Created.Count, outcome.Failed).Should().Be((1, 2));
        var shown = (await desk.Read(run)).Shown;
        (shown.Seen, shown.Failed, shown.Pages).Should().Be((3L, 2L, 1L));
        var failures = await List(desk);
        failures.Select(one => one.RecordId).Should().BeEquivalentTo("PO-2", null);
        var named = failures.Single(one => one.RecordId == "PO-2");
        (named.Run, named.FailureReason, named.Tries, named.NextTryAt)
            .Should()
            .Be((run.Shown.Id, FailureReason.InvalidAnswer, 0, scope.Now + desk.Options.FirstTryWait));
        var unnamed = failures.Single(one => one.RecordId is null);
        unnamed.NextTryAt.Should().BeNull("nobody knows what to ask for");
        var raw = await desk.Queries.FailedPayload(SyncDesk.Shop, unnamed.Key, Ct);
        Encoding.UTF8.GetString(raw!.Body).Should().Be("[1]");
    }

    [Fact]
    public async Task Write_OfTheSameBadRowsAgain_RewritesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        FailedRecord[] bad = [SyncDesk.Bad("PO-2"), SyncDesk.Bad(null, "[1]"), SyncDesk.Bad(null, "[1]")];
        await desk.Write(await Page(desk, run, bad));
        var rows = await desk.RowsOf("record_failures");
        scope.Now += TimeSpan.FromMinutes(1);

        await desk.Write(await Page(desk, run, bad));

        (await desk.RowsOf("record_failures")).Should().Be(rows);
        (await List(desk)).Should().HaveCount(2).And.OnlyContain(one => one.LastAt == StorageFixture.Now);
    }

    [Fact]
    public async Task Purge_TakesOldOnesThatNobodyTriesAgain()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Write(await Page(desk, await desk.Begin(), SyncDesk.Bad("PO-2"), SyncDesk.Bad(null, "[1]")));
        var purge = new Purge(scope.Database, new RetentionOptions());

        await purge.Run(scope.Now + TimeSpan.FromDays(30), Ct);
        (await List(desk)).Should().HaveCount(2);
        await purge.Run(scope.Now + TimeSpan.FromDays(30) + TimeSpan.FromMilliseconds(1), Ct);
        (await List(desk)).Select(one => one.RecordId).Should().Equal("PO-2");
    }

    [Fact]
    public async Task Write_OfARecordThatCanBeReadByNow_TakesItsFailureAway()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(await Page(desk, run, SyncDesk.Bad("PO-2"), SyncDesk.Bad("PO-3")));

        await desk.WriteAlone(SyncDesk.Order("PO-2"));

        (await List(desk)).Select(one => one.RecordId).Should().Equal("PO-3");
    }

    [Fact]
    public async Task Write_OfOrdersWithoutAUsableNumber_CountsThemAsFailed()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();

        var outcome = await desk.Write(
            run,
            SyncDesk.Order("PO-1"),
            SyncDesk.Order(""),
            SyncDesk.Order("PO\0"),
            SyncDesk.Order(new string('9', 300))
        );

        (outcome.Created.Count, outcome.Failed).Should().Be((1, 3));
        (await List(desk)).Should().HaveCount(3).And.OnlyContain(one => one.RecordId == null);
    }

    [Fact]
    public async Task CountFailedTry_PutsOffLongerEachTimeAndGivesUp()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        desk.Options.MaxTries = 2;
        var run = await desk.Begin();
        await desk.Write(await Page(desk, run, SyncDesk.Bad("PO-2")));
        var failure = new PlatformFailure(FailureKind.Transient, FailureReason.Network, "No line.");
        (await desk.Failures.Due(SyncDesk.Shop, SyncKind.Orders, scope.Now, 10, Ct)).Should().BeEmpty();
        scope.Now += desk.Options.FirstTryWait;
        (await Due()).Should().Equal(("PO-2", 0));

        await Count(failure with { RetryAfter = TimeSpan.FromSeconds(30) }, 0);
        (await List(desk)).Single().Tries.Should().Be(0, "the hub itself held it back");
        await Count(new(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "Revoked.") { HttpStatus = 401 }, 0);
        (await List(desk)).Single().Tries.Should().Be(0, "nothing was learnt of the record");
        await Count(failure, 0);
        var once = (await List(desk)).Single();
        (once.Tries, once.NextTryAt, once.Detail)
            .Should()
            .Be((1, scope.Now + (2 * desk.Options.FirstTryWait), "No line."));
        scope.Now += 2 * desk.Options.FirstTryWait;
        (await Due()).Should().Equal(("PO-2", 1));
        await Count(failure, 1);

        (await List(desk)).Single().NextTryAt.Should().BeNull();
        (await Due()).Should().BeEmpty();

        Task<IReadOnlyList<(string Id, int Tries)>> Due() =>
            desk.Failures.Due(SyncDesk.Shop, SyncKind.Orders, scope.Now, 10, Ct);

        Task Count(PlatformFailure how, int tries) =>
            desk.Failures.CountFailedTry(SyncDesk.Shop, SyncKind.Orders, "PO-2", tries, how, scope.Now, Ct);
    }

    private static async Task<SyncPage> Page(SyncDesk desk, SyncRun run, params FailedRecord[] failures) =>
        desk.PageOf(await desk.Read(run), [SyncRecord.Of(SyncDesk.Order("PO-1", OrderStatus.Shipped))]) with
        {
            Failures = failures,
        };

    private static async Task<IReadOnlyList<RecordFailureResource>> List(SyncDesk desk)
    {
        var found = new List<RecordFailureResource>();
        string? after = null;
        do
        {
            var page = await desk.Queries.Failures(
                new RecordFailureFilter(SyncDesk.Shop, SyncKind.Orders),
                new PageRequest(1, after),
                Ct
            );
            found.AddRange(page.Data);
            after = page.After;
        } while (after is not null);

        return found;
    }
}
