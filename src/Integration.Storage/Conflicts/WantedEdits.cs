namespace Integration.Conflicts;

/// <summary>What a merge patch makes of a product's edits.</summary>
/// <param name="Values">The values that are wanted after it, those of before included.</param>
/// <param name="Named">Which of them the patch names.</param>
internal sealed record WantedEdits(Dictionary<EditedField, FieldValue> Values, IReadOnlySet<EditedField> Named);
