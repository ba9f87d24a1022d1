namespace Integration.Sync;

/// <summary>How well syncs and enrichment work, in one number whose parts are explained.</summary>
/// <param name="Score">0 to 100: the points of all parts, rounded down.</param>
/// <param name="Status"><c>healthy</c> from 90, <c>degraded</c> from 60, else <c>unhealthy</c>.</param>
/// <param name="At">When it was read, UTC.</param>
/// <param name="Parts">What the score is made of; their weights are 100 together.</param>
public sealed record SyncHealth(int Score, string Status, DateTimeOffset At, IReadOnlyList<SyncHealthPart> Parts);
