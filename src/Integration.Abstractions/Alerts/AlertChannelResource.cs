using Integration.Resources;

namespace Integration.Alerts;

/// <summary>
/// A configured channel of notices as the API shows it: in the place of each secret that there is stands <c>***</c>, which keeps it when it
/// is sent back. How a channel fares is shown by <see cref="NoticeChannelResource"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("integration.AlertChannelResource")]
public sealed record AlertChannelResource : IResource
{
    /// <summary>The channel's id, which is its name.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>It gets notices of this severity and above: info, warning or critical.</summary>
    [Id(1)]
    public required string MinSeverity { get; init; }

    /// <summary>Whether it is sent to.</summary>
    [Id(2)]
    public required bool Enabled { get; init; }

    /// <summary>For people.</summary>
    [Id(3)]
    public string? Note { get; init; }

    /// <summary>Mail; null where that is not its way.</summary>
    [Id(4)]
    public AlertMailSettings? Email { get; init; }

    /// <summary>A robot of DingTalk; null where that is not its way.</summary>
    [Id(5)]
    public AlertRobotSettings? Dingtalk { get; init; }

    /// <summary>A robot of Feishu; null where that is not its way.</summary>
    [Id(6)]
    public AlertRobotSettings? Feishu { get; init; }

    /// <summary>A robot of WeCom; null where that is not its way.</summary>
    [Id(7)]
    public AlertRobotSettings? Wecom { get; init; }

    /// <summary>Text messages; null where that is not its way.</summary>
    [Id(8)]
    public AlertSmsSettings? Sms { get; init; }

    /// <summary>In the answer to a creation: that the options have a channel of this name, which wins. Null otherwise.</summary>
    [Id(9)]
    public string? Warning { get; init; }

    /// <summary>When a secret was last changed, UTC.</summary>
    [Id(10)]
    public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>Raised by each change; the value of <c>If-Match</c>.</summary>
    [Id(11)]
    public required long Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(12)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    [Id(13)]
    public required DateTimeOffset UpdatedAt { get; init; }
}
