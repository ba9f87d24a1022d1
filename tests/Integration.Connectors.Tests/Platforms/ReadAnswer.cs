using Integration.Products;

namespace Integration.Platforms;

/// <summary>What a connector made of a good answer, whatever it was about.</summary>
/// <param name="Texts">Texts that it read.</param>
/// <param name="Raw">What it was read from.</param>
internal sealed record ReadAnswer(string Texts, RawPayload Raw);
