namespace Integration.Resources;

/// <summary>A configured resource as it is stored.</summary>
/// <typeparam name="TSettings">The resource as its owner configures it.</typeparam>
public sealed record ResourceRow<TSettings>
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its settings, without anything secret.</summary>
    public required TSettings Settings { get; init; }

    /// <summary>What is secret of it, sealed; null where there is nothing.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>When the secrets were last changed, UTC.</summary>
    public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>
    /// Raised when it is disabled or deleted: what waits under an older epoch is cancelled. Only kept where
    /// <see cref="ResourceTable{TSettings,TResource}.KeepsDeleted"/>.
    /// </summary>
    public long Epoch { get; init; }

    /// <summary>Raised by each change.</summary>
    public required long Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was deleted; the row stays so that its epoch goes on rising.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}
