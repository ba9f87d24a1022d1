using Integration.Catalogue;
using Integration.Mapping;
using Integration.Problems;
using Integration.Resources;

namespace Integration.Intake;

/// <summary>What is particular about sources as a configured resource.</summary>
internal sealed class SourceKind(ConnectorCatalogue connectors)
    : ResourceKind<SourceSettings, SourceSecrets, SourceResource>("source")
{
    public override SourceSecrets NoSecrets { get; } = new([]);

    public override Problem Taken(string id) =>
        new(
            "already-exists",
            409,
            InternalSources.IsReserved(id)
                ? $"The id '{id}' is reserved: events that the hub makes itself have it as their source. Choose another one."
                : $"The id '{id}' is taken, by a source or as the name of an API key."
        );

    public override Problem? Check(SourceSettings settings, SourceSecrets secrets) =>
        SourceRules.Compile(settings, secrets.Secrets, connectors).Problem;

    public override SourceSecrets Secrets(SourceSettings settings, SourceSecrets? before, DateTimeOffset now) =>
        settings.Secrets is { } given ? new SourceSecrets(given) : before ?? NoSecrets;

    public override bool BringsAllSecrets(SourceSettings patched) => patched.Secrets is not null;

    public override bool HasNewSecret(SourceSettings settings, SourceSecrets? before, SourceSecrets after) =>
        settings.Secrets is { } given && (given.Length > 0 || before is not null);

    public override bool IsEmpty(SourceSecrets secrets) => secrets.Secrets.Length == 0;

    public override SourceSettings Stored(SourceSettings settings, string id) =>
        settings with
        {
            Id = id,
            Secrets = null,
        };
}
