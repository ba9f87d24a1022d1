using Integration.Products;

namespace Integration.Conflicts;

/// <summary>Decides what an answer of the platform means for a local edit.</summary>
internal static class EditRules
{
    private static readonly ConflictPolicy s_unchosen = new() { Policy = ConflictPolicyKind.ByHand };

    /// <summary>What becomes of the edit.</summary>
    /// <param name="edit">As it is.</param>
    /// <param name="remote">The platform's value; null where it tells none.</param>
    /// <param name="readAt">When the platform told it.</param>
    /// <param name="changedAt">When it says that the product was changed; null where it does not.</param>
    /// <param name="policy">The shop's; null where nobody has chosen one.</param>
    /// <param name="options">How late lists may be.</param>
    /// <param name="now">The database clock's now.</param>
    public static EditStep After(
        StoredEdit edit,
        FieldValue? remote,
        DateTimeOffset readAt,
        DateTimeOffset? changedAt,
        ConflictPolicy? policy,
        ConflictOptions options,
        DateTimeOffset now
    )
    {
        // What is not told is no change, and what our own write has replaced is told late.
        if (remote is null || IsStale(edit, remote, readAt, options))
        {
            return new(edit);
        }

        if (edit.State == ProductEditState.Written)
        {
            // The echo of our write, or what somebody made of it since: nothing here is newer than either.
            return new(null);
        }

        var chosen = policy ?? s_unchosen;
        var remoteAt = changedAt ?? readAt;
        var resolution = ConflictResolver.Resolve(
            edit.Local,
            remote,
            edit.Base,
            RuleOf(chosen, edit.Field.Field),
            edit.EditedAt,
            remoteAt
        );
        if (!resolution.IsConflict)
        {
            return Agreed(edit, resolution.Verdict, now);
        }

        ConflictTake? taken = resolution.Verdict switch
        {
            FieldVerdict.TakeLocal => ConflictTake.Local,
            FieldVerdict.TakeRemote => ConflictTake.Remote,
            _ => null,
        };
        return new(
            taken switch
            {
                ConflictTake.Remote => null,
                ConflictTake.Local => Owed(edit, remote, now),
                _ => edit with { State = ProductEditState.Conflict },
            },
            Found: new(edit, remote, remoteAt, chosen.Policy, taken)
        );
    }

    /// <summary>The edit as one that is to be written at once, over the platform's value.</summary>
    public static StoredEdit Owed(StoredEdit edit, FieldValue? remote, DateTimeOffset now) =>
        edit with
        {
            Base = remote,
            State = ProductEditState.Owed,
            DueAt = now,
            Attempts = 0,
            Error = null,
        };

    /// <summary>Whether two values are of one field and the later one can replace the other.</summary>
    public static string? FaultOf(EditedField field, FieldValue value, FieldValue? remote) =>
        (field.Field, value) switch
        {
            (ProductField.Title, { Title: { } title, Price: null, Stock: null }) => FaultOf(title),
            (ProductField.Price, { Price: { } price, Title: null, Stock: null }) => FaultOf(price, remote?.Price),
            (ProductField.Stock, { Stock: { } stock, Title: null, Price: null }) => stock is < 0 or > MaxStock
                ? $"Pieces from 0 to {MaxStock}."
                : null,
            _ => $"Set {field.Field.ToString().ToLowerInvariant()}, and nothing else.",
        };

    private const int MaxTitle = 1_000;
    private const long MaxStock = 1_000_000_000;
    private const decimal MaxPrice = 1_000_000_000_000;

    private static string? FaultOf(string title) =>
        string.IsNullOrWhiteSpace(title) || title.Length > MaxTitle || title.Any(char.IsControl)
            ? $"A title of 1 to {MaxTitle} characters without control characters."
            : null;

    private static string? FaultOf(Money price, Money? remote) =>
        price.Amount is <= 0 or > MaxPrice ? $"An amount above 0, to {MaxPrice}."
        : price.Currency is not { Length: 3 } code || !code.All(char.IsAsciiLetterUpper)
            ? "A currency as ISO 4217 writes it, such as EUR."
        : remote is not null && remote.Currency != price.Currency
            ? $"The platform has this price in {remote.Currency}; another currency cannot be written."
        : null;

    private static ConflictRule RuleOf(ConflictPolicy policy, ProductField field) =>
        policy.Policy switch
        {
            ConflictPolicyKind.RemoteWins => ConflictRule.RemoteWins,
            ConflictPolicyKind.LocalWins => ConflictRule.LocalWins,
            ConflictPolicyKind.NewestWins => ConflictRule.NewestWins,
            ConflictPolicyKind.FieldOwner => policy.Owners?.Of(field) switch
            {
                FieldOwner.Local => ConflictRule.LocalWins,
                FieldOwner.Remote => ConflictRule.RemoteWins,
                _ => ConflictRule.ByHand,
            },
            _ => ConflictRule.ByHand,
        };

    private static EditStep Agreed(StoredEdit edit, FieldVerdict verdict, DateTimeOffset now)
    {
        var wasOpen = edit.State == ProductEditState.Conflict;
        if (verdict != FieldVerdict.TakeLocal)
        {
            return new(null, EndsOpen: wasOpen);
        }

        // The platform went back to what both had in common: there is nothing to ask any more.
        return wasOpen ? new(Owed(edit, edit.Base, now), EndsOpen: true) : new(edit);
    }

    private static bool IsStale(StoredEdit edit, FieldValue remote, DateTimeOffset readAt, ConflictOptions options) =>
        edit.WrittenAt is { } written && remote.Equals(edit.BeforeWrite) && readAt < written + options.EchoWait;
}
