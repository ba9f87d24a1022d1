namespace Integration.Platforms;

/// <summary>What an error code of a platform means to the hub.</summary>
/// <param name="Code">The code, or a pattern in which <c>*</c> stands for any text.</param>
/// <param name="SubCode">Likewise for the sub code; null for any.</param>
/// <param name="Kind">Decides about repeating.</param>
/// <param name="Reason">What it means.</param>
public sealed record PlatformErrorMeaning(string Code, string? SubCode, FailureKind Kind, FailureReason Reason);
