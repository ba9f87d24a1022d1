using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Integration.Notices;

/// <summary>Registers the channels of notices.</summary>
public static class NoticeServices
{
    /// <summary>
    /// Adds the channels that <c>Integration:Notices</c> names, checked at start. The caller provides the dial guard and a
    /// <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddOptions<NoticesOptions>().BindConfiguration("Integration:Notices").ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<NoticesOptions>, NoticesOptionsValidation>()
        );
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<NoticesOptions>>().Value);
        services.AddSingleton<NoticeChannels>();
        return services;
    }
}
