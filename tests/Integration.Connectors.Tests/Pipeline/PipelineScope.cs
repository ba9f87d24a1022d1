using Integration.Calls;
using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>A pipeline around a transport that answers as a test says.</summary>
internal sealed class PipelineScope
{
    public const string OldToken = "old-token";
    private readonly Lazy<PipelineTransport> _transport;

    public PipelineScope()
    {
        Time = new(Options.TotalTimeout);
        _transport = new(() => new(Inner, Options, new(Find), new(null), Time, new Random(Seed)));
    }

    public const int Seed = 20261126;

    public static AccountCredentials Account { get; } =
        new("account-1", "app-key", "app-secret") { AccessToken = OldToken, RefreshToken = "refresh-token" };

    public static PlatformCall Call { get; } =
        new(
            "taobao",
            "item.get",
            static _ => throw new InvalidOperationException("Nobody sends it."),
            static _ => null
        );

    public PipelineOptions Options { get; } = new();

    public WaitingTime Time { get; }

    public ScriptedTransport Inner { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public IAccountTokens? Tokens { get; set; }

    public IPlatformRates? Rates { get; set; }

    // What waits for ever by mistake is to fail, not to hang.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static PlatformFailure Failure(FailureKind kind, FailureReason reason, TimeSpan? retryAfter = null) =>
        new(kind, reason, "as the test says") { RetryAfter = retryAfter };

    public static PlatformFailure Transient(TimeSpan? retryAfter = null) =>
        Failure(FailureKind.Transient, FailureReason.Platform, retryAfter);

    public static PlatformFailure Throttled(TimeSpan retryAfter) =>
        Failure(FailureKind.Throttled, FailureReason.RateLimit, retryAfter);

    public static PlatformFailure Expired() => Failure(FailureKind.Unauthorised, FailureReason.TokenExpired);

    public Task<PlatformResult<PlatformReply>> Send(
        PlatformCall? call = null,
        AccountCredentials? account = null,
        CancellationToken? ct = null
    ) => _transport.Value.Send(account ?? Account, call ?? Call, ct ?? Ct).WaitAsync(Longest, TimeProvider.System, Ct);

    /// <summary>Makes a call and lets each wait end as soon as it begins.</summary>
    public async Task<(PlatformResult<PlatformReply> Result, TimeSpan[] Waits)> Run(PlatformCall? call = null)
    {
        var sent = Send(call);
        var waits = await Time.PassUntil(sent, Ct);
        return (await sent, waits);
    }

    private object? Find(Type part) =>
        part == typeof(IAccountTokens) ? Tokens
        : part == typeof(IPlatformRates) ? Rates
        : Observer;
}
