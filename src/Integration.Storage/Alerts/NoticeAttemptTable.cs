using Integration.Databases;
using Integration.Lists;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Alerts;

/// <summary>What became of attempts to send notices.</summary>
public sealed class NoticeAttemptTable(HubDatabase database)
{
    private const string Insert = """
        insert into notice_attempts (id, at, channel, notice, title, severity, notices, failure, said)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string Sql = """
        select id, at, channel, notice, title, severity, notices, failure, said from notice_attempts
        where {0} order by id desc limit {1}
        """;

    /// <summary>Writes one.</summary>
    public async Task Add(NoticeAttempt attempt, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(Insert);
        command.Parameters.AddRange(
            (NpgsqlParameter[])
                [
                    new() { Value = attempt.Id },
                    new() { Value = attempt.At.UtcDateTime },
                    new() { Value = attempt.Channel },
                    new() { Value = attempt.Notice },
                    new() { Value = attempt.Title },
                    new() { Value = attempt.Severity },
                    new() { Value = attempt.Notices },
                    new() { Value = (object?)attempt.Failure ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                    new() { Value = attempt.Said },
                ]
        );
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A page of attempts, the newest first.</summary>
    /// <param name="channel">Of this channel; null for any.</param>
    /// <param name="sent">Only those that succeeded, or that failed; null for both.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<NoticeAttempt>> List(string? channel, bool? sent, PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("id < ?", page.After is null ? null : Guid.Parse(page.After))
            .And("channel = ?", channel)
            .And("(failure is null) = ?", sent)
            .Command(database.Reads, Sql, page.Fetch)
            .Read(
                static reader => new NoticeAttempt
                {
                    Id = reader.GetGuid(0),
                    At = reader.GetFieldValue<DateTimeOffset>(1),
                    Channel = reader.GetString(2),
                    Notice = reader.GetString(3),
                    Title = reader.GetString(4),
                    Severity = reader.GetString(5),
                    Notices = reader.GetInt32(6),
                    Failure = reader.TextOrNull(7),
                    Said = reader.GetString(8),
                },
                ct
            );
        return Page<NoticeAttempt>.Of(rows, page, static attempt => attempt.Id.ToString());
    }
}
