namespace Integration.Sandbox.Platforms;

/// <summary>How <see cref="FaultKind.ChangedTypes"/> changes an answer; the names at its root stay.</summary>
[Flags]
public enum TypeChanges
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary><c>12</c> becomes <c>"12"</c>.</summary>
    NumbersAsText = 1,

    /// <summary><c>"12.50"</c> becomes <c>12.50</c>, where the text is a plain number of at most 15 digits.</summary>
    TextAsNumbers = 2,

    /// <summary>An object that holds no other object or list becomes a list of that one object.</summary>
    ObjectsAsArrays = 4,

    /// <summary>A list of exactly one element becomes that element.</summary>
    SinglesAsObjects = 8,
}
