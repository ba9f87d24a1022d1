using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Integration.Secrets;
using Integration.Testing.Databases;

namespace Integration.Accounts;

/// <summary>Two hubs on one database, and the four platforms of the sandbox to which their connectors are pointed.</summary>
[CollectionDefinition(Name)]
public sealed class AccountHub(PostgresFixture postgres) : IAsyncLifetime, ICollectionFixture<AccountHub>
{
    /// <summary>Of the tests that share it, one after the other.</summary>
    public const string Name = "account hub";

    private const int Apps = 80;
    private readonly Dictionary<PlatformKind, SandboxPlatform> _platforms = [];
    private TestDatabase? _database;
    private int _ids;

    internal HubProcess First { get; private set; } = null!;

    internal HubProcess Second { get; private set; } = null!;

    internal HubApi Api { get; private set; } = null!;

    internal HubApi Other { get; private set; } = null!;

    internal string ConnectionString => _database!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabase();
        foreach (var kind in Enum.GetValues<PlatformKind>())
        {
            _platforms[kind] = await SandboxPlatform.Start(
                kind,
                new PlatformOptions
                {
                    Products = 10,
                    Accounts =
                    [
                        .. Enumerable
                            .Range(0, Apps)
                            .Select(n => new PlatformAccount($"app-{n}", $"secret-of-{n}", "shop")),
                    ],
                },
                TimeProvider.System
            );
        }

        var keys = KeyRing.CreateText("k1").Trim();
        First = HubProcess.Create(_database.ConnectionString);
        Second = HubProcess.Create(_database.ConnectionString);
        foreach (var hub in (HubProcess[])[First, Second])
        {
            // A test kills both in the middle of an exchange.
            hub.Settings["Integration:Accounts:RenewalLease"] = "00:00:10";
            // Once both are killed, the next start waits for three of them; the default is 5 s.
            hub.Settings["Integration:Cluster:Heartbeat"] = "00:00:02";
            // So that there is no file for it, and both have the same.
            hub.Settings["Integration:Keys"] = keys;
            foreach (var (name, url) in Urls())
            {
                hub.Settings[$"Integration:Platforms:{name}"] = url.ToString();
            }

            await hub.Start();
        }

        Api = new HubApi(First.Url, First.AdministratorKey);
        Other = new HubApi(Second.Url, First.AdministratorKey);
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        Other?.Dispose();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        foreach (var platform in _platforms.Values)
        {
            await platform.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    internal SandboxPlatform Platform(PlatformKind kind) => _platforms[kind];

    /// <summary>What the hub calls a platform, and the kind of app whose calls need a token.</summary>
    internal static (string Platform, string AppKind) NameOf(PlatformKind kind) =>
        kind switch
        {
            PlatformKind.Taobao => ("taobao", "seller"),
            PlatformKind.Alibaba1688 => ("alibaba1688", "cross_border"),
            PlatformKind.Pinduoduo => ("pinduoduo", "seller"),
            PlatformKind.Temu => ("temu", "us"),
            _ => ("aliexpress", "dropshipper"),
        };

    /// <summary>Creates an account of an app that no other test uses, authorised; returns its id and what it was authorised with.</summary>
    internal async Task<(string Id, TokenGrant Grant)> Create(
        PlatformKind kind,
        string? secret = null,
        string? refreshToken = null
    )
    {
        var number = Interlocked.Increment(ref _ids);
        var (id, grant) = ($"account-{number}", _platforms[kind].Grants[number]);
        var (platform, appKind) = NameOf(kind);
        await Api.Create(
            "/api/v1/platform-accounts",
            $$"""
            {"id":"{{id}}","platform":"{{platform}}","app_kind":"{{appKind}}","app_key":"{{grant.Account.AppKey}}",
             "app_secret":"{{secret ?? grant.Account.AppSecret}}","access_token":"{{grant.AccessToken}}",
             "refresh_token":"{{refreshToken ?? grant.RefreshToken}}"}
            """
        );
        return (id, grant);
    }

    /// <summary>Creates an account of an app that no other test uses, and that nobody has authorised.</summary>
    internal async Task<(string Id, PlatformAccount App)> CreateUnauthorised(PlatformKind kind)
    {
        var number = Interlocked.Increment(ref _ids);
        var (id, app) = ($"account-{number}", _platforms[kind].Grants[number].Account);
        var (platform, appKind) = NameOf(kind);
        await Api.Create(
            "/api/v1/platform-accounts",
            $$"""
            {"id":"{{id}}","platform":"{{platform}}","app_kind":"{{appKind}}","app_key":"{{app.AppKey}}","app_secret":"{{app.AppSecret}}"}
            """
        );
        return (id, app);
    }

    /// <summary>The token of the next call that carries one expires; those of other tests go on working.</summary>
    internal void ExpireTokenOfNextCall(PlatformKind kind) =>
        // The connection test of 1688 begins with a call without a token.
        _platforms[kind]
            .FailNext(FaultKind.ExpiredToken, count: 1, kind == PlatformKind.Alibaba1688 ? "com.alibaba*" : null);

    /// <summary>How often a platform was asked for new tokens.</summary>
    internal long Exchanges(PlatformKind kind) =>
        _platforms[kind]
            .Counts.ByCall.Where(call => call.Key.Contains("token", StringComparison.OrdinalIgnoreCase))
            .Sum(call => call.Value.Calls);

    private IEnumerable<(string Name, Uri Url)> Urls() =>
        [
            ("Taobao:TopUrl", new(_platforms[PlatformKind.Taobao].Url, "/router/rest")),
            ("Taobao:TokenUrl", new(_platforms[PlatformKind.Taobao].Url, "/token")),
            ("Taobao:AuthorisationPage", new(_platforms[PlatformKind.Taobao].Url, "/authorize")),
            ("Alibaba1688:AuthorisationPage", new(_platforms[PlatformKind.Alibaba1688].Url, "/oauth/authorize")),
            ("Pinduoduo:AuthorisationPage", new(_platforms[PlatformKind.Pinduoduo].Url, "/service-market/auth")),
            ("AliExpress:AuthorisationPage", new(_platforms[PlatformKind.AliExpress].Url, "/oauth/authorize")),
            ("Taobao:CrossBorderUrl", new(_platforms[PlatformKind.Taobao].Url, "/rest")),
            ("Alibaba1688:GatewayUrl", new(_platforms[PlatformKind.Alibaba1688].Url, "/openapi")),
            ("Pinduoduo:GatewayUrl", new(_platforms[PlatformKind.Pinduoduo].Url, "/api/router")),
            ("Temu:UsUrl", new(_platforms[PlatformKind.Temu].Url, "/openapi/router")),
            ("AliExpress:SyncUrl", new(_platforms[PlatformKind.AliExpress].Url, "/sync")),
            ("AliExpress:RestUrl", new(_platforms[PlatformKind.AliExpress].Url, "/rest")),
        ];
}
