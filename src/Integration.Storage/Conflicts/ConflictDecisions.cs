using Integration.Access;
using Integration.Problems;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>A person's decisions about conflicts, inside the caller's transaction.</summary>
public static class ConflictDecisions
{
    /// <summary>Decides about an open conflict. What wins over the platform's value is owed to it from then on.</summary>
    /// <returns>The conflict as it is now; 404, 409 where it has ended, 412 or 422.</returns>
    public static async Task<Outcome<ConflictResource>> Decide(
        NpgsqlConnection connection,
        Guid id,
        ConflictDecision decision,
        WriteContext context,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (await ConflictRows.Find(connection, id, isLocked: false, ct) is not { } named)
        {
            return ConflictProblems.UnknownConflict(id);
        }

        // In the order of every writer: the product, its edits, the conflict.
        await ProductEdits.Product(connection, named.Shop, named.Product, isLocked: true, ct);
        var edits = await EditRows.Lock(connection, named.Shop, [named.Product], ct);
        var conflict = (await ConflictRows.Find(connection, id, isLocked: true, ct))!;
        if (conflict.State != ConflictState.Open)
        {
            return ConflictProblems.Ended(conflict.State);
        }

        if (context.IfMatch is { } expected && expected != conflict.Version)
        {
            return ConflictProblems.Stale(conflict.Version);
        }

        if (FaultOf(decision, conflict) is { } fault)
        {
            return ConflictProblems.Invalid(new(StringComparer.Ordinal) { ["value"] = [fault] });
        }

        var edit = edits.Select(static one => one.Edit).Single(one => one.ConflictId == id);
        var batch = new StatementBatch(connection);
        var local = decision.Take == ConflictTake.Remote ? conflict.Remote : decision.Value ?? conflict.Local;
        if (local.Equals(conflict.Remote))
        {
            EditRows.Remove(batch, conflict.Shop, edit);
        }
        else
        {
            EditRows.Write(batch, conflict.Shop, Won(edit, local, conflict, context.Actor, now));
        }

        ConflictRows.Decide(batch, id, decision, context.Actor, now);
        EditRows.NoteAt(batch, conflict.Shop, [conflict.Product], raisesVersion: true);
        await batch.Run(ct);
        return (await ConflictRows.Find(connection, id, isLocked: false, ct))!;
    }

    private static StoredEdit Won(
        StoredEdit edit,
        FieldValue local,
        ConflictResource conflict,
        string actor,
        DateTimeOffset now
    )
    {
        var owed = EditRules.Owed(edit, conflict.Remote, now);
        return local.Equals(edit.Local)
            ? owed
            : owed with
            {
                Local = local,
                Revision = edit.Revision + 1,
                EditedAt = now,
                EditedBy = actor,
            };
    }

    private static string? FaultOf(ConflictDecision decision, ConflictResource conflict) =>
        decision switch
        {
            { Take: ConflictTake.Value, Value: null } => "Set it, where take is value.",
            { Take: ConflictTake.Value, Value: { } value } => EditRules.FaultOf(
                new(conflict.Field, conflict.Variant ?? ""),
                value,
                conflict.Remote
            ),
            { Value: not null } => "Leave it out, where take is local or remote.",
            _ => null,
        };
}
