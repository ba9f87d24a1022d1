namespace Integration.Sync;

/// <summary>Alerts that fire, in the old form.</summary>
/// <param name="Total">How many are listed.</param>
/// <param name="HasMore">Whether there are more than are listed; <c>/api/v1/alerts</c> has them all.</param>
/// <param name="Alerts">At most 200.</param>
public sealed record OldAlerts(int Total, bool HasMore, IReadOnlyList<OldAlert> Alerts);
