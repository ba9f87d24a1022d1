using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Integration.Webhooks;

/// <summary>Registration of the sender.</summary>
public static class WebhookSenderRegistration
{
    /// <summary>
    /// Adds <see cref="IWebhookSender"/> and <see cref="DialGuard"/> as singletons. The options are checked at start
    /// and read once. Uses the registered <see cref="TimeProvider"/>, else the system's.
    /// </summary>
    public static IServiceCollection AddWebhookSender(
        this IServiceCollection services,
        Action<WebhookSenderOptions>? configure = null
    )
    {
        services.AddOptions<WebhookSenderOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<WebhookSenderOptions>, WebhookSenderOptionsValidation>()
        );
        services.TryAddSingleton(static provider => new DialGuard(Options(provider).Guard));
        services.TryAddSingleton<IWebhookSender>(static provider => new WebhookSender(
            Options(provider),
            provider.GetRequiredService<DialGuard>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System
        ));
        return services;
    }

    private static WebhookSenderOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<WebhookSenderOptions>>().Value;
}
