using System.Diagnostics.Metrics;
using Integration.Batching;
using Integration.Catalogue;
using Integration.Platforms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Writes;

public sealed class PlatformWritesTests
{
    private static readonly AccountCredentials Account = new("account", "key", "secret");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FailureReason.Network, null, false, 1)]
    [InlineData(FailureReason.Timeout, null, false, 1)]
    [InlineData(FailureReason.InvalidAnswer, 200, false, 1)]
    [InlineData(FailureReason.Platform, 503, false, 1)]
    [InlineData(FailureReason.Platform, 200, false, 2)]
    [InlineData(FailureReason.Network, null, true, 2)]
    [InlineData(FailureReason.Platform, 503, true, 2)]
    public async Task Creation_ThatMayBeDone_IsSentAgainOnlyWhereRepeatsAreKnown(
        FailureReason reason,
        int? status,
        bool knowsRepeats,
        int calls
    )
    {
        var failure = new PlatformFailure(FailureKind.Transient, reason, "x") { HttpStatus = status };
        var writer = new LossyWriter(knowsRepeats, failure);
        var results = await Run(writer, writes => Both(code => writes.CreateProduct("lossy", Account, new(code), Ct)));
        results.Should().OnlyContain(one => one.Succeeded == (calls == 2));
        writer.Calls.Should().Equal(Enumerable.Repeat(2, calls));
    }

    [Fact]
    public async Task Change_ThatMayBeDone_IsSentAgain()
    {
        var writer = new LossyWriter(false, new(FailureKind.Transient, FailureReason.Network, "x"));
        var results = await Run(
            writer,
            writes => Both(code => writes.UpdateProduct("lossy", Account, new(code) { Id = code }, Ct))
        );
        results.Should().OnlyContain(one => one.Succeeded);
        writer.Calls.Should().Equal(2, 2);
    }

    [Theory]
    [InlineData(FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData(FailureKind.Unauthorised, FailureReason.TokenExpired)]
    public async Task Write_ThatFailsForGood_IsTold(FailureKind kind, FailureReason reason)
    {
        var writer = new LossyWriter(true, new(kind, reason, "x"));
        var results = await Run(writer, writes => Both(code => writes.CreateProduct("lossy", Account, new(code), Ct)));
        results.Should().OnlyContain(one => one.Failure!.Reason == reason);
        writer.Calls.Should().Equal(2);
    }

    [Fact]
    public async Task Write_OfAKindThatTheAppHasNoLimitFor_IsRefused()
    {
        var writer = new LossyWriter(true, new(FailureKind.Permanent, FailureReason.Gone, "x"));
        var results = await Run(
            writer,
            async writes => new[] { await writes.UpdateStock("lossy", Account, new("1", 1), Ct) }
        );
        results.Single().Failure!.Reason.Should().Be(FailureReason.Unsupported);
        writer.Calls.Should().BeEmpty();
    }

    private static Task<T[]> Both<T>(Func<string, Task<T>> send) => Task.WhenAll(send("a"), send("b"));

    private static async Task<T[]> Run<T>(IConnector connector, Func<PlatformWrites, Task<T[]>> send)
    {
        var time = new FakeTimeProvider();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new BatchMetrics(services.GetRequiredService<IMeterFactory>());
        await using var writes = new PlatformWrites(
            new ConnectorCatalogue([connector]),
            new(),
            metrics,
            [],
            time,
            new Random(1)
        );
        var sent = send(writes);
        while (!sent.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await sent;
    }
}
