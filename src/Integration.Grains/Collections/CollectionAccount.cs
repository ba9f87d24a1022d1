using Integration.Platforms;

namespace Integration.Collections;

/// <summary>By whom products are asked for.</summary>
/// <param name="Connector">The platform's connector.</param>
/// <param name="Credentials">What calls are signed by.</param>
/// <param name="Kind">The account's kind of app.</param>
internal sealed record CollectionAccount(IProductDetails Connector, AccountCredentials Credentials, AppKind Kind);
