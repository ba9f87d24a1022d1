using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>The rows of conflicts.</summary>
internal static class ConflictRows
{
    public const string Columns = """
        id, shop, product, field, variant, state, base, local, remote, policy, taken, value, edited_at, edited_by, remote_at,
            decided_by, version, created_at, updated_at, ended_at, written_at, write_error
        """;

    // An open one of the field goes on: the question is the same, its values are others.
    private const string Upsert = """
        insert into conflicts as c (id, shop, product, field, variant, base, local, remote, policy, state, taken, edited_at,
            edited_by, remote_at, version, created_at, updated_at, ended_at)
        values ($1, $2, $3, $4, $5, $6::text, $7, $8, $9, $10, $11::smallint, $12, $13, $14, 1, $15, $15, $16::timestamptz)
        on conflict (id) do update
        set base = excluded.base, local = excluded.local, remote = excluded.remote, policy = excluded.policy,
            state = excluded.state, taken = excluded.taken, edited_at = excluded.edited_at, edited_by = excluded.edited_by,
            remote_at = excluded.remote_at, version = c.version + 1, updated_at = excluded.updated_at,
            ended_at = excluded.ended_at
        where c.remote <> excluded.remote or c.local <> excluded.local or c.state <> excluded.state
        """;

    private const string EndOpen = """
        update conflicts set state = 3, version = version + 1, updated_at = $2, ended_at = $2 where id = $1 and state = 0
        """;

    private const string NoteLocal = """
        update conflicts set local = $2, edited_at = $3, edited_by = $4, version = version + 1, updated_at = $3
        where id = $1 and state = 0
        """;

    private const string End = """
        update conflicts
        set state = 1, taken = $2, value = $3::text, decided_by = $4, version = version + 1, updated_at = $5, ended_at = $5
        where id = $1
        """;

    private const string Select = $"select {Columns} from conflicts where id = $1";

    /// <summary>Writes a conflict that was found: a new one, or what has become of the open one.</summary>
    public static void Write(StatementBatch batch, string shop, Guid id, FoundConflict found, DateTimeOffset now) =>
        batch.Add(
            Upsert,
            id,
            shop,
            found.Edit.Product,
            (short)found.Edit.Field.Field,
            found.Edit.Field.Variant,
            EditRows.TextOf(found.Edit.Base),
            FieldValues.Write(found.Edit.Local),
            FieldValues.Write(found.Remote),
            (short)found.Policy,
            (short)(found.Taken is null ? ConflictState.Open : ConflictState.Settled),
            (short?)found.Taken,
            found.Edit.EditedAt,
            found.Edit.EditedBy,
            found.RemoteAt,
            now,
            found.Taken is null ? null : now
        );

    /// <summary>An open one is obsolete.</summary>
    public static void Obsolete(StatementBatch batch, Guid id, DateTimeOffset now) => batch.Add(EndOpen, id, now);

    /// <summary>The value here was set anew while a person is asked.</summary>
    public static void Edited(StatementBatch batch, StoredEdit edit) =>
        batch.Add(NoteLocal, edit.ConflictId, FieldValues.Write(edit.Local), edit.EditedAt, edit.EditedBy);

    /// <summary>A person has decided.</summary>
    public static void Decide(
        StatementBatch batch,
        Guid id,
        ConflictDecision decision,
        string actor,
        DateTimeOffset now
    ) => batch.Add(End, id, (short)decision.Take, EditRows.TextOf(decision.Value), actor, now);

    /// <summary>One conflict; null when there is none.</summary>
    public static async Task<ConflictResource?> Find(
        NpgsqlConnection connection,
        Guid id,
        bool isLocked,
        CancellationToken ct
    ) =>
        (await connection.Statement(isLocked ? $"{Select} for update" : Select, id).Read(Read, ct)) is [var one]
            ? one
            : null;

    public static ConflictResource Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            Shop = row.GetString(1),
            Product = row.GetString(2),
            Field = (ProductField)row.GetInt16(3),
            Variant = row.GetString(4) is { Length: > 0 } variant ? variant : null,
            State = (ConflictState)row.GetInt16(5),
            Base = FieldValues.ReadOrNull(row.TextOrNull(6)),
            Local = FieldValues.Read(row.GetString(7)),
            Remote = FieldValues.Read(row.GetString(8)),
            Policy = (ConflictPolicyKind)row.GetInt16(9),
            Taken = row.IsDBNull(10) ? null : (ConflictTake)row.GetInt16(10),
            Value = FieldValues.ReadOrNull(row.TextOrNull(11)),
            EditedAt = row.GetFieldValue<DateTimeOffset>(12),
            EditedBy = row.GetString(13),
            RemoteAt = row.GetFieldValue<DateTimeOffset>(14),
            DecidedBy = row.TextOrNull(15),
            Version = row.GetInt64(16),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(17),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(18),
            EndedAt = row.InstantOrNull(19),
            WrittenAt = row.InstantOrNull(20),
            WriteError = row.TextOrNull(21),
        };
}
