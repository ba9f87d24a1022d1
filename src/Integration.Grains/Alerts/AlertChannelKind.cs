using Integration.Mapping;
using Integration.Notices;
using Integration.Problems;
using Integration.Resources;
using Integration.Secrets;

namespace Integration.Alerts;

/// <summary>What is particular about channels of notices as a configured resource.</summary>
internal sealed class AlertChannelKind(NoticesOptions options)
    : ResourceKind<AlertChannelSettings, AlertChannelSecrets, AlertChannelResource>(KindName)
{
    public const string KindName = "alert-channel";

    public override AlertChannelSecrets NoSecrets =>
        throw new InvalidOperationException("The settings of a stored channel are sealed.");

    public override Problem Taken(string id) =>
        new("already-exists", 409, $"An alert channel '{id}' exists; change it with PATCH or choose another id.");

    public override Problem? Check(AlertChannelSettings settings, AlertChannelSecrets secrets)
    {
        var errors = new FieldErrors();
        errors.When(settings.Id is { } id && !ResourceIds.IsValid(id), "id", ResourceIds.Rule);
        errors.When(
            settings.Id == NoticesOptions.EventsName,
            "id",
            $"The name {NoticesOptions.EventsName} is that of the channel that makes events."
        );
        errors.WhenNoNote(settings.Note);
        var masked = AlertChannelMask.MaskedFields(secrets.Whole).ToList();
        foreach (var field in masked)
            errors.Add(field, $"{SecretVault.Masked} keeps what is stored, and nothing is: give it anew.");
        // What else is wrong shows when the secrets are there.
        if (masked.Count == 0)
            AlertChannelWays.Read(secrets.Whole, errors);
        return errors.Problem;
    }

    public override AlertChannelSecrets Secrets(
        AlertChannelSettings settings,
        AlertChannelSecrets? before,
        DateTimeOffset now
    ) => new(AlertChannelMask.Fill(settings, before?.Whole));

    public override bool HasNewSecret(
        AlertChannelSettings settings,
        AlertChannelSecrets? before,
        AlertChannelSecrets after
    )
    {
        if (before is null)
            return true;
        var (old, now) = (AlertChannelMask.Secrets(before.Whole), AlertChannelMask.Secrets(after.Whole));
        return old.Count != now.Count || now.Any(secret => old.GetValueOrDefault(secret.Key) != secret.Value);
    }

    public override bool BringsAllSecrets(AlertChannelSettings patched) =>
        !AlertChannelMask.MaskedFields(patched).Any();

    public override AlertChannelSettings Stored(AlertChannelSettings settings, string id) =>
        AlertChannelMask.Hide(settings) with
        {
            Id = id,
            MinSeverity = settings.MinSeverity ?? AlertNames.Of(AlertSeverity.Info),
        };

    public override AlertChannelResource Reveal(
        AlertChannelResource created,
        AlertChannelSettings asked,
        AlertChannelSecrets secrets
    ) =>
        options.Channels.ContainsKey(created.Id)
            ? created with
            {
                Warning = $"The options have a channel '{created.Id}' too: it wins, and this one is not used.",
            }
            : created;

    public override AlertChannelResource Hide(AlertChannelResource revealed) => revealed with { Warning = null };
}
