namespace Integration.Alerts;

/// <summary>The engine's state as it is stored.</summary>
/// <param name="Revision">Raised by each commit.</param>
/// <param name="State">The state with all its alerts.</param>
public sealed record StoredAlerts(long Revision, AlertState State);
