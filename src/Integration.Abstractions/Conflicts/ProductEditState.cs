namespace Integration.Conflicts;

/// <summary>Where a local edit stands. The numbers are stored.</summary>
public enum ProductEditState
{
    /// <summary>It is to be written to the platform.</summary>
    Owed = 0,

    /// <summary>The platform has another value than both sides had in common; a person decides.</summary>
    Conflict = 1,

    /// <summary>The platform has taken it; its next list will tell so.</summary>
    Written = 2,

    /// <summary>The platform does not take it; setting it anew tries again.</summary>
    Failed = 3,
}
