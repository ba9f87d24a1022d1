using Integration.Catalogue;

namespace Integration.Platforms;

/// <summary>
/// What an account signs and authorises its calls with. Never logged, stored or sent to another process as it is; its text form
/// shows no secret.
/// </summary>
/// <param name="AccountId">Our id of the account, for limits and measurements by account.</param>
/// <param name="AppKey">The app's public id (app_key, client_id).</param>
/// <param name="AppSecret">The app's secret, the key of its signatures.</param>
public sealed record AccountCredentials(string AccountId, string AppKey, string AppSecret)
{
    /// <summary>
    /// One of the connector's <see cref="ConnectorDeclaration.AppKinds"/>, which decides through which interface products are
    /// read; null for the first of them.
    /// </summary>
    public string? AppKind { get; init; }

    /// <summary>The access token (TOP calls it session); null where the app needs none or has none yet.</summary>
    public string? AccessToken { get; init; }

    /// <summary>What a new access token is asked for with; null where there is none.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Calls in a second that the account allows itself, below what its platform does; null for no such limit.</summary>
    public double? CallsPerSecond { get; init; }

    /// <summary>Calls at once that the account allows itself, 1 or more; null for what the pipeline's options say.</summary>
    public int? MaxConcurrentCalls { get; init; }

    /// <summary>When the account had last been changed as these were read; null where that is not known.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Account, app key and kind only.</summary>
    public override string ToString() => $"{AccountId} (app {AppKey}, {AppKind ?? "default"})";
}
