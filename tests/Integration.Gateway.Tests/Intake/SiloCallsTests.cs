using Integration.Problems;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime.Messaging;

namespace Integration.Intake;

public sealed class SiloCallsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly IntakeOptions _options = new();
    private readonly SiloCalls _silo;
    private int _calls;

    public SiloCallsTests() => _silo = new SiloCalls(_options, _time, TestMetrics.New());

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
    public async Task Make_CallWasLostOnce_IsRepeatedAtOnce(Exception lost)
    {
        var outcome = await Make(() => _calls == 1 ? Task.FromException<int>(lost) : Task.FromResult(7));

        outcome.Value.Should().Be(7);
        _calls.Should().Be(2);
    }

    [Fact]
    public async Task Make_CallIsRefusedUntilTheSiloIsReplaced_WaitsForThat()
    {
        _options.LostCallRetry = TimeSpan.FromSeconds(30);
        var making = Make(() =>
            _calls < 5 ? Task.FromException<int>(new ConnectionFailedException("dead")) : Task.FromResult(7)
        );
        // In steps so small that the repeats keep up: they run beside this loop.
        while (!making.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        (await making).Value.Should().Be(7);
    }

    [Fact]
    public async Task Make_CallTookAllItsTime_IsRepeatedOnceAndNoMore()
    {
        var outcome = await Make(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return Task.FromException<int>(new TimeoutException());
        });

        outcome.Problem.Should().Be(GatewayProblems.SiloUnavailable);
        outcome.Problem!.RetryAfter.Should().NotBeNull();
        _calls.Should().Be(2);
    }

    [Fact]
    public async Task Make_AFaultOfTheCallItself_IsNotRepeated()
    {
        var call = () => Make(() => Task.FromException<int>(new GrainExtensionNotInstalledException("A bug.")));

        await call.Should().ThrowAsync<GrainExtensionNotInstalledException>();
        _calls.Should().Be(1);
    }

    [Fact]
    public async Task Make_TheCallerLeaves_GivesUp()
    {
        using var left = new CancellationTokenSource();
        var making = _silo.Make(() => Task.FromException<int>(new ConnectionFailedException("dead")), left.Token);

        await left.CancelAsync();

        await FluentActions.Awaiting(() => making).Should().ThrowAsync<OperationCanceledException>();
    }

    private Task<Outcome<int>> Make(Func<Task<int>> call) =>
        _silo.Make(
            () =>
            {
                _calls++;
                return call();
            },
            TestContext.Current.CancellationToken
        );
}
