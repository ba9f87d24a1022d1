namespace Integration.Accounts;

/// <summary>The page of a platform on which a person authorises the account's app.</summary>
/// <param name="Url">To be opened in a browser; holds no secret.</param>
[GenerateSerializer, Immutable, Alias("integration.AuthorisationPage")]
public sealed record AuthorisationPage([property: Id(0)] string Url);
