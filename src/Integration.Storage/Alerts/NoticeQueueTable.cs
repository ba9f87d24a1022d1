using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Alerts;

/// <summary>Notices that wait in their channels, in order.</summary>
public sealed class NoticeQueueTable(HubDatabase database)
{
    /// <summary>What waits in a channel as JSON, oldest first.</summary>
    public async Task<IReadOnlyList<string>> Load(string channel, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            "select notice from notice_queue where channel = $1 order by position"
        );
        command.Parameters.Add(new() { Value = channel });
        return await command.Read(static reader => reader.GetString(0), ct);
    }

    /// <summary>How many wait in each channel that has any, also in those that are not configured any more.</summary>
    public async Task<IReadOnlyList<(string Channel, int Waiting)>> Counts(CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            "select channel, count(*)::int from notice_queue group by channel order by channel"
        );
        return await command.Read(static reader => (reader.GetString(0), reader.GetInt32(1)), ct);
    }

    /// <summary>Appends a notice; one whose id waits already is not added again.</summary>
    public async Task Add(QueuedNotice notice, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await Insert(connection, notice, position: null, ct);
    }

    /// <summary>Removes notices; those that are gone already are no error.</summary>
    public async Task Remove(string channel, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            "delete from notice_queue where channel = $1 and id = any($2)"
        );
        command.Parameters.Add(new() { Value = channel });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Puts one notice in the place of several, or of itself, at the place of the first; all or nothing.</summary>
    public async Task Replace(IReadOnlyList<string> ids, QueuedNotice by, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var delete = new NpgsqlCommand(
            """
            with gone as (delete from notice_queue where channel = $1 and id = any($2) returning id, position)
            select position from gone where id = $3
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = by.Channel },
                new() { Value = ids.ToArray() },
                new() { Value = ids[0] },
            },
        };
        var position = await delete.ExecuteScalarAsync(ct) as long?;
        await Insert(connection, by, position, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task Insert(
        NpgsqlConnection connection,
        QueuedNotice notice,
        long? position,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(
            position is null
                ? "insert into notice_queue (channel, id, notice) values ($1, $2, $3) on conflict do nothing"
                : "insert into notice_queue (channel, id, notice, position) values ($1, $2, $3, $4)",
            connection
        )
        {
            Parameters =
            {
                new() { Value = notice.Channel },
                new() { Value = notice.Id },
                new() { Value = notice.Notice },
            },
        };
        if (position is { } place)
            command.Parameters.Add(new() { Value = place });
        await command.ExecuteNonQueryAsync(ct);
    }
}
