namespace Integration.Rates;

/// <summary>A permit to come, or the refusal of one.</summary>
/// <param name="Due">The timestamp at which the permit is to be used; null for a refusal.</param>
/// <param name="RetryAfter">After a refusal, when to ask again.</param>
/// <param name="Epoch">Within which it holds.</param>
internal readonly record struct RateSlot(long? Due, TimeSpan RetryAfter, RateEpoch Epoch);
