namespace Integration.Sync;

/// <summary>The time of a record that a window goes by. The numbers are stored.</summary>
public enum WindowTime
{
    /// <summary>When it last changed: a record leaves its window when it changes.</summary>
    Changed = 0,

    /// <summary>When it was made: a record stays in its window for ever.</summary>
    Created = 1,
}
