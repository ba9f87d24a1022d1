namespace Integration.Alerts;

/// <summary>
/// A gateway for text messages over HTTP. Address and body may hold the placeholders <c>{to}</c>, <c>{text}</c>, <c>{title}</c>,
/// <c>{id}</c> and <c>{severity}</c>. Its text form shows no secret.
/// </summary>
[GenerateSerializer, Immutable, Alias("integration.AlertSmsSettings")]
public sealed record AlertSmsSettings
{
    /// <summary>The address, <c>https</c>; placeholders only behind the host. Written, never read.</summary>
    [Id(0)]
    public string? Url { get; init; }

    /// <summary>GET, POST (default) or PUT.</summary>
    [Id(1)]
    public string? Method { get; init; }

    /// <summary>Headers, such as one with the gateway's key; at most 20. Their values are written, never read.</summary>
    [Id(2)]
    public Dictionary<string, string>? Headers { get; init; }

    /// <summary>How the body is written: json (default), form, xml, text, or none.</summary>
    [Id(3)]
    public string? BodyKind { get; init; }

    /// <summary>The body, to 10,000 characters; default <c>{"to":"{to}","text":"{text}"}</c>. Written, never read.</summary>
    [Id(4)]
    public string? Body { get; init; }

    /// <summary>Numbers as the gateway wants them, 1 to 100.</summary>
    [Id(5)]
    public string[]? Recipients { get; init; }

    /// <summary>What stands between numbers; default a comma.</summary>
    [Id(6)]
    public string? Separator { get; init; }

    /// <summary>What every text begins with, to 50 characters.</summary>
    [Id(7)]
    public string? Prefix { get; init; }

    /// <summary>The most characters of a text, 20 to 1,000; default 300.</summary>
    [Id(8)]
    public int? MaxCharacters { get; init; }

    /// <summary>What the answer must contain for the message to count as taken; left out, any 2xx will do.</summary>
    [Id(9)]
    public string? SuccessText { get; init; }

    /// <summary>Messages a minute at most, 1 to 1,000; default 10.</summary>
    [Id(10)]
    public int? MessagesPerMinute { get; init; }

    /// <summary>That it is one.</summary>
    public override string ToString() => "a gateway for text messages";
}
