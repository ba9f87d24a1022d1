using Integration.Problems;

namespace Integration.Conflicts;

/// <summary>The problems of edits and conflicts.</summary>
internal static class ConflictProblems
{
    public static Problem Stale(long version) =>
        new("stale-version", 412, $"The resource is at version {version} now; read it again and repeat the change.");

    public static Problem UnknownProduct(string shop, string product) =>
        new("not-found", 404, $"There is no product '{product}' of the shop '{shop}', or it is gone from the shop.");

    public static Problem UnknownConflict(Guid id) => new("not-found", 404, $"There is no conflict '{id}'.");

    public static Problem Ended(ConflictState state) =>
        new(
            "conflict-ended",
            409,
            $"The conflict is {state.ToString().ToLowerInvariant()}: there is nothing to decide any more. Edit the product instead."
        );

    /// <summary>Where a patch sets what the platform does not take; to withdraw such an edit is allowed.</summary>
    public static Problem? NotWritable(WritableFields? writable, WantedEdits wanted)
    {
        if (writable is null)
        {
            return null;
        }

        var fields = wanted.Named.Select(static one => one.Field).Except(writable.Fields).Order().ToArray();
        return fields.Length == 0
            ? null
            : new(
                "product-not-writable",
                409,
                $"Of products at {writable.Platform} these cannot be changed from here: "
                    + $"{string.Join(", ", fields).ToLowerInvariant()}."
            );
    }

    public static Problem Invalid(Dictionary<string, string[]> errors) =>
        new("validation", 422, "Some fields are not valid; see errors.") { Errors = errors };
}
