using Npgsql;
using NpgsqlTypes;

namespace Integration.Benchmarks.Baseline;

/// <summary>The relay's tables: what our host keeps of an event, without partitions, searches and totals.</summary>
internal sealed class RelayStore : IAsyncDisposable
{
    private const string Schema = """
        create table event_keys (source text not null, key_hash uuid not null, event_id uuid not null,
            primary key (source, key_hash));
        create table events (id uuid primary key, source text not null, type text not null, key text not null,
            received timestamptz not null, content_type text, payload bytea not null);
        create table deliveries (id uuid primary key, event_id uuid not null, subscriber text not null,
            status smallint not null, attempts smallint not null, next_attempt_at timestamptz,
            created_at timestamptz not null, finished_at timestamptz, http_status smallint);
        create index deliveries_pending on deliveries (subscriber, next_attempt_at) where status = 0;
        create table attempts (delivery_id uuid not null, attempt smallint not null, started_at timestamptz not null,
            duration_ms int not null, http_status smallint, primary key (delivery_id, attempt));
        """;

    private const string InsertEvents = """
        with k as (
            insert into event_keys select * from unnest($1::text[], $2::uuid[], $3::uuid[])
            on conflict do nothing returning event_id
        ), e as (
            insert into events
            select n.* from unnest($3::uuid[], $1::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[],
                $8::bytea[]) as n (id, source, type, key, received, content_type, payload)
            join k on k.event_id = n.id
        ), d as (
            insert into deliveries (id, event_id, subscriber, status, attempts, next_attempt_at, created_at)
            select n.id, n.event_id, 'partner', 0, 0, n.at, n.at
            from unnest($9::uuid[], $3::uuid[], $6::timestamptz[]) as n (id, event_id, at)
            join k on k.event_id = n.event_id
        )
        select event_id from k
        """;

    private const string UpdateDeliveries = """
        with o as (
            select * from unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::timestamptz[], $5::int[],
                $6::smallint[]) as o (id, status, started, finished, duration, http_status)
        ), u as (
            update deliveries d set status = o.status, attempts = d.attempts + 1, finished_at = o.finished,
                http_status = o.http_status, next_attempt_at = null
            from o where d.id = o.id and d.status = 0 returning d.id, d.attempts
        )
        insert into attempts (delivery_id, attempt, started_at, duration_ms, http_status)
        select o.id, u.attempts, o.started, o.duration, o.http_status from o join u on u.id = o.id
        """;

    private readonly NpgsqlDataSource _database;

    private RelayStore(NpgsqlDataSource database) => _database = database;

    /// <summary>Connects, with the settings that the host's writers use, and makes the tables where it is the first.</summary>
    public static async Task<RelayStore> Open(string connectionString, bool isFirst)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.Options =
            "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c jit=off";
        builder.ConnectionStringBuilder.MaxAutoPrepare = 50;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        var database = builder.Build();
        if (isFirst)
        {
            await using var command = database.CreateCommand(Schema);
            await command.ExecuteNonQueryAsync();
        }

        return new RelayStore(database);
    }

    /// <summary>Commits events with their keys and deliveries; returns those that are new.</summary>
    public async Task<HashSet<Guid>> Append(RelayEvent[] events)
    {
        await using var command = _database.CreateCommand(InsertEvents);
        var sorted = events.OrderBy(one => one.KeyHash).ToArray();
        Add(command, sorted, one => one.Source);
        Add(command, sorted, one => one.KeyHash);
        Add(command, sorted, one => one.Id);
        Add(command, sorted, one => one.Type);
        Add(command, sorted, one => one.Key);
        Add(command, sorted, one => one.Received, NpgsqlDbType.TimestampTz);
        Add(command, sorted, one => one.ContentType);
        Add(command, sorted, one => one.Payload);
        Add(command, sorted, one => one.DeliveryId);
        var stored = new HashSet<Guid>(events.Length);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            stored.Add(reader.GetGuid(0));
        }

        return stored;
    }

    /// <summary>Commits outcomes of attempts.</summary>
    public async Task Finish(RelayOutcome[] outcomes)
    {
        await using var command = _database.CreateCommand(UpdateDeliveries);
        Add(command, outcomes, one => one.DeliveryId);
        Add(command, outcomes, one => (short)(one.HttpStatus is >= 200 and <= 299 ? 1 : 2));
        Add(command, outcomes, one => one.Started, NpgsqlDbType.TimestampTz);
        Add(command, outcomes, one => one.Finished, NpgsqlDbType.TimestampTz);
        Add(command, outcomes, one => (int)(one.Finished - one.Started).TotalMilliseconds);
        Add(command, outcomes, one => (short)one.HttpStatus);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Whose event a key that was not new belongs to.</summary>
    public async Task<Guid> OwnerOf(RelayEvent repeated)
    {
        await using var command = _database.CreateCommand(
            "select event_id from event_keys where source = $1 and key_hash = $2"
        );
        command.Parameters.Add(new() { Value = repeated.Source });
        command.Parameters.Add(new() { Value = repeated.KeyHash });
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static void Add<TRow, T>(
        NpgsqlCommand command,
        TRow[] rows,
        Converter<TRow, T> value,
        NpgsqlDbType? type = null
    )
    {
        var parameter = new NpgsqlParameter { Value = Array.ConvertAll(rows, value) };
        if (type is { } element)
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Array | element;
        }

        command.Parameters.Add(parameter);
    }
}
