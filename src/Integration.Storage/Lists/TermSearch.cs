using Integration.Databases;

namespace Integration.Lists;

/// <summary>
/// Whether few rows have all terms of a search: those are gathered and sorted. Many are met soon enough on the way along the list. The
/// planner cannot tell, because it takes words for independent of each other and knows the most frequent ones only.
/// </summary>
internal static class TermSearch
{
    // So many are sorted in a few milliseconds; of a million rows that hold more, one in a thousand is looked for.
    private const int Few = 1_000;

    /// <summary>
    /// The order of a list as its SQL says it, or one that no index has, where few rows are found.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="table">A table with a column <c>terms</c>.</param>
    /// <param name="terms">What is asked for; empty where no term is.</param>
    /// <param name="sql">The query with <c>order by listed_at desc</c>.</param>
    /// <param name="ct">Cancels the probe.</param>
    public static async Task<string> Planned(
        HubDatabase database,
        string table,
        string[] terms,
        string sql,
        CancellationToken ct
    )
    {
        if (terms.Length == 0)
        {
            return sql;
        }

        await using var probe = database.Reads.CreateCommand(
            $"select count(*) from (select 1 from {table} where terms @> $1 limit $2) found"
        );
        probe.Parameters.Add(new() { Value = terms });
        probe.Parameters.Add(new() { Value = Few + 1 });
        return await probe.ExecuteScalarAsync(ct) is long and <= Few
            ? sql.Replace("order by listed_at desc", "order by listed_at + interval '0' desc", StringComparison.Ordinal)
            : sql;
    }
}
