using Integration.Databases;
using Integration.Lists;

namespace Integration.Accounts;

/// <summary>What monitoring asks of accounts, every few seconds: there are as many rows as people have configured.</summary>
public sealed class AccountMeasureQueries(HubDatabase database)
{
    private const string AttentionSql = """
        select id, settings->>'platform' from platform_accounts
        where enabled and health @> '{"needs_attention": true}'
        order by id limit $1
        """;

    // Without a refresh token the access token's end is the authorisation's.
    private const string EndingSql = """
        select id, settings->>'platform', e.at from platform_accounts
        cross join lateral (
            select coalesce(
                (settings->>'authorisation_ends_at')::timestamptz,
                case when settings->>'refresh_token' is null then (settings->>'token_expires_at')::timestamptz end
            )
        ) as e (at)
        where enabled and e.at < $1
        order by e.at, id limit $2
        """;

    /// <summary>Enabled accounts about which a person has to do something (<see cref="AccountHealth.NeedsAttention"/>).</summary>
    /// <param name="most">Accounts at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<AccountName>> NeedingAttention(int most, CancellationToken ct)
    {
        var command = database.Reads.CreateCommand(AttentionSql);
        command.Parameters.Add(new() { Value = most });
        return await command.Read(static row => new AccountName(row.GetString(0), row.GetString(1)), ct);
    }

    /// <summary>Enabled accounts whose authorisation ends before a moment or has ended, the first to end first.</summary>
    /// <param name="before">The moment.</param>
    /// <param name="most">Accounts at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<(AccountName Account, DateTimeOffset At)>> Ending(
        DateTimeOffset before,
        int most,
        CancellationToken ct
    )
    {
        var command = database.Reads.CreateCommand(EndingSql);
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = most });
        return await command.Read(
            static row => (new AccountName(row.GetString(0), row.GetString(1)), row.GetFieldValue<DateTimeOffset>(2)),
            ct
        );
    }
}
