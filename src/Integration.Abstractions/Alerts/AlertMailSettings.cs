namespace Integration.Alerts;

/// <summary>Mail through one SMTP server. Its text form shows no secret.</summary>
[GenerateSerializer, Immutable, Alias("integration.AlertMailSettings")]
public sealed record AlertMailSettings
{
    /// <summary>Name or address of the server.</summary>
    [Id(0)]
    public string? Host { get; init; }

    /// <summary>Its port; default 587.</summary>
    [Id(1)]
    public int? Port { get; init; }

    /// <summary>start_tls (default), implicit_tls or none.</summary>
    [Id(2)]
    public string? Security { get; init; }

    /// <summary>User name; left out to send without signing in.</summary>
    [Id(3)]
    public string? UserName { get; init; }

    /// <summary>Password. Written, never read.</summary>
    [Id(4)]
    public string? Password { get; init; }

    /// <summary>Whose mail it is, such as <c>Hub &lt;hub@example.com&gt;</c>.</summary>
    [Id(5)]
    public string? From { get; init; }

    /// <summary>Who gets it, 1 to 100, each written like <see cref="From"/>.</summary>
    [Id(6)]
    public string[]? To { get; init; }

    /// <summary>What every subject begins with, to 50 characters.</summary>
    [Id(7)]
    public string? Prefix { get; init; }

    /// <summary>Mails a minute at most, 1 to 1,000; default 30.</summary>
    [Id(8)]
    public int? MessagesPerMinute { get; init; }

    /// <summary>The server only.</summary>
    public override string ToString() => $"mail by {Host}";
}
