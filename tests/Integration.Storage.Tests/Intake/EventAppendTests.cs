using System.Text;
using Integration.Delivery;
using Integration.Resources;
using Npgsql;

namespace Integration.Intake;

public sealed class EventAppendTests(StorageFixture fixture)
{
    [Fact]
    public async Task Append_StoresEventKeyDeliveriesAndRollupsTogether()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Subscribe("b", ["stock.*"]);
        var appended = await scope.Append(scope.Draft("k1"), scope.Draft("k2"));
        appended.Should().OnlyContain(one => !one.Result.Duplicate && one.Deliveries.Count == 1);
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(2);
        (await scope.Scalar<long>("select count(*) from event_keys")).Should().Be(2);
        (await scope.Scalar<long>("select count(*) from deliveries where subscriber_id = 'a' and status = 0"))
            .Should()
            .Be(2);
        (await scope.Scalar<long>("select sum(events) from append_rollups where span = 'm' and kind = 'source'"))
            .Should()
            .Be(2);
        (
            await scope.Scalar<long>(
                "select sum(events) from append_rollups where span = 'h' and kind = 'subscriber' and id = 'a'"
            )
        )
            .Should()
            .Be(2);
    }

    [Fact]
    public async Task Append_OfAKnownKey_AnswersTheFirstId()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        var first = (await scope.Append(scope.Draft("k")))[0].Result;
        var again = (await scope.Append(scope.Draft("k")))[0].Result;
        again.Should().Be(new AppendResult(first.EventId, Duplicate: true));
        (await scope.Scalar<long>("select count(*) from deliveries")).Should().Be(1);
    }

    [Fact]
    public async Task Append_OfAKnownKeyAmongNewOnes_StoresAndCountsTheNewOnes()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        var first = (await scope.Append(scope.Draft("k")))[0].Result;
        var results = await scope.Append(scope.Draft("k1"), scope.Draft("k"), scope.Draft("k2"));
        results.Select(one => one.Result.Duplicate).Should().Equal(false, true, false);
        results[1].Result.EventId.Should().Be(first.EventId);
        (await scope.Scalar<long>("select count(*) from event_keys")).Should().Be(3);
        (await scope.Scalar<long>("select count(*) from deliveries")).Should().Be(3);
        (await scope.Scalar<long>("select sum(events) from append_rollups where span = 'm' and kind = 'source'"))
            .Should()
            .Be(3);
    }

    [Fact]
    public async Task Append_OfAKnownKeyOfAnotherSource_IsAnotherEvent()
    {
        await using var scope = await fixture.Open();
        await scope.Append(scope.Draft("k"));
        (await scope.Append(scope.Draft("k", source: "other")))[0].Result.Duplicate.Should().BeFalse();
    }

    [Fact]
    public async Task Append_RepeatedInOneBatch_IsFolded()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        var results = await scope.Append(scope.Draft("k"), scope.Draft("k"), scope.Draft("other"));
        results[1].Result.Should().Be(new AppendResult(results[0].Result.EventId, Duplicate: true));
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("k")]
    public async Task Append_OfTheSameCallAgain_IsNotADuplicate(string? key)
    {
        await using var scope = await fixture.Open();
        var draft = scope.Draft(key);
        await scope.Append(draft);
        var again = await scope.Append(draft);
        again[0].Result.Should().Be(new AppendResult(draft.EventId, Duplicate: false));
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(1);
    }

    [Fact]
    public async Task Append_WithoutAKey_NeverFolds()
    {
        await using var scope = await fixture.Open();
        await scope.Append(scope.Draft(), scope.Draft());
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(2);
    }

    [Fact]
    public async Task Append_AfterAChangeOfRouting_RoutesByIt()
    {
        await using var scope = await fixture.Open();
        (await scope.Append(scope.Draft()))[0].Deliveries.Should().BeEmpty();
        var stale = scope.Routing;
        await scope.Subscribe("a");
        scope.Routing = stale;
        (await scope.Append(scope.Draft()))[0]
            .Deliveries.Should()
            .ContainSingle(delivery => delivery.SubscriberId == "a");
    }

    [Fact]
    public async Task Append_WaitsForAChangeOfRoutingThatIsUnderWay()
    {
        await using var scope = await fixture.Open();
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(
            TestContext.Current.CancellationToken
        );
        await using var change = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var row = await scopeRow(scope);
        await new SubscriberTable(scope.Database).Write(connection, row, CancellationToken.None);
        var append = scope.Append(scope.Draft());
        await scope.Until("select exists (select 1 from pg_locks where locktype = 'advisory' and not granted)");
        append.IsCompleted.Should().BeFalse();
        await change.CommitAsync(TestContext.Current.CancellationToken);
        (await append)[0].Deliveries.Should().ContainSingle();

        static async Task<ResourceRow<SubscriberSettings>> scopeRow(StorageScope scope)
        {
            var row = await scope.Subscribe("a", enabled: false);
            return row with { Version = 2, Settings = row.Settings with { Enabled = true } };
        }
    }

    [Fact]
    public async Task Append_ToDisabledOrDeletedSubscribers_MakesNoDelivery()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("off", enabled: false);
        await scope.Subscribe("gone");
        await scope.Execute("update subscribers set deleted_at = now() where id = 'gone'");
        await scope.Execute("update routing_version set version = version + 1");
        (await scope.Append(scope.Draft()))[0].Deliveries.Should().BeEmpty();
    }

    [Fact]
    public async Task Append_OfANonceWithTheSameBody_IsADuplicate()
    {
        await using var scope = await fixture.Open();
        var first = (await scope.Append(Nonced(scope, "n", 1)))[0].Result;
        var again = (await scope.Append(Nonced(scope, "n", 1)))[0].Result;
        again.Should().Be(new AppendResult(first.EventId, Duplicate: true));
    }

    [Fact]
    public async Task Append_OfANonceWithAnotherBody_IsRefused()
    {
        await using var scope = await fixture.Open();
        await scope.Append(Nonced(scope, "n", 1));
        (await scope.Append(Nonced(scope, "n", 2)))[0].Result.Problem!.Status.Should().Be(409);
        (await scope.Append(Nonced(scope, "m", 1), Nonced(scope, "m", 2)))[1]
            .Result.Problem!.Slug.Should()
            .Be("nonce-reused");
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(2);
    }

    [Fact]
    public async Task Append_OfANonceWhoseTimeIsOver_IsNew()
    {
        await using var scope = await fixture.Open();
        await scope.Append(Nonced(scope, "n", 1));
        scope.Now += TimeSpan.FromMinutes(11);
        (await scope.Append(Nonced(scope, "n", 2)))[0].Result.Problem.Should().BeNull();
    }

    [Fact]
    public async Task Append_OfANewNonceWithAKnownKey_LetsTheNonceAnswerWithTheFirstId()
    {
        await using var scope = await fixture.Open();
        var first = (await scope.Append(Nonced(scope, "n1", 1) with { Key = "k" }))[0].Result;
        (await scope.Append(Nonced(scope, "n2", 1) with { Key = "k" }))[0].Result.EventId.Should().Be(first.EventId);
        (await scope.Append(Nonced(scope, "n2", 1)))[0].Result.EventId.Should().Be(first.EventId);
    }

    [Fact]
    public async Task Append_ForOneSubscriber_ReachesNoOther()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Subscribe("b", ["nothing"]);
        var appended = await scope.Append(scope.Draft() with { OnlySubscriber = "b" });
        appended[0].Deliveries.Should().ContainSingle(delivery => delivery.SubscriberId == "b");
    }

    [Fact]
    public async Task Append_OfATextWithNul_FailsAsADataError()
    {
        await using var scope = await fixture.Open();
        var append = () => scope.Append(scope.Draft() with { Subject = "a\0b" });
        (await append.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().StartWith("22");
    }

    [Fact]
    public async Task AppendAndCommit_WithOneRowThatCannotBeStored_StoresNothing()
    {
        await using var scope = await fixture.Open();
        var append = () => scope.Append(scope.Draft("good"), scope.Draft("bad") with { Subject = "a\0b" });
        await append.Should().ThrowAsync<PostgresException>();
        (await scope.Scalar<long>("select count(*) from event_keys")).Should().Be(0);
        (await scope.Append(scope.Draft("good")))[0].Result.Duplicate.Should().BeFalse("the connection goes on");
    }

    [Fact]
    public async Task Append_WithoutAPartition_IsToldApartFromAFaultOfTheRow()
    {
        await using var scope = await fixture.Open();
        scope.Now += TimeSpan.FromDays(60);
        var thrown = await FluentActions
            .Awaiting(() => scope.Append(scope.Draft()))
            .Should()
            .ThrowAsync<PostgresException>();
        thrown.Which.SqlState.Should().Be(PostgresErrorCodes.CheckViolation);
        thrown.Which.ConstraintName.Should().BeNullOrEmpty();
    }

    [Fact]
    public async Task Append_ByTwoSilosOfTheSameKeys_StoresEachOnce()
    {
        await using var scope = await fixture.Open();
        var keys = Enumerable.Range(0, 200).Select(n => $"k{n}").ToArray();
        var one = Task.Run(
            () => scope.Append([.. keys.Select(key => scope.Draft(key))]),
            TestContext.Current.CancellationToken
        );
        var other = Task.Run(
            () => scope.Append([.. keys.Reverse().Select(key => scope.Draft(key))]),
            TestContext.Current.CancellationToken
        );
        var results = (await one).Concat(await other).ToArray();
        results.Count(one => !one.Result.Duplicate).Should().Be(200);
        results.Select(one => one.Result.EventId).Distinct().Should().HaveCount(200);
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(200);
    }

    [Fact]
    public async Task Append_WithMoreSubscribersThanAStep_IsExpandedInSteps()
    {
        await using var scope = await fixture.Open();
        for (var n = 0; n < 7; n++)
        {
            await scope.Subscribe($"s{n}");
        }

        var options = new AppendOptions { MaxFanout = 3 };
        var appended = await scope.Append(options, scope.Draft());
        appended[0].FanoutPending.Should().BeTrue();
        (await scope.Scalar<long>("select count(*) from deliveries")).Should().Be(0);
        await scope.Execute("update subscribers set epoch = 2 where id = 's1'");
        await scope.Subscribe("later");
        var step = new FanoutStep(scope.Database, options, new Time.UuidV7Generator(), 1);
        var made = new List<string>();
        while (await step.Next(scope.Now, [], CancellationToken.None) is { } one)
        {
            made.AddRange(one.Deliveries.Select(delivery => delivery.SubscriberId));
        }

        made.Should().Equal("s0", "s2", "s3", "s4", "s5", "s6");
        (await scope.Scalar<long>("select count(*) from fanout_cursors")).Should().Be(0);
        (await scope.Scalar<long>("select count(*) from deliveries")).Should().Be(6);
    }

    private static EventDraft Nonced(StorageScope scope, string nonce, byte body) =>
        scope.Draft() with
        {
            Nonce = new ReplayNonce(nonce, [body], scope.Now + TimeSpan.FromMinutes(10)),
            Payload = Encoding.UTF8.GetBytes($"[{body}]"),
        };
}
