using Integration.Alerts;

namespace Integration.Notices;

/// <summary>One channel: exactly one of its ways is given. Most of what is in it is secret.</summary>
public sealed class NoticeChannelOptions
{
    /// <summary>It gets notices of alerts of this severity and above; default info: all.</summary>
    public AlertSeverity MinSeverity { get; set; } = AlertSeverity.Info;

    /// <summary>Mail.</summary>
    public EmailOptions? Email { get; set; }

    /// <summary>A group robot of DingTalk.</summary>
    public SignedRobotOptions? DingTalk { get; set; }

    /// <summary>A group robot of Feishu (Lark).</summary>
    public SignedRobotOptions? Feishu { get; set; }

    /// <summary>A group robot of WeCom.</summary>
    public RobotOptions? WeCom { get; set; }

    /// <summary>Text messages.</summary>
    public SmsGatewayOptions? Sms { get; set; }

    /// <summary>What is given, by the name of its setting.</summary>
    internal IReadOnlyDictionary<string, object> Given()
    {
        var given = new Dictionary<string, object>(StringComparer.Ordinal);
        Add(nameof(Email), Email);
        Add(nameof(DingTalk), DingTalk);
        Add(nameof(Feishu), Feishu);
        Add(nameof(WeCom), WeCom);
        Add(nameof(Sms), Sms);
        return given;

        void Add(string name, object? options)
        {
            if (options is not null)
                given[name] = options;
        }
    }
}
