namespace Integration.Conflicts;

/// <summary>Whose value stays where both sides changed a field. The numbers are stored.</summary>
public enum ConflictPolicyKind
{
    /// <summary>A person decides.</summary>
    ByHand = 0,

    /// <summary>The platform's.</summary>
    RemoteWins = 1,

    /// <summary>Ours.</summary>
    LocalWins = 2,

    /// <summary>The one that was changed later; of two at one instant the platform's.</summary>
    NewestWins = 3,

    /// <summary>The one of the side that owns the field; a person decides about fields without an owner.</summary>
    FieldOwner = 4,
}
