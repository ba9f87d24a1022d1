using Integration.Dashboard;
using Orleans.Dashboard;

namespace Integration.Hosting;

/// <summary>Orleans' dashboard. It reads its files (20 MB) into memory, so it does when somebody first opens it.</summary>
internal static class LateDashboard
{
    /// <summary>Maps it behind the gateway's gate, which lets nobody pass who has not signed in.</summary>
    public static void Map(WebApplication app)
    {
        // Not the default: it would keep a failure until the next start.
        var dashboard = new Lazy<RequestDelegate>(() => Build(app), LazyThreadSafetyMode.PublicationOnly);
        app.Map(
                $"{DashboardPaths.Root}/{{**path}}",
                http =>
                {
                    // Routed once more, by the dashboard's own routes.
                    http.SetEndpoint(null);
                    return dashboard.Value(http);
                }
            )
            .ExcludeFromDescription();
    }

    private static RequestDelegate Build(IApplicationBuilder app)
    {
        var pipeline = app.New();
        pipeline.UseRouting();
        pipeline.UseEndpoints(routes => routes.MapOrleansDashboard(DashboardPaths.Root).ExcludeFromDescription());
        return pipeline.Build();
    }
}
