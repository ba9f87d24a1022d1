using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Integration.Lists;
using NpgsqlTypes;

namespace Integration.Accounts;

/// <summary>
/// Who may exchange an account's tokens: one process at a time in the whole cluster, because the row says so, whatever silos believe
/// of each other.
/// </summary>
public sealed class RenewalLeases(HubDatabase database)
{
    private const string TakeSql = """
        update platform_accounts set renewal_until = $4, health = $5
        where id = $1 and version = $2 and (renewal_until is null or renewal_until <= $3)
        """;

    private const string HeldSql = """
        select renewal_until from platform_accounts where id = $1 and version = $2 and renewal_until > $3
        """;

    private const string FreeSql =
        "update platform_accounts set renewal_until = null where id = $1 and renewal_until = $2";

    /// <summary>Takes the lease, and writes the account's health with it, where the row still has this version.</summary>
    /// <param name="id">The account.</param>
    /// <param name="version">The version that the account must have.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="length">How long it holds unless it is freed.</param>
    /// <param name="health">All of the health.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<RenewalLease> Take(
        string id,
        long version,
        DateTimeOffset now,
        TimeSpan length,
        AccountHealth health,
        CancellationToken ct
    )
    {
        var until = now + length;
        await using var take = database.Reads.CreateCommand(TakeSql);
        take.Parameters.Add(new() { Value = id });
        take.Parameters.Add(new() { Value = version });
        take.Parameters.Add(new() { Value = now.UtcDateTime });
        take.Parameters.Add(new() { Value = until.UtcDateTime });
        take.Parameters.Add(
            new() { Value = JsonSerializer.Serialize(health, WireJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );
        if (await take.ExecuteNonQueryAsync(ct) == 1)
        {
            return new(until, null);
        }

        var held = database.Reads.CreateCommand(HeldSql);
        held.Parameters.Add(new() { Value = id });
        held.Parameters.Add(new() { Value = version });
        held.Parameters.Add(new() { Value = now.UtcDateTime });
        var rows = await held.Read(static reader => reader.GetFieldValue<DateTimeOffset>(0), ct);
        return new(null, rows.Count == 1 ? rows[0] : null);
    }

    /// <summary>Gives the lease back; one that has ended by itself may be somebody else's by now and stays theirs.</summary>
    /// <param name="id">The account.</param>
    /// <param name="until">Until when it was taken, which no other lease of the account has.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Free(string id, DateTimeOffset until, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(FreeSql);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = until.UtcDateTime });
        await command.ExecuteNonQueryAsync(ct);
    }
}
