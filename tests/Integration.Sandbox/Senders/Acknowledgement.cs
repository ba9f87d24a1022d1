namespace Integration.Sandbox.Senders;

/// <summary>An event that the hub has accepted.</summary>
/// <param name="EventId">The hub's id.</param>
/// <param name="Type">The type that it has there.</param>
/// <param name="SentAt">When the request was begun, by the monotonic clock.</param>
internal readonly record struct Acknowledgement(string EventId, string Type, long SentAt);
