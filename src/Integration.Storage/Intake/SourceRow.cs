namespace Integration.Intake;

/// <summary>A source as it is stored.</summary>
public sealed record SourceRow
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its settings, without secrets.</summary>
    public required SourceSettings Settings { get; init; }

    /// <summary>Its secrets, sealed; null where there are none.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>When the secrets were last changed, UTC.</summary>
    public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>Raised by each change.</summary>
    public required long Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>As the API shows it.</summary>
    public SourceResource ToResource() =>
        new()
        {
            Id = Id,
            Name = Settings.Name,
            Scheme = Settings.Scheme!,
            Options = Settings.Options,
            Mapping = Settings.Mapping,
            Enabled = Settings.Enabled,
            SecretSet = Sealed is not null,
            SecretChangedAt = SecretChangedAt,
            Warning = WarningOf(Settings),
            Version = Version,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };

    private static string? WarningOf(SourceSettings settings) =>
        settings.Scheme == "none" ? "Requests are not verified: anybody who knows the address can send."
        : settings.Scheme != "hmac" ? null
        : IsUnsigned(settings.Options, settings.Options?.TimestampHeader, "{timestamp}")
        || IsUnsigned(settings.Options, settings.Options?.NonceHeader, "{nonce}")
            ? "Timestamp or nonce are not signed: a captured request can be sent again. Name them in the template."
        : null;

    private static bool IsUnsigned(SourceOptions? options, string? header, string placeholder) =>
        header is not null && options?.Template?.Contains(placeholder, StringComparison.Ordinal) != true;
}
