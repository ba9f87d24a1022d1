namespace Integration.Delivery;

/// <summary>The answer to a test.</summary>
/// <param name="EventId">The event to follow.</param>
public sealed record TestAnswer(Guid EventId);
