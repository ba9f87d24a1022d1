namespace Integration.Conflicts;

/// <summary>Which side's value stays where both changed a field.</summary>
public enum ConflictRule
{
    /// <summary>Undecided: a person decides.</summary>
    ByHand,

    /// <summary>The platform's.</summary>
    RemoteWins,

    /// <summary>Ours.</summary>
    LocalWins,

    /// <summary>The one that was changed later; of two at one instant the platform's.</summary>
    NewestWins,
}
