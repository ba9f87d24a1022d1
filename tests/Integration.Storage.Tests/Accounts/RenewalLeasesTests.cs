namespace Integration.Accounts;

public sealed class RenewalLeasesTests(StorageFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private static readonly AccountHealth Health = new() { UnsettledRenewalAt = StorageFixture.Now };
    private StorageScope _scope = null!;
    private RenewalLeases _leases = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _scope = await fixture.Open();
        _leases = new(_scope.Database);
        await _scope.Execute(
            """
            insert into platform_accounts (id, settings, enabled, version, created_at, updated_at)
            values ('a', '{}', true, 3, now(), now()), ('b', '{}', true, 3, now(), now())
            """
        );
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Take_ByManyAtOnce_SucceedsOnce()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Take("a", TimeSpan.Zero)));

        taken.Count(one => one.IsTaken).Should().Be(1);
        taken.Where(one => !one.IsTaken).Should().OnlyContain(one => one.HeldUntil == StorageFixture.Now + Length);
        (await new AccountHealthTable(_scope.Database).Find("a", Ct)).Should().Be(Health);
        (await Take("b", TimeSpan.Zero)).IsTaken.Should().BeTrue("it is another account");
    }

    [Fact]
    public async Task Lease_ThatHasEnded_IsAnothersAndNotGivenBackByItsOldHolder()
    {
        var old = await Take("a", TimeSpan.Zero);
        (await Take("a", Length - TimeSpan.FromMilliseconds(1))).IsTaken.Should().BeFalse();
        var other = await Take("a", Length);
        other.IsTaken.Should().BeTrue();

        await _leases.Free("a", old.Until!.Value, Ct);

        (await Take("a", Length)).HeldUntil.Should().Be(other.Until);
        await _leases.Free("a", other.Until!.Value, Ct);
        (await Take("a", Length)).IsTaken.Should().BeTrue();
    }

    [Fact]
    public async Task Take_OfAnotherVersionOrNobody_IsRefusedAndHeldByNone()
    {
        var stale = await _leases.Take("a", 2, StorageFixture.Now, Length, Health, Ct);
        var absent = await Take("nobody", TimeSpan.Zero);

        (stale.IsTaken, stale.HeldUntil, absent.IsTaken, absent.HeldUntil).Should().Be((false, null, false, null));
        (await new AccountHealthTable(_scope.Database).Find("a", Ct)).Should().BeNull();
    }

    private Task<RenewalLease> Take(string id, TimeSpan later) =>
        _leases.Take(id, 3, StorageFixture.Now + later, Length, Health, Ct);
}
