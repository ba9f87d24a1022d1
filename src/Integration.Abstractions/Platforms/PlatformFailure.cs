using System.Text.Json.Serialization;

namespace Integration.Platforms;

/// <summary>A failed call to a platform as a value.</summary>
/// <param name="Kind">Decides about repeating.</param>
/// <param name="Reason">What was wrong.</param>
/// <param name="Detail">
/// A sentence for a person, with what the platform said (shortened); holds no secret and decides nothing.
/// </param>
[GenerateSerializer, Immutable, Alias("integration.PlatformFailure")]
public sealed record PlatformFailure(
    [property: Id(0)] FailureKind Kind,
    [property: Id(1)] FailureReason Reason,
    [property: Id(2)] string Detail
)
{
    /// <summary>The platform's own code, its sub code behind a slash; null where it gave none. At most 200 characters.</summary>
    [Id(3)]
    public string? Code { get; init; }

    /// <summary>
    /// How long to wait before the next call of the same scope, not negative; set whenever the kind is
    /// <see cref="FailureKind.Throttled"/>, else where the platform said it.
    /// </summary>
    [Id(4)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The status of the answer, 100–999; null where there was none.</summary>
    [Id(5)]
    public int? HttpStatus { get; init; }

    /// <summary>The platform's id of the request, for its support; null where it gave none. At most 200 characters.</summary>
    [Id(6)]
    public string? RequestId { get; init; }

    /// <summary>
    /// When the account had last been changed before the credentials that this failed with were read; null where there were none. Not
    /// for people: it tells whether there are others by now.
    /// </summary>
    [Id(7)]
    [JsonIgnore]
    public DateTimeOffset? AccountChangedAt { get; init; }

    /// <summary>
    /// Whether <see cref="RetryAfter"/> is for this one of the platform's calls: the account's other calls need not wait.
    /// </summary>
    [Id(8)]
    [JsonIgnore]
    public bool IsOfCallAlone { get; init; }

    /// <summary>
    /// Whether what was asked for may have been done although the platform answered with an error, as its connector knows; what follows
    /// from a lost answer needs no telling. Not for people.
    /// </summary>
    [Id(9)]
    [JsonIgnore]
    public bool MayBeDone { get; init; }

    /// <summary>
    /// Whether the hub itself held the call back, for <see cref="RetryAfter"/>: the platform was not asked, so it is no attempt.
    /// </summary>
    [JsonIgnore]
    public bool IsHeldBack => HttpStatus is null && RetryAfter is not null;

    /// <summary>Whether a person has to do something about it before any such call can succeed.</summary>
    public bool NeedsAttention =>
        Reason is FailureReason.AuthorisationLost or FailureReason.BadCredentials or FailureReason.NotAllowed;
}
