using Integration.Problems;
using Orleans.Runtime.Messaging;

namespace Integration.Intake;

public sealed class SiloCallsTests
{
    /// <summary>All that a call through a gateway was seen to fail with when a silo or a connection went.</summary>
    public static TheoryData<Exception> Lost =>
        [
            new TimeoutException(),
            new ConnectionFailedException("The gateway is gone."),
            new SiloUnavailableException("The silo was declared dead."),
            new OrleansException("No active nodes are compatible."),
        ];

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Twice_CallWasLostOnce_IsRepeated(Exception lost)
    {
        var calls = 0;

        var outcome = await SiloCalls.Twice(() => ++calls == 1 ? Task.FromException<int>(lost) : Task.FromResult(7));

        outcome.Value.Should().Be(7);
        calls.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Twice_CallIsLostAgain_AnswersTryLater(Exception lost)
    {
        var calls = 0;

        var outcome = await SiloCalls.Twice(() =>
        {
            calls++;
            return Task.FromException<int>(lost);
        });

        outcome.Problem.Should().Be(GatewayProblems.SiloUnavailable);
        outcome.Problem!.RetryAfter.Should().NotBeNull();
        calls.Should().Be(2);
    }

    [Fact]
    public async Task Twice_AFaultOfTheCallItself_IsNotRepeated()
    {
        var calls = 0;

        var call = () =>
            SiloCalls.Twice(() =>
            {
                calls++;
                return Task.FromException<int>(new GrainExtensionNotInstalledException("A bug."));
            });

        await call.Should().ThrowAsync<GrainExtensionNotInstalledException>();
        calls.Should().Be(1);
    }
}
