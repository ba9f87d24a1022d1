using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Renews tokens through the connector, one at a time; who was refused with an older one gets the newest.</summary>
internal sealed class ConnectorTokens(Func<ConnectorCatalogue> connectors) : IAccountTokens
{
    private readonly SemaphoreSlim _gate = new(1);
    private string? _newest;

    public async Task<PlatformResult<AccountCredentials>> Renew(AccountCredentials used, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_newest is null || _newest == used.AccessToken)
            {
                connectors().TryFind<ITokenRefresh>("taobao", out var connector).Should().BeTrue();
                var grant = await connector!.RefreshToken(used, ct);
                if (!grant.Succeeded)
                {
                    return grant.Failure;
                }

                _newest = grant.Value.AccessToken;
            }

            return used with { AccessToken = _newest };
        }
        finally
        {
            _gate.Release();
        }
    }
}
