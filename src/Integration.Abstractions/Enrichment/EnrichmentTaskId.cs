namespace Integration.Enrichment;

/// <summary>
/// The id of a task: its shop and the number of its (parent) order, <c>shop:number</c>. A shop's id has no colon; whatever stands behind
/// the first one is the number.
/// </summary>
/// <param name="Shop">The shop.</param>
/// <param name="Number">The number.</param>
public readonly record struct EnrichmentTaskId(string Shop, string Number)
{
    /// <summary>Reads an id; null where it is none.</summary>
    public static EnrichmentTaskId? Of(string text) =>
        text.Split(':', 2) is [{ Length: > 0 } shop, { Length: > 0 } number]
        && !text.Contains('\0', StringComparison.Ordinal)
            ? new(shop, number)
            : null;

    /// <inheritdoc />
    public override string ToString() => $"{Shop}:{Number}";
}
