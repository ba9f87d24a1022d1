using Integration.Catalogue;
using Integration.Mapping;
using Integration.Platforms;
using Integration.Problems;
using Integration.Signatures;
using Integration.Time;

namespace Integration.Intake;

/// <summary>Checks a source's settings, all faults at once, and compiles them. Pure.</summary>
internal static class SourceRules
{
    private const int MaxSecrets = 10;
    private static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MinTolerance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxTolerance = TimeSpan.FromHours(1);

    /// <summary>The compiled source, or every fault of its settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="secrets">The secrets, which the settings may leave out.</param>
    /// <param name="connectors">A scheme may be the name of one that reads its platform's webhooks.</param>
    public static Outcome<SourceRuntime> Compile(
        SourceSettings settings,
        IReadOnlyList<string> secrets,
        ConnectorCatalogue connectors
    )
    {
        var errors = new FieldErrors();
        errors.When(settings.Id is { } id && !ResourceIds.IsValid(id), "id", ResourceIds.Rule);
        errors.WhenNoName(settings.Name);
        errors.When(secrets.Count > MaxSecrets, "secrets", $"At most {MaxSecrets} secrets.");
        var tolerance = ToleranceOf(settings.Options?.Tolerance);
        errors.When(tolerance is null, "options.tolerance", "A duration from 1s to 1h, such as 5m.");
        SignatureVerifier? verifier = null;
        var platform = PlatformOf(settings.Scheme, connectors);
        if (platform is not null)
        {
            errors.When(secrets.Count == 0, "secrets", "At least one secret: what the platform signs with.");
        }
        else
        {
            var config = ConfigOf(settings, secrets, tolerance ?? DefaultTolerance);
            if (!SignatureVerifier.TryCreate(config, out verifier, out var signatureErrors))
            {
                errors.AddAll(signatureErrors);
            }
        }

        if (!EventMapping.TryCreate(ExpressionsOf(settings.Mapping), out var mapping, out var mappingErrors))
        {
            errors.AddAll(mappingErrors);
        }

        return errors.Problem is { } problem
            ? problem
            : new SourceRuntime(settings.Enabled, mapping!, tolerance!.Value)
            {
                Verifier = verifier,
                Platform = platform,
                Secrets = secrets,
            };
    }

    private static IWebhookParsing? PlatformOf(string? scheme, ConnectorCatalogue connectors) =>
        scheme is not null && connectors.TryFind<IWebhookParsing>(scheme, out var platform) ? platform : null;

    private static SignatureConfig ConfigOf(
        SourceSettings settings,
        IReadOnlyList<string> secrets,
        TimeSpan tolerance
    ) =>
        new()
        {
            Scheme = settings.Scheme,
            Secrets = secrets,
            SignatureHeader = settings.Options?.SignatureHeader,
            TimestampHeader = settings.Options?.TimestampHeader,
            NonceHeader = settings.Options?.NonceHeader,
            Prefix = settings.Options?.Prefix,
            Template = settings.Options?.Template,
            Algorithm = settings.Options?.Algorithm,
            Encoding = settings.Options?.Encoding,
            Tolerance = tolerance,
        };

    private static MappingExpressions ExpressionsOf(SourceMapping? mapping) =>
        new()
        {
            Type = mapping?.Type,
            Id = mapping?.Id,
            Subject = mapping?.Subject,
            Time = mapping?.Time,
            Version = mapping?.Version,
        };

    private static TimeSpan? ToleranceOf(string? text) =>
        text is null ? DefaultTolerance
        : Durations.TryParse(text, out var tolerance) && tolerance >= MinTolerance && tolerance <= MaxTolerance
            ? tolerance
        : null;
}
