namespace Integration.Access;

/// <summary>Metadata of an endpoint, for the API's description.</summary>
/// <param name="Roles">The roles that may call it.</param>
internal sealed record NeedsApiKey(string Roles);
