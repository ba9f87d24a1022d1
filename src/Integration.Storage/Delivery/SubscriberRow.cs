namespace Integration.Delivery;

/// <summary>A subscriber as it is stored.</summary>
public sealed record SubscriberRow
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its settings; no secret, and <c>***</c> for the values of headers.</summary>
    public required SubscriberSettings Settings { get; init; }

    /// <summary>Secrets and header values, sealed.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>When the secret was last changed, UTC.</summary>
    public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>Raised when it is disabled or deleted: older pending deliveries are cancelled.</summary>
    public required long Epoch { get; init; }

    /// <summary>Raised by each change.</summary>
    public required long Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was deleted; the row stays so that its epoch goes on rising.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>As the API shows it.</summary>
    public SubscriberResource ToResource() =>
        new()
        {
            Id = Id,
            Name = Settings.Name,
            Url = Settings.Url!,
            EventTypes = Settings.EventTypes!,
            Sources = Settings.Sources ?? [],
            Format = Settings.Format!,
            Headers = Settings.Headers ?? [],
            Timeout = Settings.Timeout!,
            Retry = Settings.Retry!,
            Concurrency = Settings.Concurrency!.Value,
            Freshness = Settings.Freshness,
            Enabled = Settings.Enabled,
            SecretSet = true,
            SecretChangedAt = SecretChangedAt,
            Version = Version,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
}
