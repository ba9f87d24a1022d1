using Integration.Platforms;

namespace Integration.Sync;

/// <summary>Records that are asked for one by one: by hand, and again where they could not be read.</summary>
public sealed class SingleRecordTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_ByHand_IsStoredAndAFailureOfItIsGone()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 2);
        await Fail(scope, "PO-2");
        var records = scope.Records();

        var first = await records.Sync(SyncScope.Shop, SyncKind.Orders, "PO-2", Ct);
        var again = await records.Sync(SyncScope.Shop, SyncKind.Orders, "PO-2", Ct);
        var gone = await records.Sync(SyncScope.Shop, SyncKind.Orders, "PO-7", Ct);

        first.Value!.Outcome.Should().Be(RecordSyncOutcome.Created);
        again.Value!.Outcome.Should().Be(RecordSyncOutcome.Unchanged);
        (gone.Value!.Outcome, gone.Value.Failure!.Reason).Should().Be((RecordSyncOutcome.Failed, FailureReason.Gone));
        (await scope.Stored()).Should().Be("PO-2");
        (await scope.Storage.Scalar<long>("select count(*) from record_failures")).Should().Be(0);
    }

    [Fact]
    public async Task Record_ThatCouldNotBeRead_IsTriedAgainWhenItIsDueAndGivenUpInTheEnd()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 2);
        await Fail(scope, "PO-2");
        var records = scope.Records();
        scope.Book.Refusal = static _ => new(FailureKind.Transient, FailureReason.Platform, "Later.");
        await records.Retry(SyncScope.Shop, SyncKind.Orders, Ct);
        (await Tries(scope)).Should().Be(0, "it is not due yet");
        (await scope.Due.Failures(scope.Clock.UtcNow(), 10, Ct)).Should().BeEmpty();

        for (var tries = 1; tries <= 5; tries++)
        {
            scope.Time.Advance(TimeSpan.FromHours(1));
            (await scope.Due.Failures(scope.Clock.UtcNow(), 10, Ct)).Should().Equal((SyncScope.Shop, SyncKind.Orders));
            await records.Retry(SyncScope.Shop, SyncKind.Orders, Ct);
            (await Tries(scope)).Should().Be(tries);
        }

        scope.Time.Advance(TimeSpan.FromDays(1));
        (await scope.Due.Failures(scope.Clock.UtcNow(), 10, Ct)).Should().BeEmpty("it waits for a person");
    }

    [Fact]
    public async Task Record_AtWhichTheConnectorBreaks_CountsATryAndHoldsUpNoOther()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 2);
        await Fail(scope, "PO-1");
        scope.Time.Advance(TimeSpan.FromSeconds(1));
        await Fail(scope, "PO-2");
        scope.Time.Advance(scope.Storing.FirstTryWait);
        scope.Book.Refusal = static number =>
            number == "PO-1" ? throw new InvalidOperationException("It has no lines.") : null;

        await scope.Records().Retry(SyncScope.Shop, SyncKind.Orders, Ct);

        scope.Book.Asked.Should().Equal("PO-1", "PO-2");
        (await scope.Stored()).Should().Be("PO-2");
        (await Tries(scope)).Should().Be(1);
    }

    private static Task<SyncPageOutcome> Fail(SyncScope scope, string number) =>
        scope
            .Writer()
            .Write(
                new SyncPage(SyncScope.Shop, BookConnector.Platform, SyncKind.Orders, scope.Clock.UtcNow())
                {
                    Failures =
                    [
                        new FailedRecord(
                            number,
                            new(FailureKind.Permanent, FailureReason.InvalidAnswer, "It has no lines."),
                            new([1], null)
                        ),
                    ],
                },
                Ct
            );

    private static Task<int> Tries(SyncScope scope) => scope.Storage.Scalar<int>("select tries from record_failures");
}
