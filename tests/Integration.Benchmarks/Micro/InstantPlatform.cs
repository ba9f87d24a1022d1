using Integration.Calls;
using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Benchmarks.Micro;

/// <summary>A platform that answers at once, and a cluster that gives every permit at once.</summary>
internal sealed class InstantPlatform : IPlatformTransport, IPlatformRates
{
    private static readonly Task<PlatformResult<PlatformReply>> Reply = Task.FromResult<PlatformResult<PlatformReply>>(
        new PlatformReply(200, [], null, default, DateTimeOffset.UnixEpoch)
    );

    public Task<PlatformResult<PlatformReply>> Send(
        AccountCredentials account,
        PlatformCall call,
        CancellationToken ct
    ) => Reply;

    public ValueTask<PlatformFailure?> Acquire(RatedCall call, CancellationToken ct) => new(default(PlatformFailure));

    public void Throttled(RatedCall call, TimeSpan retryAfter, TimeSpan age, bool isOfCallAlone) { }
}
