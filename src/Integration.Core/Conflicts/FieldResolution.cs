namespace Integration.Conflicts;

/// <summary>What becomes of a field, and whether both sides had changed it.</summary>
/// <param name="Verdict">Whose value stays.</param>
/// <param name="IsConflict">Whether both sides had changed it, each to another value.</param>
public readonly record struct FieldResolution(FieldVerdict Verdict, bool IsConflict);
