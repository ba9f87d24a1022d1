using Integration.Secrets;

namespace Integration.Alerts;

/// <summary>The secrets among the settings of a channel: which they are, taken out and put in again. Pure.</summary>
internal static class AlertChannelMask
{
    /// <summary>The secrets that are there, by field.</summary>
    public static IReadOnlyDictionary<string, string> Secrets(AlertChannelSettings settings)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Change(
            settings,
            (field, value) =>
            {
                if (value is not null)
                    found[field] = value;
                return value;
            }
        );
        return found;
    }

    /// <summary>Fields with a mask in the place of a secret.</summary>
    public static IEnumerable<string> MaskedFields(AlertChannelSettings settings) =>
        Secrets(settings)
            .Where(static secret => secret.Value == SecretVault.Masked)
            .Select(static secret => secret.Key);

    /// <summary>The settings with a mask in the place of each secret.</summary>
    public static AlertChannelSettings Hide(AlertChannelSettings settings) =>
        Change(settings, static (_, value) => value is null ? null : SecretVault.Masked);

    /// <summary>The settings with what is held in the place of each mask; where nothing is held, the mask stays.</summary>
    public static AlertChannelSettings Fill(AlertChannelSettings settings, AlertChannelSettings? held)
    {
        var secrets = held is null ? null : Secrets(held);
        return Change(
            settings,
            (field, value) =>
                value == SecretVault.Masked
                    ? secrets?.GetValueOrDefault(field, SecretVault.Masked) ?? SecretVault.Masked
                    : value
        );
    }

    private static AlertChannelSettings Change(AlertChannelSettings settings, Func<string, string?, string?> change) =>
        settings with
        {
            Email = settings.Email is { } mail
                ? mail with
                {
                    Password = change("email.password", mail.Password),
                }
                : null,
            Dingtalk = Change("dingtalk", settings.Dingtalk, change),
            Feishu = Change("feishu", settings.Feishu, change),
            Wecom = Change("wecom", settings.Wecom, change),
            Sms = settings.Sms is { } sms
                ? sms with
                {
                    Url = change("sms.url", sms.Url),
                    Body = change("sms.body", sms.Body),
                    Headers = sms.Headers?.ToDictionary(
                        static header => header.Key,
                        header => change($"sms.headers.{header.Key}", header.Value)!,
                        StringComparer.Ordinal
                    ),
                }
                : null,
        };

    private static AlertRobotSettings? Change(
        string way,
        AlertRobotSettings? robot,
        Func<string, string?, string?> change
    ) =>
        robot is null
            ? null
            : robot with
            {
                Webhook = change($"{way}.webhook", robot.Webhook),
                Secret = change($"{way}.secret", robot.Secret),
            };
}
