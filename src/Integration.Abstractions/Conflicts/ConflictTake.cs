namespace Integration.Conflicts;

/// <summary>Which value is taken. The numbers are stored.</summary>
public enum ConflictTake
{
    /// <summary>The value here; it is written to the platform.</summary>
    Local = 0,

    /// <summary>The platform's; the edit is gone.</summary>
    Remote = 1,

    /// <summary>A third one; it is written to the platform.</summary>
    Value = 2,
}
