using Integration.Catalogue;
using Integration.Secrets;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Accounts;

public sealed class AccountRulesTests
{
    private static readonly AccountKind Kind = new(
        new ConnectorCatalogue([
            new RotatingPlatform(new FakeTimeProvider()),
            new BarePlatform(),
            new CodePlatform(new FakeTimeProvider()),
        ])
    );

    private static readonly AccountSettings Good = new()
    {
        Id = "shop-1",
        Platform = RotatingPlatform.Name,
        AppKind = "seller",
        AppKey = "key-1",
        AppSecret = "secret",
        AccessToken = "token",
    };

    public static TheoryData<string, AccountSettings> Faulty =>
        new()
        {
            { "id", Good with { Id = "Shop 1" } },
            { "platform", Good with { Platform = "nowhere" } },
            { "platform", Good with { Platform = null } },
            { "platform", Good with { Platform = "Rotating" } },
            { "app_kind", Good with { AppKind = "buyer" } },
            { "app_key", Good with { AppKey = null } },
            { "app_key", Good with { AppKey = "" } },
            { "app_key", Good with { AppKey = new string('k', 201) } },
            { "app_secret", Good with { AppSecret = null } },
            { "app_secret", Good with { AppSecret = "" } },
            { "app_secret", Good with { AppSecret = "secret\n" } },
            { "app_secret", Good with { AppSecret = new string('s', 4097) } },
            { "app_secret", Good with { AppSecret = SecretVault.Masked } },
            { "access_token", Good with { AccessToken = null } },
            { "access_token", Good with { AccessToken = "a b" } },
            { "access_token", Good with { AccessToken = SecretVault.Masked } },
            { "refresh_token", Good with { RefreshToken = "" } },
            { "limits.calls_per_second", Good with { Limits = new() { CallsPerSecond = 0 } } },
            { "limits.calls_per_second", Good with { Limits = new() { CallsPerSecond = double.PositiveInfinity } } },
            { "limits.calls_per_second", Good with { Limits = new() { CallsPerSecond = double.NaN } } },
            { "limits.concurrency", Good with { Limits = new() { Concurrency = 0 } } },
            { "limits.concurrency", Good with { Limits = new() { Concurrency = 257 } } },
            { "note", Good with { Note = new string('n', 2001) } },
            { "note", Good with { Note = "a\0b" } },
        };

    public static TheoryData<AccountSettings> Fine =>
        new(
            Good,
            Good with
            {
                AppKind = null,
                AccessToken = null,
            },
            Good with
            {
                AppKind = "affiliate",
                AccessToken = null,
            },
            Good with
            {
                AccessToken = null,
                RefreshToken = "refresh",
            },
            Good with
            {
                Limits = new() { CallsPerSecond = 0.01, Concurrency = 256 },
                Note = "两行\nnote",
                AppSecret = new string('s', 4096),
            }
        );

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Check_OfOneFault_NamesItsField(string field, AccountSettings settings)
    {
        var problem = Check(settings)!;

        (problem.Slug, problem.Status).Should().Be(("validation", 422));
        problem.Errors!.Keys.Should().Equal(field);
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public void Check_OfWhatIsFine_FindsNothing(AccountSettings settings) => Check(settings).Should().BeNull();

    [Fact]
    public void Check_WhereACodeCanBeExchanged_WantsNoToken() =>
        Check(Good with { Platform = CodePlatform.Name, AccessToken = null }).Should().BeNull();

    [Fact]
    public void Check_OfNothing_NamesAllThatIsMissing() =>
        Check(new AccountSettings())!.Errors!.Keys.Should().BeEquivalentTo("platform", "app_key", "app_secret");

    [Fact]
    public void Check_OfManyFaults_NamesAllAtOnce()
    {
        var settings = Good with
        {
            Platform = "nowhere",
            AppKey = "a b",
            AppSecret = null,
            Limits = new() { Concurrency = 1000 },
        };

        var errors = Check(settings)!.Errors!;

        errors.Keys.Should().BeEquivalentTo("platform", "app_key", "app_secret", "limits.concurrency");
        errors["platform"].Should().ContainSingle().Which.Should().Contain("bare, codes, rotating");
    }

    [Fact]
    public void Stored_HasTheKindOfAppAndNoSecret()
    {
        var stored = Kind.Stored(Good with { AppKind = null, RefreshToken = null }, "shop-1");

        stored
            .Should()
            .Be(Good with { AppKind = "affiliate", AppSecret = SecretVault.Masked, AccessToken = SecretVault.Masked });
    }

    [Fact]
    public void Secrets_LeftOut_Stay_AndThoseGivenAsNullGo()
    {
        var before = new AccountSecrets("secret", "token", "refresh", StorageFixture.Now);
        var patched = Kind.Stored(Good with { RefreshToken = "r" }, "shop-1");

        var after = Kind.Secrets(patched with { RefreshToken = null }, before, StorageFixture.Now.AddDays(1));

        after.Should().Be(before with { RefreshToken = null });
        Kind.HasNewSecret(patched, before, after).Should().BeTrue();
        Kind.HasNewSecret(patched, before, before).Should().BeFalse();
        Kind.BringsAllSecrets(patched).Should().BeFalse();
        Kind.BringsAllSecrets(Good).Should().BeTrue();
    }

    [Fact]
    public void Token_ThatIsGivenWithoutItsEnd_HasNone()
    {
        var ends = StorageFixture.Now;
        var before = Kind.Stored(Good with { TokenExpiresAt = ends }, "shop-1");
        var secrets = new AccountSecrets("secret", "token", null, ends);

        Kind.AfterPatch(before with { AccessToken = "another" }, before, secrets).TokenExpiresAt.Should().BeNull();
        Kind.AfterPatch(before with { AccessToken = "token" }, before, secrets).TokenExpiresAt.Should().Be(ends);
        Kind.AfterPatch(before with { Note = "n" }, before, secrets).TokenExpiresAt.Should().Be(ends);
        var given = before with { AccessToken = "another", TokenExpiresAt = ends.AddDays(1) };
        Kind.AfterPatch(given, before, secrets).Should().Be(given);
    }

    [Fact]
    public void Authorisation_OfAnotherRefreshToken_HasNoKnownEnd()
    {
        var ends = StorageFixture.Now;
        var before = Kind.Stored(Good with { RefreshToken = "refresh", AuthorisationEndsAt = ends }, "shop-1");
        var secrets = new AccountSecrets("secret", "token", "refresh", ends);

        Kind.AfterPatch(before with { RefreshToken = "another" }, before, secrets)
            .AuthorisationEndsAt.Should()
            .BeNull();
        Kind.AfterPatch(before with { AccessToken = "another" }, before, secrets).AuthorisationEndsAt.Should().Be(ends);
        var given = before with { RefreshToken = "another", AuthorisationEndsAt = ends.AddDays(1) };
        Kind.AfterPatch(given, before, secrets).Should().Be(given);
    }

    [Fact]
    public void Texts_OfSettingsAndSecrets_ShowNoSecret()
    {
        var secrets = new AccountSecrets("secret", "token", "refresh", null);

        $"{Good} {secrets}".Should().NotContain("secret,").And.NotContain("token").And.NotContain("refresh");
    }

    private static Problems.Problem? Check(AccountSettings settings) =>
        Kind.Check(settings, Kind.Secrets(settings, null, StorageFixture.Now));
}
