using Integration.Databases;

namespace Integration.Access;

/// <summary>The keys of cookies. Read and written a few times a day, and synchronously: the framework asks that way.</summary>
public sealed class ProtectionKeyStore(HubDatabase database)
{
    // "prot-key" in ASCII.
    private const long LockKey = 0x70726F742D6B6579;

    /// <summary>All of them, in the order they were made.</summary>
    public IReadOnlyList<StoredProtectionKey> All()
    {
        using var command = database.Reads.CreateCommand(
            "select id, sealed from protection_keys order by created_at, id"
        );
        using var reader = command.ExecuteReader();
        var keys = new List<StoredProtectionKey>();
        while (reader.Read())
        {
            keys.Add(new StoredProtectionKey(reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
        }

        return keys;
    }

    /// <summary>Adds one.</summary>
    public void Add(StoredProtectionKey key, DateTimeOffset now)
    {
        using var command = database.Reads.CreateCommand(
            "insert into protection_keys (id, sealed, created_at) values ($1, $2, $3)"
        );
        command.Parameters.Add(new() { Value = key.Id });
        command.Parameters.Add(new() { Value = key.Sealed });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.ExecuteNonQuery();
    }

    /// <summary>Keeps all other processes from looking for a first key until it is disposed of.</summary>
    public async Task<IAsyncDisposable> Lock(CancellationToken ct) =>
        await AdvisoryLock.Take(database.Reads, LockKey, ct);
}
