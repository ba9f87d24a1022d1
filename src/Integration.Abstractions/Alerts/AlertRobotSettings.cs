namespace Integration.Alerts;

/// <summary>A group robot of a chat program. Its text form shows no secret.</summary>
[GenerateSerializer, Immutable, Alias("integration.AlertRobotSettings")]
public sealed record AlertRobotSettings
{
    /// <summary>The address that the chat program shows for the robot, <c>https</c>. Written, never read: the whole of it is a secret.</summary>
    [Id(0)]
    public string? Webhook { get; init; }

    /// <summary>The secret of its signature. Written, never read; WeCom's robots have none.</summary>
    [Id(1)]
    public string? Secret { get; init; }

    /// <summary>What every message begins with, to 50 characters: for robots that ask for a keyword, and to tell hubs apart.</summary>
    [Id(2)]
    public string? Prefix { get; init; }

    /// <summary>That it is one.</summary>
    public override string ToString() => "a robot";
}
