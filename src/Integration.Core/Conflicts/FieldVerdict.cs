namespace Integration.Conflicts;

/// <summary>What becomes of a field that may differ on two sides.</summary>
public enum FieldVerdict
{
    /// <summary>Both sides have one value.</summary>
    Same,

    /// <summary>The platform's value stays.</summary>
    TakeRemote,

    /// <summary>Our value stays.</summary>
    TakeLocal,

    /// <summary>Nobody can say; a person decides.</summary>
    Conflict,
}
