namespace Integration.Access;

/// <summary>What is asked for when an API key is made.</summary>
/// <param name="Name">Matches the pattern of ids; not the id of a source.</param>
/// <param name="Role">What the key may do.</param>
/// <param name="Sources">Sources that a sender is bound to; empty for any.</param>
[GenerateSerializer, Immutable, Alias("integration.ApiKeyDraft")]
public sealed record ApiKeyDraft(
    [property: Id(0)] string Name,
    [property: Id(1)] Role Role,
    [property: Id(2)] string[] Sources
);
