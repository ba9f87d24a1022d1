namespace Integration.Sync;

/// <summary>A time that windows of a list can go by.</summary>
/// <param name="By">Which time of a record.</param>
/// <param name="MaxLength">The longest window that the platform takes, a second or more; null where there is no such limit.</param>
public sealed record WindowLimit(WindowTime By, TimeSpan? MaxLength = null);
