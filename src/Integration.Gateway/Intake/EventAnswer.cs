namespace Integration.Intake;

/// <summary>The answer to one event.</summary>
/// <param name="EventId">The stored event's id; for a repeat, the first one's.</param>
/// <param name="Duplicate">Whether it was there already.</param>
public sealed record EventAnswer(Guid EventId, bool Duplicate);
