using Integration.Catalogue;
using Integration.Platforms;
using Integration.Sandbox.Platforms;
using Integration.Taobao;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Pipeline;

/// <summary>Taobao as the sandbox plays it, in real time.</summary>
internal sealed class LivePlatform : IAsyncDisposable
{
    private LivePlatform(SandboxPlatform sandbox) => Sandbox = sandbox;

    public SandboxPlatform Sandbox { get; }

    /// <summary>An account with the tokens of the start.</summary>
    public AccountCredentials Account(string appKind)
    {
        var grant = Sandbox.Grants[0];
        return new("account-1", grant.Account.AppKey, grant.Account.AppSecret)
        {
            AppKind = appKind,
            AccessToken = grant.AccessToken,
            RefreshToken = grant.RefreshToken,
        };
    }

    public static async Task<LivePlatform> Start(Integration.Sandbox.Platforms.PlatformOptions options) =>
        new(await SandboxPlatform.Start(PlatformKind.Taobao, options, TimeProvider.System));

    /// <summary>Registers the connector to it, as an application does.</summary>
    public IServiceCollection Register(IServiceCollection services, Action<TaobaoOptions> configure) =>
        services.AddTaobao(options =>
        {
            options.TopUrl = new(Sandbox.Url, "/router/rest");
            options.TokenUrl = new(Sandbox.Url, "/token");
            options.CrossBorderUrl = new(Sandbox.Url, "/rest");
            configure(options);
        });

    /// <summary>Fetches one product of the catalogue.</summary>
    public async Task<PlatformFailure?> Fetch(
        ConnectorCatalogue connectors,
        AccountCredentials account,
        int product,
        CancellationToken ct
    )
    {
        connectors.TryFind<IProductDetails>("taobao", out var connector).Should().BeTrue();
        var products = Sandbox.Catalogue.Products;
        var results = await connector!.GetProducts(account, new($"{products[product % products.Count].Id}"), ct);
        return results.Single().Outcome.Failure;
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
