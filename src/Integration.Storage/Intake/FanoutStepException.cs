namespace Integration.Intake;

/// <summary>A step of fan-out failed: says of which event, so that it can be set aside for the others.</summary>
public sealed class FanoutStepException(Guid eventId, Exception inner)
    : Exception($"A step of the fan-out of event {eventId} failed.", inner)
{
    /// <summary>The event.</summary>
    public Guid EventId { get; } = eventId;
}
