namespace Integration.Conflicts;

/// <summary>Where a conflict stands. The numbers are stored.</summary>
public enum ConflictState
{
    /// <summary>A person has to decide.</summary>
    Open = 0,

    /// <summary>A person has decided.</summary>
    Decided = 1,

    /// <summary>The shop's policy has decided.</summary>
    Settled = 2,

    /// <summary>Both sides agree again, or the edit was withdrawn: there is nothing to decide any more.</summary>
    Obsolete = 3,
}
