using Integration.Accounts;

namespace Integration.Alerts;

/// <summary>Measures accounts at platforms from their rows: read once, by the silo that steps.</summary>
internal sealed class AccountMeasures(AccountMeasureQueries queries, AlertStepOptions options)
{
    // As long as nothing is known of an end.
    private const double Endless = 36_500;
    private static readonly TimeSpan Notable = TimeSpan.FromDays(30);

    /// <summary>One round.</summary>
    /// <param name="watched">What alerts stand for: that it is not so any more is said too.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the queries.</param>
    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public async Task<IReadOnlyList<AlertObservation>> Read(
        WatchedLabels watched,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var values = new MeasuredValues(watched, now);
        var needing = await queries.NeedingAttention(options.MaxAccounts, ct);
        values.Add(
            AlertMetrics.AccountNeedsAttention,
            needing.Select(static one => (Labels(one), 1.0)),
            isCut: needing.Count >= options.MaxAccounts
        );
        var ending = await queries.Ending(now + Notable, options.MaxAccounts, ct);
        values.Add(
            AlertMetrics.AuthorisationDaysLeft,
            ending.Select(one => (Labels(one.Account), Math.Max((one.At - now).TotalDays, 0))),
            Endless,
            ending.Count >= options.MaxAccounts
        );
        return values.All;
    }

    private static Dictionary<string, string> Labels(AccountName account) =>
        new(StringComparer.Ordinal) { ["platform"] = account.Platform, ["account"] = account.Id };
}
