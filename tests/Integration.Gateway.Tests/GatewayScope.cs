using System.Net.Http.Headers;
using System.Text;
using Integration.Access;
using Integration.Dashboard;
using Integration.Databases;
using Integration.Health;
using Integration.Hosting;
using Integration.Intake;
using Integration.Orders;
using Integration.Platforms;
using Integration.Problems;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration;

/// <summary>The whole gateway in memory: grains are substitutes, keys lie in a dictionary, there is no database unless one is given.</summary>
internal sealed class GatewayScope : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, StoredApiKey> _keys = new(StringComparer.Ordinal);

    // Nothing listens there: what reaches for the database answers 503.
    private const string NoDatabase = "Host=127.0.0.1;Port=1;Username=x;Timeout=1";

    private GatewayScope(Dictionary<string, string?> settings, string database)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new DatabaseClock(Time));
        builder.Services.AddSingleton(new HubDatabase(database));
        builder.Services.AddSingleton(Grains);
        builder.Services.AddSingleton(Substitute.For<IReadiness>());
        builder.Services.AddSingleton(Liveness);
        builder.Services.AddSingleton<IXmlRepository>(new CookieKeysInMemory());
        builder.Services.AddSingleton(Platforms);
        builder.Services.AddIntegrationGateway();
        builder.Services.AddSingleton(provider => new ApiKeyCache(
            (id, _) =>
            {
                Lookups++;
                return Task.FromResult(_keys.GetValueOrDefault(id));
            },
            provider.GetRequiredService<AccessOptions>(),
            Time
        ));
        _app = builder.Build();
        _app.MapIntegrationGateway();
        Grains.GetGrain<ISourceGrain>(Arg.Any<string>()).Returns(Source);
        Grains.GetGrain<IApiKeyGrain>(IApiKeyGrain.Key).Returns(Keys);
        Keys.NoteSignIn(Arg.Any<SignInNote>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(call => new Outcome<SignInNote> { Value = call.Arg<SignInNote>() });
        Liveness.Faults().Returns([]);
        Grains.GetGrain<IEventIntakeGrain>(Arg.Any<long>()).Returns(Intake);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public IGrainFactory Grains { get; } = Substitute.For<IGrainFactory>();

    public ISourceGrain Source { get; } = Substitute.For<ISourceGrain>();

    public IEventIntakeGrain Intake { get; } = Substitute.For<IEventIntakeGrain>();

    public PlatformDescriptions Platforms { get; } =
        new([
            new PlatformDescription
            {
                Id = "somewhere",
                Name = "Somewhere",
                Capabilities = [ConnectorCapability.ProductDetails, ConnectorCapability.ConnectionTest],
                AppKinds =
                [
                    new AppKind("seller", "one's own, by item.get", 20, true, "zh", "en") { Currencies = ["CNY"] },
                ],
                BaseUrls = [new Uri("https://api.somewhere.example/")],
                TimeZone = "Asia/Shanghai",
                List = new ListLimits(50, FiltersByChange: true, MaxRows: 10_000),
                Orders = new OrderLimits(100)
                {
                    Windows = [new(OrderTime.Updated, 1800), new(OrderTime.Created)],
                    MaxAgeDays = 90,
                    NewestFirst = true,
                    LagSeconds = 60,
                    OverlapSeconds = 300,
                },
                Errors = [new("7", null, FailureKind.Throttled, FailureReason.RateLimit)],
                Rates = [new PlatformRate("*", RateScope.App, 40, "1s")],
            },
        ]);

    public ILiveness Liveness { get; } = Substitute.For<ILiveness>();

    public IApiKeyGrain Keys { get; } = Substitute.For<IApiKeyGrain>();

    public int Lookups { get; private set; }

    public static Task<GatewayScope> Start(params (string Name, string Value)[] settings) =>
        StartOn(NoDatabase, settings);

    public static async Task<GatewayScope> StartOn(string database, params (string Name, string Value)[] settings)
    {
        var scope = new GatewayScope(settings.ToDictionary(s => s.Name, s => (string?)s.Value), database);
        await scope._app.StartAsync(TestContext.Current.CancellationToken);
        return scope;
    }

    public string AddKey(Role role, params string[] sources)
    {
        var secret = ApiKeySecret.Create();
        var key = new ApiKeyResource
        {
            Id = secret.Id,
            Name = "caller",
            Role = role,
            Sources = sources,
            CreatedAt = Time.GetUtcNow(),
        };
        _keys[secret.Id] = new StoredApiKey(key, secret.Hash);
        return secret.Text;
    }

    public void Revoke(string key)
    {
        var id = ApiKeySecret.Parse(key)!.Id;
        _keys[id] = _keys[id] with { Key = _keys[id].Key with { RevokedAt = Time.GetUtcNow() } };
    }

    public Task<HttpResponseMessage> Get(string path, string? key = null) =>
        Send(new HttpRequestMessage(HttpMethod.Get, path), key);

    public Task<HttpResponseMessage> Post(
        string path,
        string body,
        string? key = null,
        string? idempotencyKey = null
    ) => Post(path, Encoding.UTF8.GetBytes(body), key, idempotencyKey);

    public Task<HttpResponseMessage> Post(string path, byte[] body, string? key = null, string? idempotencyKey = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return Send(request, key);
    }

    public Task<HttpResponseMessage> Send(HttpRequestMessage request, string? key = null)
    {
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        return _app.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>An answer whose body is still to come.</summary>
    public Task<HttpResponseMessage> Open(string path, string key, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return _app.GetTestClient()
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>The gateway is asked to stop, as its process is.</summary>
    public void Stop() => _app.Lifetime.StopApplication();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
