using Integration.Notices;
using Integration.Problems;

namespace Integration.Alerts;

/// <summary>Makes of settings what channels are made of. What is left out is as it is in the options. Pure.</summary>
internal static class AlertChannelWays
{
    /// <summary>The channel, and every fault of it by field. No fault repeats a value: many are secrets.</summary>
    /// <param name="settings">With their secrets.</param>
    /// <param name="errors">Takes the faults.</param>
    public static NoticeChannelOptions Read(AlertChannelSettings settings, FieldErrors errors)
    {
        var options = new NoticeChannelOptions
        {
            MinSeverity = Choice(settings.MinSeverity, AlertSeverity.Info, "min_severity", errors),
            Email = settings.Email is { } mail ? Of(mail, errors) : null,
            DingTalk = settings.Dingtalk is { } dingTalk ? Signed(dingTalk, "dingtalk", errors) : null,
            Feishu = settings.Feishu is { } feishu ? Signed(feishu, "feishu", errors) : null,
            WeCom = settings.Wecom is { } weCom ? Of(weCom, new RobotOptions(), "wecom", errors) : null,
            Sms = settings.Sms is { } sms ? Of(sms, errors) : null,
        };
        errors.When(settings.Wecom?.Secret is not null, "wecom.secret", "Robots of WeCom have none.");
        (string Field, object? Way)[] ways =
        [
            ("email", options.Email),
            ("dingtalk", options.DingTalk),
            ("feishu", options.Feishu),
            ("wecom", options.WeCom),
            ("sms", options.Sms),
        ];
        var given = Array.FindAll(ways, static way => way.Way is not null);
        errors.When(
            given.Length != 1,
            given.Length > 1 ? given[1].Field : "email",
            "Exactly one of email, dingtalk, feishu, wecom and sms."
        );
        foreach (var (field, way) in given)
        {
            foreach (var fault in NoticeOptionsFaults.Of(way!))
                errors.Add(field, fault);
        }

        return options;
    }

    private static EmailOptions Of(AlertMailSettings mail, FieldErrors errors)
    {
        var options = new EmailOptions
        {
            Host = mail.Host ?? "",
            UserName = mail.UserName ?? "",
            Password = mail.Password ?? "",
            From = mail.From ?? "",
            To = Texts(mail.To),
            Prefix = mail.Prefix ?? "",
        };
        options.Security = Choice(mail.Security, options.Security, "email.security", errors);
        options.Port = mail.Port ?? options.Port;
        options.MessagesPerMinute = mail.MessagesPerMinute ?? options.MessagesPerMinute;
        return options;
    }

    private static SignedRobotOptions Signed(AlertRobotSettings robot, string field, FieldErrors errors) =>
        Of(robot, new SignedRobotOptions { Secret = robot.Secret ?? "" }, field, errors);

    private static T Of<T>(AlertRobotSettings robot, T options, string field, FieldErrors errors)
        where T : RobotOptions
    {
        Uri? webhook = null;
        if (robot.Webhook is not null && !Uri.TryCreate(robot.Webhook, UriKind.Absolute, out webhook))
        {
            errors.Add($"{field}.webhook", "Must be an absolute https address.");
            // In its place one that has no fault of its own.
            webhook = new Uri("https://localhost");
        }

        options.Webhook = webhook;
        options.Prefix = robot.Prefix ?? "";
        return options;
    }

    private static SmsGatewayOptions Of(AlertSmsSettings sms, FieldErrors errors)
    {
        var options = new SmsGatewayOptions
        {
            Url = sms.Url ?? "",
            Headers = (sms.Headers ?? []).ToDictionary(
                static header => header.Key,
                static header => header.Value ?? "",
                StringComparer.Ordinal
            ),
            Recipients = Texts(sms.Recipients),
            Prefix = sms.Prefix ?? "",
            SuccessText = sms.SuccessText ?? "",
        };
        options.Method = sms.Method ?? options.Method;
        options.BodyKind = Choice(sms.BodyKind, options.BodyKind, "sms.body_kind", errors);
        options.Body = sms.Body ?? options.Body;
        options.Separator = sms.Separator ?? options.Separator;
        options.MaxCharacters = sms.MaxCharacters ?? options.MaxCharacters;
        options.MessagesPerMinute = sms.MessagesPerMinute ?? options.MessagesPerMinute;
        return options;
    }

    private static List<string> Texts(string?[]? texts) => [.. (texts ?? []).Select(static text => text ?? "")];

    private static T Choice<T>(string? given, T otherwise, string field, FieldErrors errors)
        where T : struct, Enum
    {
        if (given is null)
            return otherwise;
        foreach (var value in Enum.GetValues<T>())
        {
            if (AlertNames.Of(value).Equals(given, StringComparison.Ordinal))
                return value;
        }

        errors.Add(field, $"One of {string.Join(", ", Enum.GetValues<T>().Select(AlertNames.Of))}.");
        return otherwise;
    }
}
