namespace Integration.Sandbox.Platforms;

/// <summary>How often something goes wrong on purpose, at which calls, and that it repeats.</summary>
public sealed class PlatformFaultShareTests
{
    [Theory]
    [MemberData(nameof(PlatformScope.Kinds), MemberType = typeof(PlatformScope))]
    public async Task Transient_AFifthOfTheCalls_FailsAboutThat(PlatformKind kind)
    {
        const int calls = 500;
        await using var scope = await PlatformScope.Start(kind, FaultPlan.Of(FaultKind.Transient, 0.2));

        for (var call = 0; call < calls; call++)
        {
            await scope.Caller.Detail();
        }

        var counts = scope.Platform.Counts;
        counts.Ended(CallOutcome.Transient).Should().BeInRange(calls * 15 / 100, calls * 25 / 100);
        (counts.Ended(CallOutcome.Transient) + counts.Ended(CallOutcome.Served)).Should().Be(calls);
    }

    [Fact]
    public async Task Calls_Named_MeetTheFaultAndOthersDoNot()
    {
        await using var scope = await PlatformScope.Start(
            PlatformKind.Pinduoduo,
            FaultPlan.Of(FaultKind.Transient, 1) with
            {
                Calls = "pdd.goods.list*",
            }
        );

        await scope.Caller.Detail();
        await scope.Caller.Call("pdd.goods.list.get");

        scope.Platform.Counts.Of("pdd.goods.detail.get").Ended(CallOutcome.Served).Should().Be(1);
        scope.Platform.Counts.Of("pdd.goods.list.get").Ended(CallOutcome.Transient).Should().Be(1);
    }

    [Fact]
    public async Task Faults_SameSeed_RepeatInOneRunAndAllAtOnce()
    {
        var plan = new FaultPlan
        {
            Shares = new Dictionary<FaultKind, double> { [FaultKind.Transient] = 0.3, [FaultKind.Html] = 0.1 },
        };

        var first = await Pattern(plan, seed: 7);

        (await Pattern(plan, seed: 7)).Should().Equal(first);
        (await Pattern(plan, seed: 8)).Should().NotEqual(first);
        first.Distinct(StringComparer.Ordinal).Should().HaveCount(3);

        // All at once the order is another, what happens is the same.
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo, plan, 7);
        await Task.WhenAll(first.Select(_ => scope.Caller.Detail()));
        var counts = scope.Platform.Counts;
        counts
            .Ended(CallOutcome.Transient)
            .Should()
            .Be(first.Count(one => one.Contains("error", StringComparison.Ordinal)));
        counts.Ended(CallOutcome.Faulted).Should().Be(first.Count(one => one.StartsWith('<')));
    }

    [Theory]
    [MemberData(nameof(PlatformScope.Kinds), MemberType = typeof(PlatformScope))]
    public async Task Answers_SameSeed_AreTheSameBytes(PlatformKind kind)
    {
        var first = await Bytes(kind, 5);

        (await Bytes(kind, 5)).Should().Equal(first);
        (await Bytes(kind, 6)).Should().NotEqual(first);
    }

    private async Task<string[]> Pattern(FaultPlan plan, int seed)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo, plan, seed);
        var answers = new List<string>();
        for (var call = 0; call < 100; call++)
        {
            answers.Add((await scope.Caller.Detail()).Text[..8]);
        }

        return [.. answers];
    }

    private async Task<byte[]> Bytes(PlatformKind kind, int seed)
    {
        await using var scope = await PlatformScope.Start(kind, FaultPlan.None, seed);
        return [.. (await scope.Caller.Detail()).Bytes, .. (await scope.Caller.Detail()).Bytes];
    }
}
