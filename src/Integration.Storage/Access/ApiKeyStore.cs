using Integration.Databases;
using Integration.Lists;
using Integration.Mapping;
using Integration.Problems;
using Npgsql;

namespace Integration.Access;

/// <summary>Reads and writes API keys. Only a hash of a key is stored.</summary>
public sealed class ApiKeyStore(HubDatabase database)
{
    private const string Columns = "id, name, role, sources, created_at, revoked_at";

    /// <summary>The key of that id, revoked or not; null when there is none.</summary>
    public async Task<ApiKeyResource?> Find(string id, CancellationToken ct) => (await FindWithHash(id, ct))?.Key;

    /// <summary>The key of that id with the hash that it is checked against; null when there is none.</summary>
    public async Task<StoredApiKey?> FindWithHash(string id, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand($"select {Columns}, hash from api_keys where id = $1");
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new StoredApiKey(Read(reader), reader.GetFieldValue<byte[]>(6)) : null;
    }

    /// <summary>A page of keys, the newest first.</summary>
    public async Task<Page<ApiKeyResource>> List(PageRequest page, CancellationToken ct)
    {
        const string sql = $"select {Columns} from api_keys where {{0}} order by created_at desc, id desc limit {{1}}";
        var rows = await new SqlFilter()
            .After(CreatedPlace.Of(page))
            .Command(database.Reads, sql, page.Fetch)
            .Read(Read, ct);
        return Page<ApiKeyResource>.Of(rows, page, key => new CreatedPlace(key.CreatedAt, key.Id).ToString());
    }

    /// <summary>Makes a key inside the caller's transaction; the answer shows it whole, once.</summary>
    /// <returns>The key, or 409 where the name is taken, by another key or by a source, one of the hub's own too.</returns>
    public static async Task<Outcome<ApiKeyResource>> Create(
        NpgsqlConnection connection,
        ApiKeyDraft draft,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        const string insert = """
            insert into api_keys (id, name, role, sources, hash, created_at)
            select $1, $2, $3, $4, $5, $6
            where not exists (select 1 from sources where id = $2) and not exists (select 1 from shops where id = $2)
            on conflict do nothing
            """;
        if (InternalSources.IsReserved(draft.Name))
        {
            // Events posted with the key would carry its name as their source.
            return new Problem("already-exists", 409, $"The name '{draft.Name}' is the hub's own as a source.");
        }

        var secret = ApiKeySecret.Create();
        await using var command = new NpgsqlCommand(insert, connection)
        {
            Parameters =
            {
                new() { Value = secret.Id },
                new() { Value = draft.Name },
                new() { Value = draft.Role.ToString().ToLowerInvariant() },
                new() { Value = draft.Sources },
                new() { Value = secret.Hash },
                new() { Value = now.UtcDateTime },
            },
        };
        return await command.ExecuteNonQueryAsync(ct) == 1
            ? new ApiKeyResource
            {
                Id = secret.Id,
                Name = draft.Name,
                Role = draft.Role,
                Sources = draft.Sources,
                CreatedAt = now,
                Key = secret.Text,
            }
            : new Problem(
                "already-exists",
                409,
                $"The name '{draft.Name}' is taken, by an API key, a source or a shop."
            );
    }

    /// <summary>Revokes a key inside the caller's transaction.</summary>
    public static async Task<Outcome<ApiKeyResource>> Revoke(
        NpgsqlConnection connection,
        string id,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(
            $"update api_keys set revoked_at = $2 where id = $1 and revoked_at is null returning {Columns}",
            connection
        )
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = now.UtcDateTime },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? Read(reader)
            : new Problem("not-found", 404, $"There is no valid API key '{id}'.");
    }

    private static ApiKeyResource Read(NpgsqlDataReader reader) =>
        new()
        {
            Id = reader.GetString(0),
            Name = reader.GetString(1),
            Role = Enum.Parse<Role>(reader.GetString(2), ignoreCase: true),
            Sources = reader.GetFieldValue<string[]>(3),
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(4),
            RevokedAt = reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
        };
}
