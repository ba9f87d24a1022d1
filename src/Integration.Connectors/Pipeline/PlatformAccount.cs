using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>An account with what it signs by.</summary>
/// <param name="Platform">The platform's name in the catalogue.</param>
/// <param name="Credentials">What calls are signed and authorised with.</param>
public sealed record PlatformAccount(string Platform, AccountCredentials Credentials);
