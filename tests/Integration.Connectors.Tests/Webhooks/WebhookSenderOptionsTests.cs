using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Integration.Webhooks;

public sealed class WebhookSenderOptionsTests
{
    [Fact]
    public void Validate_OfTheDefaults_FindsNoFault() =>
        new WebhookSenderOptionsValidation().Validate(null, new WebhookSenderOptions()).Succeeded.Should().BeTrue();

    [Fact]
    public void Validate_WithEverythingWrong_TellsAllFaultsAtOnce()
    {
        var options = new WebhookSenderOptions
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(99),
            ConnectionLifetime = TimeSpan.FromSeconds(9),
            AddressHeadStart = TimeSpan.FromSeconds(6),
            IdleTimeout = TimeSpan.FromHours(2),
            MaxConnectionsPerServer = 0,
            MaxResponseBytes = 16_385,
            MaxResponseHeadKibibytes = 65,
            Guard = new DialGuardOptions
            {
                Allow = ["10.0.0.0/8", "example.com"],
                Deny = [.. Enumerable.Repeat("10.0.0.1", 1001)],
            },
        };
        var result = new WebhookSenderOptionsValidation().Validate(null, options);
        result.Failures.Should().HaveCount(9);
        result.Failures.Should().Contain(failure => failure.Contains("'example.com'"));
    }

    [Fact]
    public void AddWebhookSender_WithBadOptions_FailsWhenTheyAreRead()
    {
        using var provider = new ServiceCollection()
            .AddWebhookSender(options => options.MaxConnectionsPerServer = 0)
            .BuildServiceProvider();
        FluentActions
            .Invoking(() => provider.GetRequiredService<IWebhookSender>())
            .Should()
            .Throw<OptionsValidationException>();
    }

    [Fact]
    public void AddWebhookSender_WithTheDefaults_MakesOneSender()
    {
        using var provider = new ServiceCollection().AddWebhookSender().BuildServiceProvider();
        provider.GetRequiredService<IWebhookSender>().Should().BeSameAs(provider.GetRequiredService<IWebhookSender>());
    }
}
