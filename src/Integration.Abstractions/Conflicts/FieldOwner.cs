namespace Integration.Conflicts;

/// <summary>The side that owns a field.</summary>
public enum FieldOwner
{
    /// <summary>The platform.</summary>
    Remote = 0,

    /// <summary>Those who edit here.</summary>
    Local = 1,
}
