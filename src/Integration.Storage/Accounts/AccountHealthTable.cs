using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Integration.Lists;
using NpgsqlTypes;

namespace Integration.Accounts;

/// <summary>Reads and writes how accounts fared of late; beside their configuration, without a new version of it.</summary>
public sealed class AccountHealthTable(HubDatabase database)
{
    private const string SelectSql =
        "select id, health::text from platform_accounts where id = any($1) and health is not null";
    private const string WriteSql = "update platform_accounts set health = $2 where id = $1";

    /// <summary>The health of one account; null where there is no account, or nothing was noted yet.</summary>
    public async Task<AccountHealth?> Find(string id, CancellationToken ct) =>
        (await Read([id], ct)).GetValueOrDefault(id);

    /// <summary>The health of accounts, by id; those of which nothing was noted yet are left out.</summary>
    public async Task<IReadOnlyDictionary<string, AccountHealth>> Read(string[] ids, CancellationToken ct)
    {
        var command = database.Reads.CreateCommand(SelectSql);
        command.Parameters.Add(new() { Value = ids });
        var rows = await command.Read(
            static reader =>
                (
                    reader.GetString(0),
                    JsonSerializer.Deserialize<AccountHealth>(reader.GetString(1), WireJson.Options)!
                ),
            ct
        );
        return rows.ToDictionary(static row => row.Item1, static row => row.Item2, StringComparer.Ordinal);
    }

    /// <summary>Writes the health of an account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="health">All of it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False where there is no such account.</returns>
    public async Task<bool> Write(string id, AccountHealth health, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(WriteSql);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(
            new() { Value = JsonSerializer.Serialize(health, WireJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
