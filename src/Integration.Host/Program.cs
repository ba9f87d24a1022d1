using Integration.Hosting;
using Integration.Secrets;

var settings = new HubSettings
{
    Role = HubRole.All,
    Urls = "http://127.0.0.1:8090",
    ConnectionString = args[0],
    OwnsDatabase = true,
    Keys = KeyRing.Parse("dev:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
};
await using var app = HubApplication.Build(settings);
await HubPreparation.Run(app.Services, settings, CancellationToken.None);
await app.RunAsync();
