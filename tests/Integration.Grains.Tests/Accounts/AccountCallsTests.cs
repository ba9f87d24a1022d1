using Integration.Platforms;
using Integration.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration.Accounts;

public sealed class AccountCallsTests(StorageFixture fixture)
{
    private static readonly PlatformFailure Busy = new(
        FailureKind.Transient,
        FailureReason.Platform,
        "The call items.list failed."
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_AreToldByTheirLatest_WhateverBecomesOfOneGrain()
    {
        var time = new FakeTimeProvider(StorageFixture.Now);
        var (lost, told) = (Substitute.For<IAccountGrain>(), Substitute.For<IAccountGrain>());
        lost.NoteCall(Arg.Any<AccountCheck>(), Ct).Returns(Task.FromException(new TimeoutException()));
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<IAccountGrain>("lost").Returns(lost);
        grains.GetGrain<IAccountGrain>("told").Returns(told);
        using var calls = new AccountCalls(
            grains,
            new AccountOptions(),
            new DatabaseClock(time),
            time,
            NullLogger<AccountCalls>.Instance
        );
        calls.Noted("lost", "items.list", null, null);
        calls.Noted("told", "items.list", null, null);
        time.Advance(TimeSpan.FromSeconds(1));
        calls.Noted("told", "items.list", Busy.Kind, Busy.Reason);

        await calls.Tell(Ct);
        await calls.Tell(Ct);

        var latest = new AccountCheck(StorageFixture.Now.AddSeconds(1)) { Failure = Busy };
        await told.Received(1).NoteCall(latest, Ct);
        told.ReceivedCalls().Should().ContainSingle();
    }

    [Fact]
    public async Task Health_OfCallsThatEndAlike_IsWrittenOnceAMinute()
    {
        await using var scope = await AccountScope.Open(fixture);
        var account = await scope.Create();

        await account.NoteCall(new(At(0)), Ct);
        await account.NoteCall(new(At(30)), Ct);
        (await Written()).Should().Be(new AccountCheck(At(0)));
        await account.NoteCall(new(At(40)) { Failure = Busy }, Ct);
        (await Written()).Should().Be(new AccountCheck(At(40)) { Failure = Busy });
        await account.NoteCall(new(At(20)), Ct);
        (await Written())!.At.Should().Be(At(40), "what is older comes from another silo");
        await account.NoteCall(new(At(100)) { Failure = Busy }, Ct);
        (await Written())!.At.Should().Be(At(100));
        scope.Clock.Measured(StorageFixture.Now.AddHours(-1), TimeSpan.Zero);
        await account.NoteCall(new(At(-3590)), Ct);
        (await Written())!.At.Should().Be(At(-3590), "the clock was set back");

        async Task<AccountCheck?> Written() => (await scope.Shown()).Health!.LastCall;

        static DateTimeOffset At(int seconds) => StorageFixture.Now.AddSeconds(seconds);
    }
}
