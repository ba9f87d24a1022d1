using Dapper;
using Integration.Databases;

namespace Integration.Resources;

/// <summary>Every stored secret of every kind of resource, sealed as it lies there.</summary>
public sealed class SealedRows(HubDatabase database)
{
    /// <summary>Kind, id and sealed secrets of each resource that has some.</summary>
    public async Task<IReadOnlyList<(string Kind, string Id, byte[] Sealed)>> Read(CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string, string, byte[])>(
            new CommandDefinition(
                """
                select 'source', id, sealed from sources where sealed is not null
                union all
                select 'subscriber', id, sealed from subscribers where deleted_at is null
                union all
                select 'account', id, sealed from platform_accounts where sealed is not null
                union all
                select 'alert-channel', id, sealed from alert_channels where sealed is not null
                order by 1, 2
                """,
                cancellationToken: ct
            )
        );
        return [.. rows];
    }
}
