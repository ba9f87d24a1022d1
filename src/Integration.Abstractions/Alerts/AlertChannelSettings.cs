using Integration.Resources;

namespace Integration.Alerts;

/// <summary>
/// A channel of notices as somebody configures it over the API: exactly one of its ways is given. Its text form shows no secret.
/// </summary>
[GenerateSerializer, Immutable, Alias("integration.AlertChannelSettings")]
public sealed record AlertChannelSettings : IResourceSettings
{
    /// <summary>Id chosen by people, immutable; made when left out. Not <c>events</c>.</summary>
    [Id(0)]
    public string? Id { get; init; }

    /// <summary>It gets notices of this severity and above: info (default), warning or critical.</summary>
    [Id(1)]
    public string? MinSeverity { get; init; }

    /// <summary>Whether it is sent to; what waits in it meanwhile stays, and nothing more is queued.</summary>
    [Id(2)]
    public bool Enabled { get; init; } = true;

    /// <summary>For people, to 2,000 characters.</summary>
    [Id(3)]
    public string? Note { get; init; }

    /// <summary>Mail.</summary>
    [Id(4)]
    public AlertMailSettings? Email { get; init; }

    /// <summary>A group robot of DingTalk.</summary>
    [Id(5)]
    public AlertRobotSettings? Dingtalk { get; init; }

    /// <summary>A group robot of Feishu (Lark).</summary>
    [Id(6)]
    public AlertRobotSettings? Feishu { get; init; }

    /// <summary>A group robot of WeCom, which has no secret but its webhook.</summary>
    [Id(7)]
    public AlertRobotSettings? Wecom { get; init; }

    /// <summary>Text messages.</summary>
    [Id(8)]
    public AlertSmsSettings? Sms { get; init; }

    /// <summary>Its id only.</summary>
    public override string ToString() => $"alert channel {Id}";
}
