namespace Integration.Alerts;

/// <summary>What of a channel is stored sealed. Its text form shows none of it.</summary>
/// <param name="Whole">Its settings with their secrets: most of what stands in a way is one.</param>
internal sealed record AlertChannelSecrets(AlertChannelSettings Whole)
{
    public override string ToString() => "secrets of an alert channel";
}
