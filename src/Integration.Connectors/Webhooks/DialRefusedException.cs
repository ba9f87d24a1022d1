namespace Integration.Webhooks;

/// <summary>
/// Says through the handler's connect callback, which knows only exceptions, that every address of a host is refused.
/// It never leaves the sender.
/// </summary>
internal sealed class DialRefusedException() : Exception("Every address of the host is refused.");
