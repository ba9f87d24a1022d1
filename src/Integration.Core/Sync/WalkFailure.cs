namespace Integration.Sync;

/// <summary>A page that could not be had.</summary>
/// <param name="Kind">Decides what follows.</param>
/// <param name="Detail">A sentence for a person, without secrets; decides nothing.</param>
/// <param name="RetryAfter">How long to wait, where the platform said it.</param>
public sealed record WalkFailure(WalkFailureKind Kind, string Detail, TimeSpan? RetryAfter = null);
