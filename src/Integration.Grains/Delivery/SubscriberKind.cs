using Integration.Problems;
using Integration.Resources;
using Integration.Secrets;
using Integration.Signatures;

namespace Integration.Delivery;

/// <summary>What is particular about subscribers as a configured resource.</summary>
internal sealed class SubscriberKind(SubscriberRules rules)
    : ResourceKind<SubscriberSettings, SubscriberSecrets, SubscriberResource>("subscriber")
{
    public override SubscriberSecrets NoSecrets =>
        throw new InvalidOperationException("A stored subscriber has a secret.");

    public override Problem? Check(SubscriberSettings settings, SubscriberSecrets secrets) => rules.Check(settings);

    public override SubscriberSecrets Secrets(
        SubscriberSettings settings,
        SubscriberSecrets? before,
        DateTimeOffset now
    )
    {
        var after =
            before is null ? new SubscriberSecrets(settings.Secret ?? WebhookSecret.Create().Reveal(), null, null, [])
            : settings.Secret is { } secret ? before.Rotate(secret, now)
            : before;
        return after with { Headers = settings.Headers ?? [] };
    }

    public override bool BringsAllSecrets(SubscriberSettings patched) =>
        patched.Secret is not null && patched.Headers?.ContainsValue(SecretVault.Masked) != true;

    public override bool HasNewSecret(
        SubscriberSettings settings,
        SubscriberSecrets? before,
        SubscriberSecrets after
    ) => before?.Current != after.Current;

    public override SubscriberSettings Stored(SubscriberSettings settings, string id) =>
        SubscriberRules.Stored(settings, id);

    public override SubscriberSettings AfterPatch(
        SubscriberSettings patched,
        SubscriberSettings before,
        SubscriberSecrets? secrets
    ) => KeepHeaders(KeepOneSchedule(patched, before), secrets);

    public override SubscriberResource Reveal(
        SubscriberResource created,
        SubscriberSettings asked,
        SubscriberSecrets secrets
    ) => asked.Secret is null ? created with { Secret = secrets.Current } : created;

    public override SubscriberResource Hide(SubscriberResource revealed) => revealed with { Secret = null };

    // A patch that gives one kind of schedule replaces the other kind.
    private static SubscriberSettings KeepOneSchedule(SubscriberSettings patched, SubscriberSettings before) =>
        patched.Retry is not { Schedule: not null } retry || (retry.MaxRetries is null && retry.Initial is null)
            ? patched
        : before.Retry?.Schedule is null ? patched with { Retry = new RetrySettings { Schedule = retry.Schedule } }
        : patched with { Retry = retry with { Schedule = null } };

    // Header values are not in the settings: those the patch left alone come from the sealed part.
    private static SubscriberSettings KeepHeaders(SubscriberSettings patched, SubscriberSecrets? secrets) =>
        patched with
        {
            Headers = patched.Headers?.ToDictionary(
                header => header.Key,
                header =>
                    header.Value == SecretVault.Masked && secrets?.Headers.TryGetValue(header.Key, out var kept) == true
                        ? kept
                        : header.Value,
                // The rules refuse names that differ in case only; here both must arrive.
                StringComparer.Ordinal
            ),
        };
}
