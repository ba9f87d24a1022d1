namespace Integration.Sync;

/// <summary>The page that a walk needs next.</summary>
/// <param name="Step">Which state of the walk asks: a checkpoint is written where the stored one is still at this step.</param>
/// <param name="Window">Which records; null for the whole list.</param>
/// <param name="Cursor">Which page of them, as the list named it; it holds the direction too. Null for the first.</param>
/// <param name="NotBefore">When to ask; null for at once.</param>
public sealed record WalkRequest(long Step, WalkWindow? Window, string? Cursor, DateTimeOffset? NotBefore);
