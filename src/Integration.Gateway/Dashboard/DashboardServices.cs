using Integration.Access;
using Integration.Time;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integration.Dashboard;

/// <summary>Registers the sign-in in front of the dashboard. The dashboard itself is Orleans' and mapped by the host.</summary>
public static class DashboardServices
{
    // Longer than the framework takes to replace a key that comes to its end.
    private static readonly TimeSpan s_enough = TimeSpan.FromDays(3);
    private static readonly TimeSpan s_keyLifetime = TimeSpan.FromDays(90);

    /// <summary>Adds what the sign-in needs.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ProtectionKeyStore>();
        services.TryAddSingleton<IXmlRepository, SealedKeyRepository>();
        services.AddDataProtection().SetApplicationName("integration");
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IXmlRepository>(
                (options, repository) =>
                {
                    options.XmlRepository = repository;
                    options.NewKeyLifetime = s_keyLifetime;
                    // The repository seals each element whole.
                    options.XmlEncryptor = new NullXmlEncryptor();
                }
            );
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = "token";
            options.Cookie.Name = "integration_form";
            options.Cookie.Path = DashboardPaths.Root;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<SignInEndpoints>();
    }

    /// <summary>
    /// Sees to it that there is a key of cookies before the first gateway begins. Two that begin at once would each make one and
    /// not know the other's until tomorrow.
    /// </summary>
    public static async Task EnsureKey(IServiceProvider services, CancellationToken ct)
    {
        await using var alone = await services.GetRequiredService<ProtectionKeyStore>().Lock(ct);
        var now = services.GetRequiredService<DatabaseClock>().UtcNow();
        var keys = services.GetRequiredService<IKeyManager>();
        if (
            !keys.GetAllKeys()
                .Any(key => !key.IsRevoked && key.ActivationDate <= now && key.ExpirationDate > now + s_enough)
        )
        {
            keys.CreateNewKey(now, now + s_keyLifetime);
        }
    }
}
