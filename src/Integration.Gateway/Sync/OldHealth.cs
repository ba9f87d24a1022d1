namespace Integration.Sync;

/// <summary>The health of syncs in the old form: the instant is Unix seconds.</summary>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="HealthScore">0 to 100.</param>
/// <param name="Timestamp">When it was read.</param>
/// <param name="Parts">What the score is made of.</param>
/// <param name="Issues">Sentences of the parts that lost points.</param>
public sealed record OldHealth(
    string Status,
    int HealthScore,
    long Timestamp,
    IReadOnlyList<SyncHealthPart> Parts,
    IReadOnlyList<string> Issues
)
{
    internal static OldHealth Of(SyncHealth health) =>
        new(
            health.Status,
            health.Score,
            health.At.ToUnixTimeSeconds(),
            health.Parts,
            [.. health.Parts.Where(static part => part.Points < part.Weight).Select(static part => part.Sentence)]
        );
}
