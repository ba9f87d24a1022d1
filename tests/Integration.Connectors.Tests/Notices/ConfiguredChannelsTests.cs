using Integration.Alerts;
using Integration.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Notices;

/// <summary>Channels as an operator configures them.</summary>
public sealed class ConfiguredChannelsTests
{
    private const string Secret = "SEC-that-nobody-may-see";

    [Fact]
    public void Channels_OfEachKind_AreMade()
    {
        using var provider = Provide(
            ("ops:DingTalk:Webhook", "https://oapi.example.com/robot/send?access_token=x"),
            ("ops:DingTalk:Secret", Secret),
            ("ops:MinSeverity", "Critical"),
            ("chat:Feishu:Webhook", "https://open.example.com/hook/x"),
            ("chat:Feishu:Secret", Secret),
            ("work:WeCom:Webhook", "https://qyapi.example.com/send?key=x"),
            ("mail:Email:Host", "smtp.example.com"),
            ("mail:Email:From", "Hub <hub@example.com>"),
            ("mail:Email:To:0", "a@example.com"),
            ("mail:Email:To:1", "b@example.com"),
            ("phone:Sms:Url", "https://sms.example.com/"),
            ("phone:Sms:Recipients:0", "+4912345")
        );
        var channels = provider.GetRequiredService<NoticeChannels>().All;
        channels
            .Select(channel => (channel.Name, channel.Channel.Kind, channel.MinSeverity))
            .Should()
            .Equal(
                ("chat", "feishu", AlertSeverity.Info),
                ("mail", "email", AlertSeverity.Info),
                ("ops", "dingtalk", AlertSeverity.Critical),
                ("phone", "sms", AlertSeverity.Info),
                ("work", "wecom", AlertSeverity.Info)
            );
    }

    [Fact]
    public void Faults_AreAllToldAndShowNoSecret()
    {
        using var provider = Provide(
            ("ops:DingTalk:Webhook", "http://oapi.example.com/robot/send?access_token=token-that-is-secret"),
            ("ops:DingTalk:Secret", Secret),
            ("both:WeCom:Webhook", "https://qyapi.example.com/send?key=key-that-is-secret"),
            ("both:Feishu:Webhook", "https://open.example.com/hook/x"),
            ("Loud:WeCom:Webhook", "https://qyapi.example.com/send?key=x"),
            ("events:WeCom:Webhook", "https://qyapi.example.com/send?key=x"),
            ("none:MinSeverity", "Warning")
        );
        var read = () => provider.GetRequiredService<IOptions<NoticesOptions>>().Value;
        var faults = read.Should().Throw<OptionsValidationException>().Which.Failures.ToArray();
        foreach (var name in (string[])["ops:DingTalk", "both", "both:Feishu", "Loud", "events", "none"])
            faults.Should().Contain(fault => fault.Contains($":{name}", StringComparison.Ordinal), name);
        string.Join('\n', faults).Should().NotContain(Secret).And.NotContain("is-secret");
    }

    private static ServiceProvider Provide(params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.ToDictionary(
                        static one => $"Integration:Notices:Channels:{one.Name}",
                        static one => (string?)one.Value
                    )
                )
                .Build()
        );
        services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        services.AddSingleton(new DialGuard(new DialGuardOptions()));
        services.AddNotices();
        return services.BuildServiceProvider();
    }
}
