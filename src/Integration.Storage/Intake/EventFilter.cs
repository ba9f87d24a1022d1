namespace Integration.Intake;

/// <summary>Which events; null for any.</summary>
/// <param name="Type">Exactly this type.</param>
/// <param name="Source">Exactly this source.</param>
/// <param name="Subject">Exactly this subject.</param>
/// <param name="Since">Received at or after.</param>
/// <param name="Until">Received before.</param>
/// <param name="Id">Exactly this event.</param>
public sealed record EventFilter(
    string? Type = null,
    string? Source = null,
    string? Subject = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    Guid? Id = null
);
