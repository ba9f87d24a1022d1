using System.Threading.RateLimiting;
using Integration.Calls;
using Integration.Platforms;
using Polly;

namespace Integration.Pipeline;

/// <summary>What is kept for one account: its policies, the state of its circuit, and its places for calls at once.</summary>
/// <param name="Policies">Time limit, repetition.</param>
/// <param name="Circuit">Around each attempt.</param>
/// <param name="Places">Calls at once.</param>
internal sealed record AccountPipeline(
    ResiliencePipeline<PlatformResult<PlatformReply>> Policies,
    AccountCircuit Circuit,
    ConcurrencyLimiter Places
) : IDisposable
{
    /// <summary>For the progress of a call among what the policies see.</summary>
    public static readonly ResiliencePropertyKey<CallProgress> Progress = new("integration.call");

    public void Dispose() => Places.Dispose();
}
