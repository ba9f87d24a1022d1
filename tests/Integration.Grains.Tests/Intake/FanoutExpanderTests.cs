using Integration.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Intake;

public sealed class FanoutExpanderTests(StorageFixture fixture)
{
    private static readonly AppendOptions Options = new() { MaxFanout = 1 };
    private readonly FakeTimeProvider _time = new(StorageFixture.Now);

    [Fact]
    public async Task Expand_OneEventFails_ExpandsTheYoungerOnesAndComesBackToIt()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Subscribe("b");
        await scope.Append(Options, scope.Draft());
        await scope.Append(Options, scope.Draft());
        await scope.Execute(
            "update fanout_cursors set epochs = '{}' where event_id = (select min(event_id::text)::uuid from fanout_cursors)"
        );
        await using var services = new ServiceCollection().BuildServiceProvider();
        using var expander = Create(scope, services);

        await expander.Expand(CancellationToken.None);
        (await Cursors(scope)).Should().Be(1, "the younger one is done");
        (await scope.Scalar<long>("select count(*) from deliveries")).Should().Be(2);

        await scope.Execute("update fanout_cursors set epochs = '{1,1}'");
        await expander.Expand(CancellationToken.None);
        (await Cursors(scope)).Should().Be(1, "it waits");
        _time.Advance(FanoutBackOff.First);
        await expander.Expand(CancellationToken.None);
        (await Cursors(scope)).Should().Be(0);
        (await scope.Scalar<long>("select count(*) from deliveries")).Should().Be(4, "nothing was lost or repeated");
    }

    [Fact]
    public void Failed_AgainAndAgain_WaitsLongerUpToABound()
    {
        var backOff = new FanoutBackOff();
        var id = Guid.NewGuid();
        var now = _time.GetUtcNow();
        (backOff.Failed(id, now) - now).Should().Be(FanoutBackOff.First);
        (backOff.Failed(id, now) - now).Should().Be(FanoutBackOff.First * 2);
        for (var n = 0; n < 20; n++)
        {
            backOff.Failed(id, now);
        }

        backOff.Waiting(now + FanoutBackOff.Longest - TimeSpan.FromTicks(1)).Should().Equal(id);
        backOff.Waiting(now + FanoutBackOff.Longest).Should().BeEmpty();
        backOff.Succeeded(id);
        (backOff.Failed(id, now) - now).Should().Be(FanoutBackOff.First);
    }

    private static Task<long> Cursors(StorageScope scope) => scope.Scalar<long>("select count(*) from fanout_cursors");

    private FanoutExpander Create(StorageScope scope, IServiceProvider services)
    {
        var step = new FanoutStep(scope.Database, Options, new UuidV7Generator(), 1);
        var publisher = new DeliveryPublisher(services, NullLogger<DeliveryPublisher>.Instance);
        return new FanoutExpander(
            step,
            publisher,
            new DatabaseClock(_time),
            _time,
            NullLogger<FanoutExpander>.Instance
        );
    }
}
