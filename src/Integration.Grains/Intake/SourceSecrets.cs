namespace Integration.Intake;

/// <summary>What of a source is stored sealed.</summary>
/// <param name="Secrets">All valid secrets.</param>
internal sealed record SourceSecrets(string[] Secrets);
