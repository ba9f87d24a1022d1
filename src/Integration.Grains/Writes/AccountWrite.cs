using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;

namespace Integration.Writes;

/// <summary>One kind of thing that people have written at a platform, as <see cref="AccountWrites"/> sees it.</summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TResult">What came of one.</typeparam>
/// <typeparam name="TAnswer">What came of a request.</typeparam>
internal sealed class AccountWrite<TItem, TResult, TAnswer>
    where TAnswer : class
{
    /// <summary>In the audit: what was asked for.</summary>
    public required string Begun { get; init; }

    /// <summary>In the audit: what came of it.</summary>
    public required string Ended { get; init; }

    /// <summary>Bounds.</summary>
    public required AccountWriteOptions Options { get; init; }

    /// <summary>The things of a request, or everything that is wrong with it.</summary>
    public required Func<byte[], Outcome<TItem[]>> Read { get; init; }

    /// <summary>How many one call of a kind of app takes; 0 where it takes none.</summary>
    public required Func<BatchLimits, int> Limit { get; init; }

    /// <summary>That a platform, or a kind of app of it, takes none from here.</summary>
    public required Func<string, AccountCredentials, Problem> NotTaken { get; init; }

    /// <summary>What the audit shows of a request; no secret and nothing personal.</summary>
    public required Func<TItem[], object> Asked { get; init; }

    /// <summary>Writes one.</summary>
    public required Func<PlatformAccount, TItem, CancellationToken, Task<TResult>> Send { get; init; }

    /// <summary>The result of one whose own was lost, though the platform may have done it.</summary>
    public required Func<TItem, PlatformFailure, TResult> Lost { get; init; }

    /// <summary>The answer.</summary>
    public required Func<PlatformAccount, TResult[], TAnswer> Answer { get; init; }
}
