namespace Integration.Products;

/// <summary>A text in one language.</summary>
/// <param name="Language">BCP 47 tag, such as <c>zh</c> or <c>pt-BR</c>.</param>
/// <param name="Text">Not empty; a description may be HTML, as the platform gave it.</param>
[GenerateSerializer, Immutable, Alias("integration.LocalizedText")]
public sealed record LocalizedText([property: Id(0)] string Language, [property: Id(1)] string Text);
