namespace Integration.Batching;

public sealed class BatchOptimizerTests
{
    [Fact]
    public async Task Send_OfAFullBatch_WaitsForNobody()
    {
        await using var scope = new BatchScope();
        Task<string>[] sent = [scope.Send("1", 1), scope.Send("2", 2), scope.Send("3", 3)];
        var call = await scope.Next();
        call.Ids.Should().Be("1 2 3");
        call.Succeed();
        (await Task.WhenAll(sent)).Should().Equal("done 1", "done 2", "done 3");
    }

    [Fact]
    public async Task Send_OfAFew_WaitsUntilTheLimit()
    {
        await using var scope = new BatchScope();
        var first = scope.Send("1");
        scope.Pass(0.15);
        var second = scope.Send("2");
        scope.Pass(0.049);
        scope.IsQuiet.Should().BeTrue();
        scope.Pass(0.001);
        var call = await scope.Next();
        call.Ids.Should().Be("1 2", "the limit counts for the one that waits longest");
        call.Succeed();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Send_WithTwoKeys_MixesNone()
    {
        await using var scope = new BatchScope();
        Task<string>[] sent = [scope.Send("1", key: "a"), scope.Send("1", key: "b"), scope.Send("2", key: "a")];
        scope.Pass(0.2);
        BatchScope.PendingCall[] calls = [await scope.Next(), await scope.Next()];
        calls.Select(call => (call.Key, call.Ids)).Should().BeEquivalentTo([("a", "1 2"), ("b", "1")]);
        Array.ForEach(calls, call => call.Succeed());
        await Task.WhenAll(sent);
    }

    [Fact]
    public async Task Send_OfAThousandInBatchesOfFifty_MakesTwentyCalls()
    {
        await using var scope = new BatchScope { Limit = 50 };
        var sent = Enumerable.Range(0, 1000).Select(id => scope.Send($"{id}", id)).ToArray();
        for (var made = 0; made < 20; made++)
        {
            var call = await scope.Next();
            call.Items.Should().HaveCount(50);
            call.Succeed();
        }

        (await Task.WhenAll(sent)).Should().Equal(Enumerable.Range(0, 1000).Select(id => $"done {id}"));
        scope.IsQuiet.Should().BeTrue();
    }

    [Fact]
    public async Task Outcome_ThatIsFinal_IsToldAtOnceAndOnlyThePassingAreSentAgain()
    {
        await using var scope = new BatchScope();
        Task<string>[] sent = [scope.Send("good", 1), scope.Send("bad"), scope.Send("busy", 3)];
        (await scope.Next()).Answer(item =>
            item.Id switch
            {
                "good" => new("done"),
                "bad" => new("refused"),
                _ => new("busy", IsPassing: true),
            }
        );
        (await sent[0]).Should().Be("done");
        (await sent[1]).Should().Be("refused");
        sent[2].IsCompleted.Should().BeFalse();
        scope.IsSettled.Should().BeTrue();
        scope.Pass(0.95);
        var later = scope.Send("later");
        scope.Pass(0.2);
        var again = await scope.Next();
        again.Ids.Should().Be("later busy", "a repetition is gathered with what waits then");
        again.Succeed();
        (await sent[2]).Should().Be("done 3");
        await later;
    }

    [Fact]
    public async Task Outcome_ThatStaysPassing_IsToldAfterTheLastRepetition()
    {
        await using var scope = new BatchScope { Options = { MaxRetries = 2 } };
        var sent = scope.Send("1");
        scope.Pass(0.2);
        for (var call = 0; call < 3; call++)
        {
            (await scope.Next()).FailAll();
            await UntilRepetition(scope, sent);
        }

        (await sent).Should().Be("busy");
        scope.IsQuiet.Should().BeTrue();
    }

    [Fact]
    public async Task Outcome_WithAWaitOfItsOwn_IsSentAgainThenAndNotBefore()
    {
        await using var scope = new BatchScope();
        Task<string>[] sent = [scope.Send("1"), scope.Send("2")];
        scope.Pass(0.2);
        (await scope.Next()).Answer(item => item.Id == "1" ? new("busy", true, TimeSpan.FromSeconds(30)) : new("done"));
        await sent[1];
        scope.IsSettled.Should().BeTrue();
        scope.Pass(29.9);
        scope.IsQuiet.Should().BeTrue();
        scope.Pass(0.3);
        (await scope.Next()).Succeed();
        (await sent[0]).Should().Be("done 0");
    }

    [Fact]
    public async Task Outcome_WithAWaitBeyondTheLongest_IsTold()
    {
        await using var scope = new BatchScope();
        var sent = scope.Send("1");
        scope.Pass(0.2);
        (await scope.Next()).Answer(_ => new("tomorrow", true, TimeSpan.FromHours(20)));
        (await sent).Should().Be("tomorrow");
    }

    [Fact]
    public async Task Answer_WithAPause_HoldsTheWholeKeyBackAndNoOther()
    {
        await using var scope = new BatchScope { Options = { MaxRetries = 0 } };
        var sent = scope.Send("1");
        scope.Pass(0.2);
        (await scope.Next()).FailAll(TimeSpan.FromSeconds(10));
        (await sent).Should().Be("busy");
        scope.IsSettled.Should().BeTrue();
        Task<string>[] held = [scope.Send("2"), scope.Send("3"), scope.Send("4")];
        var other = scope.Send("1", key: "b");
        scope.Pass(0.2);
        var free = await scope.Next();
        free.Key.Should().Be("b");
        free.Succeed();
        await other;
        scope.Pass(9.7);
        scope.IsQuiet.Should().BeTrue("the platform asked for 10 s");
        scope.Pass(0.1);
        (await scope.Next()).Succeed();
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task Call_ThatBreaks_ReachesEveryCallerOfItsBatchOnly()
    {
        await using var scope = new BatchScope();
        Task<string>[] sent = [scope.Send("1"), scope.Send("2"), scope.Send("3"), scope.Send("4")];
        var broken = await scope.Next();
        broken.Reply.SetException(new InvalidOperationException("a bug"));
        foreach (var task in sent[..3])
        {
            await task.Invoking(one => one).Should().ThrowAsync<InvalidOperationException>();
        }

        scope.Pass(0.2);
        (await scope.Next()).Succeed();
        (await sent[3]).Should().Be("done 0");
    }

    [Fact]
    public async Task Call_ThatAnswersTooFew_IsABug()
    {
        await using var scope = new BatchScope();
        Task<string>[] sent = [scope.Send("1"), scope.Send("2"), scope.Send("3")];
        (await scope.Next()).Reply.SetResult(new([new("done")]));
        foreach (var task in sent)
        {
            await task.Invoking(one => one).Should().ThrowAsync<InvalidOperationException>();
        }
    }

    [Fact]
    public async Task Calls_OfOneKeyAtOnce_AreBounded()
    {
        await using var scope = new BatchScope { Limit = 1, Options = { CallsAtOnce = 2 } };
        Task<string>[] sent = [scope.Send("1"), scope.Send("2"), scope.Send("3")];
        var first = await scope.Next();
        var second = await scope.Next();
        scope.Pass(1);
        scope.IsQuiet.Should().BeTrue();
        first.Succeed();
        (await scope.Next()).Succeed();
        second.Succeed();
        await Task.WhenAll(sent);
    }

    // The clock moves on until what failed is sent again, or its caller is told.
    private static async Task UntilRepetition(BatchScope scope, Task sent)
    {
        while (scope.IsQuiet && !sent.IsCompleted)
        {
            scope.Pass(1);
            await Task.Yield();
        }
    }
}
