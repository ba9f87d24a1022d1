namespace Integration.Access;

/// <summary>The body of <c>POST /api/v1/api-keys</c>.</summary>
public sealed record ApiKeyRequest
{
    /// <summary>Matches the pattern of ids; becomes the <c>source</c> of events posted without one.</summary>
    public required string Name { get; init; }

    /// <summary>administrator, operator, viewer or sender.</summary>
    public required Role Role { get; init; }

    /// <summary>Sources that a sender is bound to; leave it out for any.</summary>
    public string[]? Sources { get; init; }
}
