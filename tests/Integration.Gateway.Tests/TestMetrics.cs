using System.Diagnostics.Metrics;
using Integration.Monitoring;
using Microsoft.Extensions.DependencyInjection;

namespace Integration;

internal static class TestMetrics
{
    public static GatewayMetrics New() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
