namespace Integration.Calls;

/// <summary>An error as a platform tells it.</summary>
/// <param name="Code">Its code, as text.</param>
/// <param name="SubCode">Its finer code; null where there is none.</param>
/// <param name="Message">Its words, for people.</param>
/// <param name="RequestId">The platform's id of the request.</param>
internal sealed record PlatformError(string Code, string? SubCode, string? Message, string? RequestId);
