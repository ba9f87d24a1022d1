using Integration.Access;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Resources;
using Integration.Secrets;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration.Accounts;

/// <summary>
/// Accounts with their real parts - rows, seals, audit - at a platform that a test plays, under a clock that stands until a test moves
/// it. Activations stand in for grains.
/// </summary>
internal sealed class AccountScope : IAsyncDisposable
{
    public const string Id = "shop-1";
    private readonly List<ActiveAccount> _active = [];

    private AccountScope(StorageScope storage)
    {
        Storage = storage;
        Platform = new(Time);
        Codes = new(Time);
        Clock = new(Time);
        Table = new(storage.Database);
        Catalogue = new([Platform, new BarePlatform(), Codes]);
    }

    public StorageScope Storage { get; }

    public FakeTimeProvider Time { get; } = new(StorageFixture.Now);

    public DatabaseClock Clock { get; }

    public AccountOptions Options { get; } = new();

    public RotatingPlatform Platform { get; }

    public CodePlatform Codes { get; }

    public ConnectorCatalogue Catalogue { get; }

    public AccountTable Table { get; }

    public RecordedLog<AccountGrain> Log { get; } = new();

    public SecretVault Vault { get; set; } = new(KeyRing.Parse(KeyRing.CreateText("k1")));

    /// <summary>Everything but the id of an account whose token works.</summary>
    public AccountSettings Settings =>
        new()
        {
            Platform = RotatingPlatform.Name,
            AppKind = "seller",
            AppKey = "key-1",
            AppSecret = RotatingPlatform.Secret,
            AccessToken = Platform.AccessToken,
            RefreshToken = Platform.RefreshToken,
        };

    /// <summary>Everything but the id of an account that was never authorised.</summary>
    public AccountSettings Unauthorised =>
        Settings with
        {
            Platform = CodePlatform.Name,
            AccessToken = null,
            RefreshToken = null,
        };

    public static async Task<AccountScope> Open(StorageFixture fixture) => new(await fixture.Open());

    /// <summary>An activation that has read its row.</summary>
    public async Task<ActiveAccount> Activate(string id = Id)
    {
        var services = new AccountServices(
            Options,
            Catalogue,
            new AccountHealthTable(Storage.Database),
            new RenewalLeases(Storage.Database),
            new RepeatableAnswers(Storage.Database, Clock),
            // Of a clock that stands still: the process is always awake.
            new StallGuard(new StallOptions(), new FakeTimeProvider()),
            Clock,
            Time,
            Log
        );
        var desk = new ResourceDesk<AccountSettings, AccountSecrets, AccountResource>(
            new AccountKind(Catalogue),
            Table,
            new ConfigurationTransaction(Storage.Database, Clock, new UuidV7Generator()),
            Vault,
            Clock
        );
        var active = new ActiveAccount(new AccountDesk(desk, services), services);
        _active.Add(active);
        await active.Load(id);
        return active;
    }

    /// <summary>An activation of an account that was just created.</summary>
    public async Task<ActiveAccount> Create(Func<AccountSettings, AccountSettings>? settings = null)
    {
        var active = await Activate();
        var created = await active.Create((settings ?? (static one => one))(Settings));
        created.Problem.Should().BeNull();
        return active;
    }

    /// <summary>The directory of a silo, from which the given grains are reached.</summary>
    public AccountDirectory Directory(IAccountGrain? grain)
    {
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<IAccountGrain>(Arg.Any<string>()).Returns(grain);
        return new AccountDirectory(Table, Vault, grains, Options, Clock, Time);
    }

    /// <summary>The account as its row has it.</summary>
    public async Task<HeldAccount> Stored()
    {
        var row = (await Table.FindRow(Id, TestContext.Current.CancellationToken))!;
        return new(row, Vault.Open<AccountSecrets>(row.Sealed!, ResourcePlace.Of(AccountKind.KindName, Id)));
    }

    /// <summary>The account as the API shows it.</summary>
    public async Task<AccountResource> Shown() => (await Table.Find(Id, TestContext.Current.CancellationToken))!;

    /// <summary>The print of the token that the account was created with.</summary>
    public static byte[] Print(string? token) =>
        TokenPrint.Of(new AccountCredentials(Id, "", "") { AccessToken = token });

    /// <summary>What writes to accounts fails from now on, as without a database.</summary>
    public Task TakeTableAway() => Storage.Execute("alter table platform_accounts rename to taken_away");

    public Task BringTableBack() => Storage.Execute("alter table taken_away rename to platform_accounts");

    public async ValueTask DisposeAsync()
    {
        _active.ForEach(static one => one.Dispose());
        await Storage.DisposeAsync();
    }
}
