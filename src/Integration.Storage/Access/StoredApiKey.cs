namespace Integration.Access;

/// <summary>An API key with the hash that a request's key is checked against.</summary>
/// <param name="Key">The key as lists show it.</param>
/// <param name="Hash">SHA-256 of the whole key.</param>
public sealed record StoredApiKey(ApiKeyResource Key, byte[] Hash);
