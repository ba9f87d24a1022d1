using System.Diagnostics.Metrics;

namespace Integration.Batching;

public sealed class BatchBoundsTests
{
    [Fact]
    public async Task Send_OfTwoValuesOfOneId_SendsTheLastAndTellsBoth()
    {
        await using var scope = new BatchScope { SameItem = SameItemRule.LastWins };
        Task<string>[] sent = [scope.Send("sku", 5), scope.Send("other", 9), scope.Send("sku", 3)];
        scope.Pass(0.2);
        var call = await scope.Next();
        call.Items.Select(item => (item.Id, item.Value)).Should().Equal(("sku", 3), ("other", 9));
        call.Succeed();
        (await Task.WhenAll(sent)).Should().Equal("done 3", "done 9", "done 3");
        scope.IsQuiet.Should().BeTrue();
    }

    [Fact]
    public async Task Send_OfAnIdThatIsInACall_WaitsForItsEnd()
    {
        await using var scope = new BatchScope { SameItem = SameItemRule.LastWins, Limit = 1 };
        var old = scope.Send("sku", 5);
        var call = await scope.Next();
        var newer = scope.Send("sku", 3);
        scope.Pass(10);
        scope.IsQuiet.Should().BeTrue("two calls under way could end in the other order");
        call.Succeed();
        (await old).Should().Be("done 5");
        (await scope.Next()).Succeed();
        (await newer).Should().Be("done 3");
    }

    [Fact]
    public async Task Outcome_ThatIsPassing_GivesWayToANewerValue()
    {
        await using var scope = new BatchScope { SameItem = SameItemRule.LastWins, Limit = 1 };
        var old = scope.Send("sku", 5);
        var call = await scope.Next();
        var newer = scope.Send("sku", 3);
        call.FailAll();
        var again = await scope.Next();
        again.Items.Single().Value.Should().Be(3, "the old value would undo the new one");
        again.Succeed();
        (await Task.WhenAll(old, newer)).Should().Equal("done 3", "done 3");
        scope.Pass(60);
        scope.IsQuiet.Should().BeTrue();
    }

    [Fact]
    public async Task Send_OfTwoCreationsOfOneId_SendsEachInACallOfItsOwn()
    {
        await using var scope = new BatchScope();
        Task<string>[] sent = [scope.Send("sku", 1), scope.Send("sku", 2), scope.Send("other", 3)];
        scope.Pass(0.2);
        var first = await scope.Next();
        first.Items.Select(item => item.Value).Should().Equal(1, 3);
        scope.Pass(1);
        scope.IsQuiet.Should().BeTrue();
        first.Succeed();
        var second = await scope.Next();
        second.Items.Single().Value.Should().Be(2);
        second.Succeed();
        (await Task.WhenAll(sent)).Should().Equal("done 1", "done 2", "done 3");
    }

    [Fact]
    public async Task Caller_WhoCancelsBeforeTheCall_IsLeftOut()
    {
        await using var scope = new BatchScope();
        using var stop = new CancellationTokenSource();
        var cancelled = scope.SendUntil("1", 0, stop.Token);
        var other = scope.Send("2");
        await stop.CancelAsync();
        await cancelled.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        scope.Pass(0.2);
        var call = await scope.Next();
        call.Ids.Should().Be("2");
        call.Succeed();
        (await other).Should().Be("done 0");
        scope.Optimizer.Held.Should().Be(0);
    }

    [Fact]
    public async Task Caller_WhoCancelsTheNewestValue_LeavesTheOneBefore()
    {
        await using var scope = new BatchScope { SameItem = SameItemRule.LastWins };
        using var stop = new CancellationTokenSource();
        var old = scope.Send("sku", 5);
        var cancelled = scope.SendUntil("sku", 3, stop.Token);
        await stop.CancelAsync();
        await cancelled.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        scope.Pass(0.2);
        (await scope.Next()).Succeed();
        (await old).Should().Be("done 5");
    }

    [Fact]
    public async Task Caller_WhoCancelsInTheCall_HarmsNoOtherAndIsNotSentAgain()
    {
        await using var scope = new BatchScope();
        using var stop = new CancellationTokenSource();
        var cancelled = scope.SendUntil("1", 0, stop.Token);
        var other = scope.Send("2");
        scope.Pass(0.2);
        var call = await scope.Next();
        await stop.CancelAsync();
        await cancelled.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        call.FailAll();
        while (scope.IsQuiet)
        {
            scope.Pass(1);
            await Task.Yield();
        }

        var again = await scope.Next();
        again.Ids.Should().Be("2");
        again.Succeed();
        (await other).Should().Be("done 0");
    }

    [Fact]
    public async Task Send_WithACancelledToken_IsNotTakenIn()
    {
        await using var scope = new BatchScope();
        var sent = scope.SendUntil("1", 0, new CancellationToken(canceled: true));
        await sent.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        scope.Optimizer.Held.Should().Be(0);
    }

    [Fact]
    public async Task Queue_AboveItsCount_RefusesUntilThereIsRoom()
    {
        await using var scope = new BatchScope { Options = { MaxQueued = 3 } };
        Task<string>[] sent = [scope.Send("1"), scope.Send("2"), scope.Send("3")];
        (await scope.Send("4")).Should().Be("QueueFull");
        (await scope.Next()).Succeed();
        await Task.WhenAll(sent);
        var fifth = scope.Send("5");
        scope.Pass(0.2);
        (await scope.Next()).Ids.Should().Be("5");
        fifth.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Queue_AboveItsBytes_RefusesButTakesALargeOneAlone()
    {
        await using var scope = new BatchScope { Limit = 1, Options = { MaxBytes = 100 } };
        var large = scope.Optimizer.Send("a", new("1", 0, Bytes: 500), TestContext.Current.CancellationToken);
        (await scope.Send("2")).Should().Be("QueueFull");
        (await scope.Next()).Succeed();
        (await large).Should().Be("done 0");
        var small = scope.Send("2");
        (await scope.Next()).Succeed();
        (await small).Should().Be("done 0");
        Task<string>[] both = [scope.Send("3"), scope.Send("4")];
        (await scope.Next()).Succeed();
        (await scope.Next()).Succeed();
        (await Task.WhenAll(both)).Should().Equal("done 0", "done 0");
    }

    [Fact]
    public async Task End_WithWhatWaits_SendsItAtOnce()
    {
        await using var scope = new BatchScope();
        var sent = scope.Send("1");
        var ending = scope.Optimizer.DisposeAsync();
        (await scope.Next()).Succeed();
        (await sent).Should().Be("done 0");
        await ending;
        (await scope.Send("2")).Should().Be("Stopped");
    }

    [Fact]
    public async Task End_WithWhatWaitsForItsRepetition_TellsItsFailure()
    {
        await using var scope = new BatchScope();
        Task<string>[] sent = [scope.Send("1"), scope.Send("2")];
        scope.Pass(0.2);
        (await scope.Next()).Answer(item => new(item.Id, IsPassing: item.Id == "1"));
        await sent[1];
        scope.IsSettled.Should().BeTrue();
        var ending = scope.Optimizer.DisposeAsync().AsTask();
        (await sent[0]).Should().Be("1");
        await ending;
        scope.IsQuiet.Should().BeTrue();
    }

    [Fact]
    public async Task End_WithACallThatNeverAnswers_TellsEverybody()
    {
        await using var scope = new BatchScope { Limit = 1, Options = { CallsAtOnce = 1 } };
        Task<string>[] sent = [scope.Send("1"), scope.Send("2")];
        await scope.Next();
        var ending = scope.Optimizer.DisposeAsync().AsTask();
        ending.IsCompleted.Should().BeFalse();
        scope.Pass(5);
        await ending;
        (await Task.WhenAll(sent)).Should().Equal("Stopped", "Stopped");
    }

    [Fact]
    public async Task Figures_CountItemsCallsAndRepetitions()
    {
        var counts = new System.Collections.Concurrent.ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        await using var scope = new BatchScope { Limit = 2 };
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (scope.Made(instrument.Meter))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value)
        );
        _ = scope.Optimizer;
        listener.Start();
        Task<string>[] sent = [scope.Send("1"), scope.Send("2")];
        (await scope.Next()).Answer(item => new("x", IsPassing: item.Id == "1"));
        await sent[1];
        scope.IsSettled.Should().BeTrue();
        scope.Pass(2);
        (await scope.Next()).Succeed();
        await sent[0];
        counts["integration.batching.items"].Should().Be(2);
        counts["integration.batching.calls"].Should().Be(2);
        counts["integration.batching.retried"].Should().Be(1);
    }
}
