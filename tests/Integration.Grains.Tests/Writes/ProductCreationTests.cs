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

/// <summary>Products that people create, with real rows, audit and idempotency, at a platform that a test plays.</summary>
public sealed class ProductCreationTests(StorageFixture fixture)
{
    private const string Target = $"account/{AccountScope.Id}";
    private readonly CreatingConnector _platform = new(RotatingPlatform.Name);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_OfSeveral_HasOneResultEachInItsOrder()
    {
        await using var scope = await AccountScope.Open(fixture);
        await scope.Create();
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidRequest, "No.");
        var lost = new PlatformFailure(FailureKind.Transient, FailureReason.Network, "Cut.");
        Answer(code =>
            code == "b" ? refused
            : code == "c" ? lost
            : new WrittenProduct($"id-{code}")
        );

        var created = (await Run(scope, Person("one"), "a", "b", "c")).Value!;

        (created.Account, created.Created, created.Failed).Should().Be((AccountScope.Id, 1, 2));
        created
            .Results.Select(one => (one.SellerCode, one.Id, one.Failure?.Detail, one.MayExist))
            .Should()
            .Equal(("a", "id-a", null, false), ("b", null, "No.", false), ("c", null, "Cut.", true));
        _platform.Created.Should().BeEquivalentTo(["a", "b", "c"], "what may have been done is not sent again");
    }

    [Fact]
    public async Task Request_RepeatedWithItsKey_IsAnsweredAsBeforeAndSentOnce()
    {
        await using var scope = await AccountScope.Open(fixture);
        await scope.Create();
        var first = await Run(scope, Person("key"), "a");

        var again = await Run(scope, Person("key"), "a");

        (again.Replayed, again.Value!.Results[0].Id).Should().Be((true, first.Value!.Results[0].Id));
        (await Run(scope, Person("key", body: 2), "b")).Problem!.Slug.Should().Be("idempotency-key-reused");
        _platform.Created.Should().Equal("a");
        (await Audit(scope)).Should().BeEquivalentTo("product.created", "product.create", "account.create");
    }

    [Fact]
    public async Task Request_ThatACrashCutShort_IsNotMadeAgainByItsRepeat()
    {
        await using var scope = await AccountScope.Open(fixture);
        await scope.Create();
        var begun = await Work(scope)
            .Begin<ProductCreationResource>(Person("key"), "product.create", Target, new { }, Ct);
        begun.Should().BeNull();

        var again = await Run(scope, Person("key"), "a");

        (again.Problem!.Slug, again.Problem.Status).Should().Be(("request-underway", 409));
        _platform.Created.Should().BeEmpty();
    }

    [Fact]
    public async Task Product_WithoutAResultInTime_MayExist()
    {
        await using var scope = await AccountScope.Open(fixture);
        await scope.Create();
        var (asked, slow) = (new TaskCompletionSource(), new TaskCompletionSource<PlatformResult<WrittenProduct>>());
        _platform.Answer = _ =>
        {
            asked.TrySetResult();
            return slow.Task;
        };
        var running = Run(scope, Person("one"), "a");
        await asked.Task.WaitAsync(Ct);

        scope.Time.Advance(TimeSpan.FromMinutes(1));
        // Too late: nobody waits for it any more.
        slow.SetResult(new WrittenProduct("late"));
        var result = (await running).Value!.Results.Single();

        (result.MayExist, result.Failure!.Reason).Should().Be((true, FailureReason.Timeout));
    }

    [Fact]
    public async Task Request_WhoseBeginningCannotBeNoted_SendsNothing()
    {
        await using var scope = await AccountScope.Open(fixture);
        await scope.Create();
        await scope.Storage.Execute("alter table audit rename to taken_away");

        (await Run(scope, Person("one"), "a")).Problem!.Status.Should().Be(503);

        _platform.Created.Should().BeEmpty();
    }

    [Fact]
    public async Task Request_ForWhoCannot_IsRefusedBeforeAnythingIsNoted()
    {
        await using var scope = await AccountScope.Open(fixture);
        (await Run(scope, Person("one"), "a")).Problem!.Status.Should().Be(404);
        await scope.Create();
        (await Run(scope, Person("one"), "a")).Problem.Should().BeNull("what is refused takes no key");
        (await Run(scope, Person("two"), "reader", ["a"])).Problem!.Slug.Should().Be("product-not-writable");
        var disabled = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidRequest, "Disabled.");
        (await Run(scope, Person("three"), disabled, ["a"])).Problem!.Slug.Should().Be("account-unusable");
        (await Audit(scope)).Should().BeEquivalentTo("product.created", "product.create", "account.create");
    }

    private static WriteContext Person(string key, byte body = 1) =>
        new("person", null) { Idempotency = new IdempotencyClaim("person", "POST /test", key, [body]) };

    private static UnrepeatableWork Work(AccountScope scope) =>
        new(scope.Storage.Database, scope.Clock, new UuidV7Generator());

    private void Answer(Func<string, PlatformResult<WrittenProduct>> answer) =>
        _platform.Answer = draft => Task.FromResult(answer(draft.SellerCode));

    private Task<Outcome<ProductCreationResource>> Run(
        AccountScope scope,
        WriteContext context,
        params string[] codes
    ) => Run(scope, context, "seller", codes);

    private Task<Outcome<ProductCreationResource>> Run(
        AccountScope scope,
        WriteContext context,
        string kind,
        string[] codes
    )
    {
        var credentials = new AccountCredentials(AccountScope.Id, "key", "secret") { AppKind = kind };
        return Run(scope, context, new PlatformAccount(RotatingPlatform.Name, credentials), codes);
    }

    private async Task<Outcome<ProductCreationResource>> Run(
        AccountScope scope,
        WriteContext context,
        PlatformResult<PlatformAccount> account,
        string[] codes
    )
    {
        var accounts = Substitute.For<IAccountDirectory>();
        accounts.Of(AccountScope.Id, Arg.Any<CancellationToken>()).Returns(account);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new BatchMetrics(services.GetRequiredService<IMeterFactory>());
        var catalogue = new ConnectorCatalogue([_platform]);
        await using var writes = new PlatformWrites(catalogue, new(), metrics, [], scope.Time, new Random(1));
        var requests = new AccountWrites(
            scope.Table,
            accounts,
            catalogue,
            Work(scope),
            scope.Time,
            NullLogger<AccountWrites>.Instance
        );
        var creation = new ProductCreation(requests, writes, new ProductCreationOptions());
        var products = codes.Select(static code =>
            $$$"""{"seller_code":"{{{code}}}","titles":[{"language":"zh","text":"杯"}]}"""
        );
        var body = $$"""{"products":[{{string.Join(',', products)}}]}""";
        return await creation.Run(AccountScope.Id, Encoding.UTF8.GetBytes(body), context, Ct);
    }

    private static async Task<string[]> Audit(AccountScope scope)
    {
        var page = await new AuditQueries(scope.Storage.Database).List(Target, null, new(10, null), Ct);
        return [.. page.Data.Select(static one => one.Action)];
    }
}
