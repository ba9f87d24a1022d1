namespace Integration.Sync;

/// <summary>A part that a walk could not read for certain: told, never skipped in silence.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Window">Which part; null for the whole list.</param>
public sealed record WalkGap(WalkGapReason Reason, WalkWindow? Window);
