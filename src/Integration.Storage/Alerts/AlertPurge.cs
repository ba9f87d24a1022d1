using Dapper;
using Integration.Databases;

namespace Integration.Alerts;

/// <summary>Forgets what is told of alerts and notices after a time, and beyond a number of rows.</summary>
public sealed class AlertPurge(HubDatabase database)
{
    private const int Batch = 10_000;

    /// <summary>Deletes what is older, and of each history the oldest rows beyond a number.</summary>
    /// <param name="before">Older than this.</param>
    /// <param name="most">Rows of a history that stay at most.</param>
    /// <param name="ct">Cancels between two batches.</param>
    /// <returns>How many rows were deleted.</returns>
    public async Task<long> Run(DateTimeOffset before, int most, CancellationToken ct)
    {
        var purged = 0L;
        foreach (var table in (string[])["alert_history", "notice_attempts"])
        {
            purged += await Repeat(
                $"delete from {table} where id in (select id from {table} where at < @before order by id limit @batch)",
                before,
                most,
                ct
            );
            purged += await Repeat(
                $"delete from {table} where id in (select id from {table} order by id desc offset @most limit @batch)",
                before,
                most,
                ct
            );
        }

        purged += await Repeat(
            "delete from alert_notices where id in (select id from alert_notices where at < @before limit @batch)",
            before,
            most,
            ct
        );
        return purged
            + await Repeat(
                "delete from alert_silences where id in (select id from alert_silences where until_at < @before limit @batch)",
                before,
                most,
                ct
            );
    }

    private async Task<long> Repeat(string sql, DateTimeOffset before, int most, CancellationToken ct)
    {
        var purged = 0L;
        while (true)
        {
            await using var connection = await database.Reads.OpenConnectionAsync(ct);
            var values = new
            {
                before = before.UtcDateTime,
                most,
                batch = Batch,
            };
            var deleted = await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct));
            purged += deleted;
            if (deleted < Batch)
                return purged;
        }
    }
}
