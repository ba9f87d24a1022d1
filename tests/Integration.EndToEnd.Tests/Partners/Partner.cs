using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Integration.Partners;

/// <summary>A partner's server: remembers what it was sent at each path, and answers as the test says.</summary>
internal sealed class Partner : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Mailbox> _boxes = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private Partner(WebApplication app) => _app = app;

    private string Url => _app.Urls.Single();

    /// <summary>Starts a partner; with a certificate it speaks TLS.</summary>
    public static async Task<Partner> Start(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
            server.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                    {
                        listen.UseHttps(certificate);
                    }
                }
            )
        );
        var app = builder.Build();
        var partner = new Partner(app);
        app.Run(partner.Take);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return partner;
    }

    /// <summary>The mailbox at a path.</summary>
    public Mailbox At(string name) => _boxes.GetOrAdd(name, _ => new Mailbox($"{Url}/{name}"));

    public async ValueTask DisposeAsync()
    {
        // Whoever is kept waiting is cut off.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var headers = http.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var box = At(http.Request.Path.Value!.TrimStart('/'));
        await box.Take(new Letter(headers, body.ToArray()), http);
    }
}
