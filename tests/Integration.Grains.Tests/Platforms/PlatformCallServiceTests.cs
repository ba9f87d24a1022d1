using Integration.Databases;
using Integration.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Platforms;

public sealed class PlatformCallServiceTests(StorageFixture fixture)
{
    private static readonly PlatformCallKey Key = new("taobao", "shop", "item.get", StorageFixture.Now);

    [Fact]
    public async Task Write_WhileTheDatabaseIsAway_KeepsWhatWasCounted()
    {
        await using var scope = await fixture.Open();
        await using var nowhere = new HubDatabase("Host=127.0.0.1;Port=1;Username=x;Timeout=1");
        var book = new PlatformCallBook();
        book.AddAttempt(Key, null, TimeSpan.FromMilliseconds(5));
        await Service(book, nowhere).Write(TestContext.Current.CancellationToken);
        book.AddAttempt(Key, FailureKind.Transient, TimeSpan.FromMilliseconds(5));

        await Service(book, scope.Database).Write(TestContext.Current.CancellationToken);

        (await Sum(scope)).Should().Be(2, "the first is not lost");
        await Service(book, scope.Database).Write(TestContext.Current.CancellationToken);
        (await Sum(scope)).Should().Be(2, "and none is written twice");
    }

    [Fact]
    public async Task Stop_WritesTheLastCounts()
    {
        await using var scope = await fixture.Open();
        var book = new PlatformCallBook();
        using var service = Service(book, scope.Database);
        await service.StartAsync(TestContext.Current.CancellationToken);
        book.AddAttempt(Key, null, TimeSpan.FromMilliseconds(5));

        await service.StopAsync(TestContext.Current.CancellationToken);

        (await Sum(scope)).Should().Be(1);
    }

    private static Task<long> Sum(StorageScope scope) =>
        scope.Scalar<long>(
            "select coalesce(sum(succeeded + transient), 0)::bigint from platform_calls where span = 'm'"
        );

    private static PlatformCallService Service(PlatformCallBook book, HubDatabase database) =>
        new(
            book,
            new PlatformCallTable(database),
            new WriterNumber("silo"),
            new FakeTimeProvider(StorageFixture.Now),
            NullLogger<PlatformCallService>.Instance
        );
}
