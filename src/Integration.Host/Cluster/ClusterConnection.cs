using Integration.Health;

namespace Integration.Cluster;

/// <summary>
/// Connects a gateway in the background. Orleans' own start would hold up the whole process until a silo is there, and nobody
/// would be told "try later" meanwhile.
/// </summary>
internal sealed class ClusterConnection(IClusterClient client) : BackgroundService, IClusterConnection
{
    private volatile bool _isOpen;

    public bool IsOpen => _isOpen;

    /// <summary>Registers the client's services, but leaves its start to this class.</summary>
    public static void Add(WebApplicationBuilder builder, Action<IClientBuilder> configure)
    {
        var before = builder.Services.Count;
        builder.UseOrleansClient(configure);
        foreach (var start in builder.Services.Skip(before).Where(IsStart).ToList())
        {
            builder.Services.Remove(start);
        }

        builder.Services.AddSingleton<ClusterConnection>();
        builder.Services.AddSingleton<IClusterConnection>(provider => provider.GetRequiredService<ClusterConnection>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ClusterConnection>());
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_isOpen)
        {
            await ((IHostedService)client).StopAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ((IHostedService)client).StartAsync(stoppingToken);
            _isOpen = true;
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before there was a silo: Orleans tells that in several ways.
        }
    }

    private static bool IsStart(ServiceDescriptor descriptor) => descriptor.ServiceType == typeof(IHostedService);
}
