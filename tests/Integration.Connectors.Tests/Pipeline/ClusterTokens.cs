using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Renews tokens as the cluster does: one exchange for all who were refused with the same token.</summary>
internal sealed class ClusterTokens : IAccountTokens
{
    private readonly SemaphoreSlim _gate = new(1);
    private string _current = PipelineScope.OldToken;
    private int _asked;
    private int _exchanges;

    public int Asked => Volatile.Read(ref _asked);

    public int Exchanges => Volatile.Read(ref _exchanges);

    public string Current => Volatile.Read(ref _current);

    /// <summary>The exchange with the platform; null where it grants a token.</summary>
    public Func<CancellationToken, Task<PlatformFailure?>> Exchange { get; set; } =
        static _ => Task.FromResult<PlatformFailure?>(null);

    public async Task<PlatformResult<AccountCredentials>> Renew(AccountCredentials used, CancellationToken ct)
    {
        Interlocked.Increment(ref _asked);
        await _gate.WaitAsync(ct);
        try
        {
            if (used.AccessToken == _current)
            {
                if (await Exchange(ct) is { } failure)
                {
                    return failure;
                }

                _current = $"token-{Interlocked.Increment(ref _exchanges)}";
            }

            return used with { AccessToken = _current };
        }
        finally
        {
            _gate.Release();
        }
    }
}
