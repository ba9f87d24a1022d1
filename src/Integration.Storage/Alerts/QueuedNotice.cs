namespace Integration.Alerts;

/// <summary>A notice that waits in a channel.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Id">The notice's id, once in a channel.</param>
/// <param name="Notice">The notice as JSON, whole.</param>
public sealed record QueuedNotice(string Channel, string Id, string Notice);
