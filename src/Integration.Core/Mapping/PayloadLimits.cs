namespace Integration.Mapping;

/// <summary>Bounds of a JSON payload, against JSON made to be expensive.</summary>
public sealed class PayloadLimits
{
    /// <summary>Deepest nesting; default 64.</summary>
    public int MaxDepth { get; set; } = 64;

    /// <summary>Values, names and brackets together; default 200,000.</summary>
    public int MaxTokens { get; set; } = 200_000;

    /// <summary>Longest number in characters; default 400. Longer ones take quadratic time where they are read as numbers.</summary>
    public int MaxNumberLength { get; set; } = 400;
}
