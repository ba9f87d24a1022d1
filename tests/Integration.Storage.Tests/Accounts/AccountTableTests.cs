using Integration.Lists;
using Integration.Platforms;
using Integration.Resources;

namespace Integration.Accounts;

public sealed class AccountTableTests(StorageFixture fixture)
{
    private static readonly AccountHealth Health = new()
    {
        LastTest = new(StorageFixture.Now)
        {
            Failure = new(FailureKind.Throttled, FailureReason.RateLimit, "Too many.")
            {
                Code = "429/1",
                RetryAfter = TimeSpan.FromSeconds(5),
                HttpStatus = 429,
                RequestId = "r-1",
            },
        },
        LastCall = new(StorageFixture.Now),
        UnsettledRenewalAt = StorageFixture.Now,
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_ComesBackAsItWasWritten()
    {
        await using var scope = await fixture.Open();
        var table = new AccountTable(scope.Database);
        var row = Row("a", 1);

        (await Write(scope, table, row)).Should().BeTrue();

        (await table.FindRow("a", Ct)).Should().BeEquivalentTo(row);
        var shown = (await table.Find("a", Ct))!;
        (shown.AppSecretSet, shown.AccessTokenSet, shown.RefreshTokenSet).Should().Be((true, true, false));
        shown.Limits.Should().Be(new AccountLimits { CallsPerSecond = 2.5, Concurrency = 4 });
        shown.Health.Should().Be(new AccountHealth());
    }

    [Fact]
    public async Task Health_IsShownBesideTheConfigurationAndStaysWhenThatChanges()
    {
        await using var scope = await fixture.Open();
        var (table, health) = (new AccountTable(scope.Database), new AccountHealthTable(scope.Database));
        await Write(scope, table, Row("a", 1));
        await Write(scope, table, Row("b", 1));

        (await health.Write("b", Health, Ct)).Should().BeTrue();
        await Write(scope, table, Row("b", 2));

        (await table.Find("b", Ct))!.Health.Should().Be(Health);
        var page = await table.List(new PageRequest(10, null), Ct);
        page.Data.Select(one => (one.Id, one.Health))
            .Should()
            .BeEquivalentTo([("a", new AccountHealth()), ("b", Health)]);
    }

    [Fact]
    public async Task Health_OfNobody_IsNotWritten()
    {
        await using var scope = await fixture.Open();
        var (table, health) = (new AccountTable(scope.Database), new AccountHealthTable(scope.Database));
        await Write(scope, table, Row("a", 1));

        (await health.Write("nobody", Health, Ct)).Should().BeFalse();
        (await health.Find("a", Ct)).Should().BeNull();
        (await health.Write("a", Health, Ct)).Should().BeTrue();
    }

    [Fact]
    public async Task Health_OfAnAccountThatIsMadeAgain_BeginsAnew()
    {
        await using var scope = await fixture.Open();
        var (table, health) = (new AccountTable(scope.Database), new AccountHealthTable(scope.Database));
        await Write(scope, table, Row("a", 1));
        await health.Write("a", Health, Ct);
        await using (var connection = await scope.Database.Reads.OpenConnectionAsync(Ct))
        {
            (await table.Delete(connection, Row("a", 2), Ct)).Should().BeTrue();
        }

        await Write(scope, table, Row("a", 1));

        (await table.Find("a", Ct))!.Health.Should().Be(new AccountHealth());
    }

    [Fact]
    public async Task SealedRows_HoldThoseOfAccounts()
    {
        await using var scope = await fixture.Open();
        await Write(scope, new AccountTable(scope.Database), Row("a", 1));

        var rows = await new SealedRows(scope.Database).Read(Ct);

        var (kind, id, blob) = rows.Should().ContainSingle().Subject;
        (kind, id).Should().Be(("account", "a"));
        blob.Should().Equal(1, 2);
    }

    private static ResourceRow<AccountSettings> Row(string id, long version) =>
        new()
        {
            Id = id,
            Settings = new AccountSettings
            {
                Id = id,
                Platform = "taobao",
                AppKind = "seller",
                AppKey = "key",
                AppSecret = "***",
                AccessToken = "***",
                TokenExpiresAt = StorageFixture.Now,
                Limits = new() { CallsPerSecond = 2.5, Concurrency = 4 },
                Note = "店铺",
            },
            Sealed = [1, 2],
            SecretChangedAt = StorageFixture.Now,
            Version = version,
            CreatedAt = StorageFixture.Now,
            UpdatedAt = StorageFixture.Now,
        };

    private static async Task<bool> Write(StorageScope scope, AccountTable table, ResourceRow<AccountSettings> row)
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        return await table.Write(connection, row, CancellationToken.None);
    }
}
