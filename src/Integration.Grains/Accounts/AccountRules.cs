using Integration.Catalogue;
using Integration.Mapping;
using Integration.Platforms;
using Integration.Problems;
using Integration.Secrets;

namespace Integration.Accounts;

/// <summary>Checks an account's settings against what its platform's connector declares, all faults at once. Pure.</summary>
internal sealed class AccountRules(ConnectorCatalogue connectors)
{
    private const int MaxAppKey = 200;
    private const int MaxSecret = 4096;
    private const int MaxConcurrency = 256;
    private const double MinRate = 0.01;
    private const double MaxRate = 10_000;

    /// <summary>Every fault; null when there is none.</summary>
    /// <param name="settings">As they were given, or patched.</param>
    /// <param name="secrets">What they come to.</param>
    public Problem? Check(AccountSettings settings, AccountSecrets secrets)
    {
        var errors = new FieldErrors();
        errors.When(settings.Id is { } id && !ResourceIds.IsValid(id), "id", ResourceIds.Rule);
        errors.When(
            !IsToken(settings.AppKey, MaxAppKey),
            "app_key",
            $"The app's key as the platform shows it: 1 to {MaxAppKey} characters without spaces."
        );
        CheckSecret(errors, "app_secret", settings.AppSecret, secrets.AppSecret);
        CheckSecret(errors, "access_token", settings.AccessToken, secrets.AccessToken);
        CheckSecret(errors, "refresh_token", settings.RefreshToken, secrets.RefreshToken);
        errors.When(settings.AppSecret is null, "app_secret", "Required: what the app signs its calls with.");
        CheckApp(errors, settings);
        CheckLimits(errors, settings.Limits);
        errors.WhenNoNote(settings.Note);
        return errors.Problem;
    }

    /// <summary>The settings as they are stored and shown: with the kind of app written out, a mask for each secret.</summary>
    public AccountSettings Stored(AccountSettings settings, string id) =>
        settings with
        {
            Id = id,
            AppKind = settings.AppKind ?? Find(settings.Platform)!.AppKinds[0].Name,
            AppSecret = Mask(settings.AppSecret),
            AccessToken = Mask(settings.AccessToken),
            RefreshToken = Mask(settings.RefreshToken),
        };

    private static string? Mask(string? secret) => secret is null ? null : SecretVault.Masked;

    // From pasted text: a line end at the end of a secret is nearly always a mistake, and never seen.
    private static bool IsToken(string? text, int limit) =>
        text is { Length: > 0 } && text.Length <= limit && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static void CheckSecret(FieldErrors errors, string field, string? given, string? held)
    {
        errors.When(
            given == SecretVault.Masked && held is null,
            field,
            $"{SecretVault.Masked} keeps what is stored, and nothing is: give it anew."
        );
        errors.When(
            given is not null && !IsToken(given, MaxSecret),
            field,
            $"1 to {MaxSecret} characters without spaces and line ends."
        );
    }

    private static void CheckLimits(FieldErrors errors, AccountLimits? limits)
    {
        errors.When(
            limits?.CallsPerSecond is { } rate && rate is not (>= MinRate and <= MaxRate),
            "limits.calls_per_second",
            "From 0.01 to 10000."
        );
        errors.When(
            limits?.Concurrency is < 1 or > MaxConcurrency,
            "limits.concurrency",
            $"From 1 to {MaxConcurrency}."
        );
    }

    private void CheckApp(FieldErrors errors, AccountSettings settings)
    {
        if (Find(settings.Platform) is not { } platform)
        {
            var known = string.Join(", ", connectors.Connectors.Select(static one => one.Declaration.Platform));
            errors.Add("platform", $"One of {known}.");
            return;
        }

        var kind = settings.AppKind is null
            ? platform.AppKinds[0]
            : Array.Find(platform.AppKinds, one => string.Equals(one.Name, settings.AppKind, StringComparison.Ordinal));
        if (kind is null)
        {
            var known = string.Join(", ", platform.AppKinds.Select(static one => one.Name));
            errors.Add("app_kind", $"One of {known} for {platform.Platform}.");
            return;
        }

        errors.When(
            // Where a code can be exchanged, the first tokens come later.
            kind.NeedsToken
                && settings.AccessToken is null
                && settings.RefreshToken is null
                && !connectors.TryFind<ITokenExchange>(platform.Platform, out _),
            "access_token",
            $"Apps of the kind {kind.Name} read with an access token: authorise the app at the platform, or give a refresh_token."
        );
    }

    private ConnectorDeclaration? Find(string? platform) =>
        platform is not null && connectors.TryFind<IConnector>(platform, out var connector)
            ? connector.Declaration
            : null;
}
