using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Renews tokens through the connector, once for all who were refused with the same one.</summary>
internal sealed class ConnectorTokens(Func<ConnectorCatalogue> connectors) : IAccountTokens
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<PlatformResult<TokenGrant>>> _grants = new(StringComparer.Ordinal);

    public async Task<PlatformResult<AccountCredentials>> Renew(AccountCredentials used, CancellationToken ct)
    {
        var grant = await GrantFor(used, ct);
        return grant.Succeeded ? used with { AccessToken = grant.Value.AccessToken } : grant.Failure;
    }

    private Task<PlatformResult<TokenGrant>> GrantFor(AccountCredentials used, CancellationToken ct)
    {
        lock (_gate)
        {
            if (!_grants.TryGetValue(used.AccessToken!, out var grant))
            {
                connectors().TryFind<ITokenRefresh>("taobao", out var connector).Should().BeTrue();
                grant = connector!.RefreshToken(used, ct);
                _grants.Add(used.AccessToken!, grant);
            }

            return grant;
        }
    }
}
