namespace Integration.Caching;

/// <summary>What reads of products must have in common to share a call.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="AccountId">Our id of the account.</param>
/// <param name="Variation">Kind of app, language, currency and country.</param>
/// <param name="MaxIds">Ids a call, which follows from the kind of app.</param>
internal sealed record ReadKey(string Platform, string AccountId, string Variation, int MaxIds);
