using Integration.Platforms;

namespace Integration.Enrichment;

/// <summary>By whom orders are asked for.</summary>
/// <param name="Connector">The platform's connector.</param>
/// <param name="Credentials">What calls are signed by.</param>
internal sealed record EnrichmentAccount(IOrderDetails Connector, AccountCredentials Credentials);
