using Integration.Sandbox.Senders;

namespace Integration.Sandbox.Demo;

/// <summary>A system outside that the demo registers as a source and then plays.</summary>
internal sealed record DemoSource
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Scheme { get; init; }

    /// <summary>Requests a second.</summary>
    public required double Rate { get; init; }

    /// <summary>Its messages by number.</summary>
    public required Func<long, WebhookMessage> Messages { get; init; }

    /// <summary>The scheme's options.</summary>
    public object? Options { get; init; }

    /// <summary>Where the hub finds type, id, subject and time.</summary>
    public required object Mapping { get; init; }
}
