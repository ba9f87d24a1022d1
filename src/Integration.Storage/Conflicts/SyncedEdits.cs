using System.Text.Json;
using Integration.Intake;
using Integration.Json;
using Integration.Sync;
using Integration.Time;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>
/// Compares local edits with what the platform tells of their products, inside the page's transaction: one statement reads, one batch
/// writes. A page that changes no product with edits costs nothing.
/// </summary>
internal static class SyncedEdits
{
    private const string Detected = "product.conflict_detected";

    /// <summary>Resolves the edits of products of a page.</summary>
    /// <param name="connection">With the transaction, which has written and so locked the products.</param>
    /// <param name="page">The page.</param>
    /// <param name="told">Those of its products whose edits are compared.</param>
    /// <param name="options">How late lists may be.</param>
    /// <param name="ids">Makes ids of conflicts and events.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The events of conflicts that were found.</returns>
    public static async Task<IReadOnlyList<EventDraft>> Resolve(
        NpgsqlConnection connection,
        SyncPage page,
        IReadOnlyList<ToldProduct> told,
        ConflictOptions options,
        IIdGenerator ids,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (told.Count == 0)
        {
            return [];
        }

        var products = told.ToDictionary(static one => one.Id, StringComparer.Ordinal);
        var batch = new StatementBatch(connection);
        var events = new List<EventDraft>();
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (edit, policy) in await EditRows.Lock(connection, page.Shop, [.. products.Keys], ct))
        {
            var product = products[edit.Product];
            var remote = FieldValues.Of(product.Content, edit.Field);
            var step = EditRules.After(edit, remote, product.ReadAt, product.ChangedAt, policy, options, now);
            if (Write(batch, page.Shop, edit, step, ids, now) is { } conflict)
            {
                events.Add(Event(page, step.Found!, conflict, product, ids.NewId(now), now));
            }

            if (step.Edit is null)
            {
                gone.Add(edit.Product);
            }
        }

        if (gone.Count > 0)
        {
            EditRows.NoteAt(batch, page.Shop, [.. gone.Order(StringComparer.Ordinal)], raisesVersion: true);
        }

        await batch.Run(ct);
        return events;
    }

    // The id of a conflict that nobody was told of yet.
    private static Guid? Write(
        StatementBatch batch,
        string shop,
        StoredEdit edit,
        EditStep step,
        IIdGenerator ids,
        DateTimeOffset now
    )
    {
        var open = edit.State == ProductEditState.Conflict ? edit.ConflictId : null;
        var after = step.Edit;
        Guid? told = null;
        if (step.Found is { } found)
        {
            var id = open ?? ids.NewId(now);
            ConflictRows.Write(batch, shop, id, found, now);
            after = after is null ? null : after with { ConflictId = id };
            told = open is null ? id : null;
        }
        else if (step.EndsOpen && open is { } obsolete)
        {
            ConflictRows.Obsolete(batch, obsolete, now);
        }

        if (after is null)
        {
            EditRows.Remove(batch, shop, edit);
        }
        else if (after != edit)
        {
            EditRows.Write(batch, shop, after);
        }

        return told;
    }

    private static EventDraft Event(
        SyncPage page,
        FoundConflict found,
        Guid conflict,
        ToldProduct product,
        Guid id,
        DateTimeOffset now
    )
    {
        var subject = $"product/{product.Id}";
        var variant = found.Edit.Field.Variant;
        return new EventDraft
        {
            EventId = id,
            Source = page.Shop,
            Type = Detected,
            Key = $"{subject}@conflict/{conflict}",
            Subject = subject,
            Time = now,
            Payload = JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    page.Shop,
                    page.Platform,
                    product.Id,
                    ConflictId = conflict,
                    found.Edit.Field.Field,
                    Variant = variant.Length == 0 ? null : variant,
                    found.Edit.Base,
                    found.Edit.Local,
                    found.Remote,
                    found.Policy,
                    found.Taken,
                    found.Edit.EditedAt,
                    found.RemoteAt,
                },
                WireJson.Options
            ),
            ContentType = "application/json",
            PayloadKind = PayloadKind.Json,
        };
    }
}
