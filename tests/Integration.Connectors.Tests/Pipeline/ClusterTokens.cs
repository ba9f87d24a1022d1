using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Renews tokens as the cluster does: one exchange for all who were refused with the same token.</summary>
internal sealed class ClusterTokens : IAccountTokens
{
    private readonly Lock _gate = new();
    private Task<PlatformFailure?>? _running;
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
        return await Exchanged(used.AccessToken, ct) is { } failure
            ? failure
            : used with
            {
                AccessToken = Current,
                ChangedAt = used.ChangedAt?.AddHours(1),
            };
    }

    private Task<PlatformFailure?> Exchanged(string? used, CancellationToken ct)
    {
        lock (_gate)
        {
            return used == _current ? _running ??= Run(ct) : Task.FromResult<PlatformFailure?>(null);
        }
    }

    private async Task<PlatformFailure?> Run(CancellationToken ct)
    {
        await Task.Yield();
        var failure = await Exchange(ct);
        lock (_gate)
        {
            _running = null;
            _current = failure is null ? $"token-{++_exchanges}" : _current;
        }

        return failure;
    }
}
