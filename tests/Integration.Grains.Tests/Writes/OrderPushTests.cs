using System.Diagnostics.Metrics;
using System.Text;
using Integration.Access;
using Integration.Accounts;
using Integration.Batching;
using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Integration.Writes;

/// <summary>Orders that people place, with real rows, audit and idempotency, at a platform that a test plays.</summary>
public sealed class OrderPushTests(StorageFixture fixture)
{
    private readonly CreatingConnector _platform = new(RotatingPlatform.Name);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_OfSeveral_HasOneResultEachAndTheAuditNothingPersonal()
    {
        await using var scope = await AccountScope.Open(fixture);
        await scope.Create();
        var lost = new PlatformFailure(
            FailureKind.Transient,
            FailureReason.Network,
            "Cut. Nobody called 张三 at 网商路699号."
        );
        _platform.Placed = order =>
            order.Number == "b" ? lost : new PushedOrder([$"P-{order.Number}"], Existed: order.Number == "c");

        var placed = (await Run(scope, "seller", "a", "b", "c")).Value!;

        (placed.Placed, placed.Failed).Should().Be((2, 1));
        placed
            .Results.Select(one => (one.Number, string.Concat(one.PlatformNumbers), one.Existed, one.MayExist))
            .Should()
            .Equal(("a", "P-a", false, false), ("b", "", false, true), ("c", "P-c", true, false));
        placed.Results[1].Failure!.Detail.Should().Be("Cut. Nobody called *** at ***.");
        var audit = await new AuditQueries(scope.Storage.Database).List(
            $"account/{AccountScope.Id}",
            null,
            new(10, null),
            Ct
        );
        audit.Data.Select(one => one.Action).Should().BeEquivalentTo("order.pushed", "order.push", "account.create");
        audit.Data.Select(one => $"{one.Before}{one.After}").Should().NotContain(one => one.Contains("张三"));
        $"{audit.Data.Single(one => one.Action == "order.push").After}".Should().Contain("\"a\"");
    }

    [Fact]
    public async Task Request_ToAPlatformThatTakesNone_IsRefused()
    {
        await using var scope = await AccountScope.Open(fixture);
        await scope.Create();
        (await Run(scope, "reader", "a")).Problem!.Slug.Should().Be("order-not-placeable");
    }

    private async Task<Outcome<OrderPushResource>> Run(AccountScope scope, string kind, params string[] numbers)
    {
        var accounts = Substitute.For<IAccountDirectory>();
        accounts
            .Of(AccountScope.Id, Arg.Any<CancellationToken>())
            .Returns(
                new PlatformAccount(
                    RotatingPlatform.Name,
                    new AccountCredentials(AccountScope.Id, "key", "secret") { AppKind = kind }
                )
            );
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new BatchMetrics(services.GetRequiredService<IMeterFactory>());
        var catalogue = new ConnectorCatalogue([_platform]);
        await using var writes = new PlatformWrites(
            catalogue,
            new() { WaitingLimit = TimeSpan.FromMilliseconds(1) },
            metrics,
            [],
            TimeProvider.System,
            new Random(1)
        );
        var requests = new AccountWrites(
            scope.Table,
            accounts,
            catalogue,
            new UnrepeatableWork(scope.Storage.Database, scope.Clock, new UuidV7Generator()),
            scope.Time,
            NullLogger<AccountWrites>.Instance
        );
        var push = new OrderPush(requests, writes, new OrderPushOptions());
        var orders = numbers.Select(static number =>
            $$$"""
                {"number":"{{{number}}}","lines":[{"product_id":"1","quantity":1}],"recipient":
                {"name":"张三","mobile":"1","province":"浙江省","city":"杭州市","street":"网商路699号"}}
                """
        );
        var body = $$"""{"orders":[{{string.Join(',', orders)}}]}""";
        return await push.Run(AccountScope.Id, Encoding.UTF8.GetBytes(body), new WriteContext("person", null), Ct);
    }
}
