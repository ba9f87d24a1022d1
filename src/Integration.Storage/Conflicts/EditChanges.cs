using System.Text.Json;

namespace Integration.Conflicts;

/// <summary>A person's change of a product's edits, as writes of its rows.</summary>
/// <param name="shop">The shop.</param>
/// <param name="product">The product.</param>
/// <param name="content">As the platform tells it.</param>
/// <param name="actor">Who changes.</param>
/// <param name="now">The database clock's now.</param>
internal sealed class EditChanges(string shop, string product, JsonElement content, string actor, DateTimeOffset now)
{
    /// <summary>Adds the writes; false where nothing changes.</summary>
    public bool Write(StatementBatch batch, IReadOnlyList<StoredEdit> edits, WantedEdits wanted)
    {
        var changes = false;
        var known = edits.ToDictionary(static one => one.Field);
        foreach (var edit in edits.Where(one => !wanted.Values.ContainsKey(one.Field)))
        {
            // A written one was not in the document that was patched, so nobody withdraws it.
            changes |= edit.State != ProductEditState.Written && Remove(batch, edit);
        }

        // What the patch does not name stays as it stands, failed or undecided.
        foreach (var (field, value) in wanted.Values.Where(one => wanted.Named.Contains(one.Key)))
        {
            changes |= known.TryGetValue(field, out var edit) ? Change(batch, edit, value) : Add(batch, field, value);
        }

        return changes;
    }

    private bool Add(StatementBatch batch, EditedField field, FieldValue value)
    {
        var remote = FieldValues.Of(content, field);
        if (value.Equals(remote))
        {
            return false;
        }

        EditRows.Write(
            batch,
            shop,
            new StoredEdit
            {
                Product = product,
                Field = field,
                Local = value,
                Base = remote,
                State = ProductEditState.Owed,
                EditedAt = now,
                EditedBy = actor,
                DueAt = now,
            }
        );
        return true;
    }

    private bool Change(StatementBatch batch, StoredEdit edit, FieldValue value)
    {
        var isSame = value.Equals(edit.Local);
        if (isSame && edit.State != ProductEditState.Failed)
        {
            return false;
        }

        // What was written and not yet told by a list is not what the copy says: there the common value is the written one.
        if (edit.WrittenAt is null && value.Equals(FieldValues.Of(content, edit.Field)))
        {
            return Remove(batch, edit);
        }

        var changed = edit with
        {
            Local = value,
            State = edit.State == ProductEditState.Conflict ? edit.State : ProductEditState.Owed,
            Revision = edit.Revision + 1,
            EditedAt = now,
            EditedBy = actor,
            DueAt = now,
            Attempts = 0,
            Error = null,
        };
        EditRows.Write(batch, shop, changed);
        if (edit.State == ProductEditState.Conflict)
        {
            ConflictRows.Edited(batch, changed);
        }

        return true;
    }

    private bool Remove(StatementBatch batch, StoredEdit edit)
    {
        if (edit is { State: ProductEditState.Conflict, ConflictId: { } conflict })
        {
            ConflictRows.Obsolete(batch, conflict, now);
        }

        EditRows.Remove(batch, shop, edit);
        return true;
    }
}
