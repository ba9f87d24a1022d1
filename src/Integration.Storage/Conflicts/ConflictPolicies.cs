using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Integration.Lists;
using Integration.Problems;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>The conflict policies of shops. A shop without a row has its conflicts decided by hand.</summary>
public sealed class ConflictPolicies(HubDatabase database)
{
    private const string Select = """
        select s.id, p.policy, p.version, p.updated_at
        from shops s left join conflict_policies p on p.shop = s.id where s.id = $1
        """;

    private const string Upsert = """
        insert into conflict_policies (shop, policy, version, updated_at) values ($1, $2, 1, $3)
        on conflict (shop) do update
        set policy = excluded.policy, version = conflict_policies.version + 1, updated_at = excluded.updated_at
        """;

    /// <summary>The policy of a shop; null where there is no such shop.</summary>
    public async Task<ConflictPolicyResource?> Find(string shop, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await Find(connection, shop, isLocked: false, ct);
    }

    /// <summary>Chooses a policy inside the caller's transaction.</summary>
    /// <returns>As it is now; 404 where there is no such shop, 412 where another version was expected.</returns>
    public static async Task<Outcome<ConflictPolicyResource>> Set(
        NpgsqlConnection connection,
        string shop,
        ConflictPolicy policy,
        long? expected,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (await Find(connection, shop, isLocked: true, ct) is not { } before)
        {
            return new Problem("not-found", 404, $"There is no shop '{shop}'.");
        }

        if (expected is { } version && version != before.Version)
        {
            return ConflictProblems.Stale(before.Version);
        }

        await connection.Execute(Upsert, ct, shop, JsonSerializer.Serialize(policy, WireJson.Options), now);
        return (await Find(connection, shop, isLocked: false, ct))!;
    }

    internal static ConflictPolicy? ReadOrNull(string? text) =>
        text is null ? null : JsonSerializer.Deserialize<ConflictPolicy>(text, WireJson.Options);

    private static async Task<ConflictPolicyResource?> Find(
        NpgsqlConnection connection,
        string shop,
        bool isLocked,
        CancellationToken ct
    ) =>
        (await connection.Statement(isLocked ? $"{Select} for update of s" : Select, shop).Read(Read, ct)) is [var one]
            ? one
            : null;

    private static ConflictPolicyResource Read(NpgsqlDataReader row)
    {
        var policy = ReadOrNull(row.TextOrNull(1));
        return new()
        {
            Shop = row.GetString(0),
            Policy = policy?.Policy ?? ConflictPolicyKind.ByHand,
            Owners = policy?.Owners,
            Version = row.IsDBNull(2) ? 0 : row.GetInt64(2),
            UpdatedAt = row.InstantOrNull(3),
        };
    }
}
