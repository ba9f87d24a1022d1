using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>Silos that believe each other dead have a grain of the same account each: the database lets one of them exchange.</summary>
public sealed class RenewalLeaseTests(StorageFixture fixture) : IAsyncLifetime
{
    private AccountScope _scope = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] First => AccountScope.Print("access-token-1");

    public async ValueTask InitializeAsync() => _scope = await AccountScope.Open(fixture);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Exchange_ByManyOwnersAtOnce_IsMadeByOne()
    {
        const int count = 8;
        await _scope.Create();
        var owners = new ActiveAccount[count];
        for (var n = 0; n < count; n++)
        {
            owners[n] = await _scope.Activate();
        }

        var gate = new TaskCompletionSource();
        _scope.Platform.BeforeAnswer = () => gate.Task;
        var renewals = owners.Select(owner => owner.Renew(First, Ct)).ToList();
        var refused = new List<AccountRenewal>();
        while (refused.Count < count - 1)
        {
            var one = await Task.WhenAny(renewals);
            renewals.Remove(one);
            refused.Add(await one);
        }

        _scope.Platform.Exchanges.Should().Be(1);
        refused.Should().OnlyContain(one => one.Failure!.Kind == FailureKind.Transient);
        gate.SetResult();
        var renewed = await renewals.Single();
        renewed.Failure.Should().BeNull();
        foreach (var owner in owners)
        {
            (await owner.Renew(First, Ct)).Should().Be(renewed, "the row has the new token");
        }

        _scope.Platform.Exchanges.Should().Be(1);
    }

    [Fact]
    public async Task Exchange_ThatAnotherOwnerMakes_IsToldWithTheTimeItMayTake()
    {
        var (first, second) = (await _scope.Create(), await _scope.Activate());
        var (asked, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        _scope.Platform.BeforeAnswer = () =>
        {
            asked.SetResult();
            return gate.Task;
        };
        var renewal = first.Renew(First, Ct);
        await asked.Task;
        _scope.Time.Advance(TimeSpan.FromSeconds(5));

        var failure = (await second.Renew(First, Ct)).Failure!;

        failure.RetryAfter.Should().Be(_scope.Options.RenewalLease - TimeSpan.FromSeconds(5));
        failure.Detail.Should().Contain("in 55 s at the latest");
        failure.NeedsAttention.Should().BeFalse();
        gate.SetResult();
        (await renewal).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Lease_OfAnExchangeThatFailed_IsGivenBack()
    {
        var (first, second) = (await _scope.Create(), await _scope.Activate());
        _scope.Platform.Refusal = new(FailureKind.Transient, FailureReason.Platform, "Busy.");
        await first.Renew(First, Ct);
        _scope.Platform.Refusal = null;

        (await second.Renew(First, Ct)).Failure.Should().BeNull();
    }
}
