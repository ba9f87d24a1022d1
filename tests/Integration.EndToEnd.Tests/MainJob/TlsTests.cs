using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Partners;
using Integration.Testing.Databases;

namespace Integration.MainJob;

/// <summary>Partners that speak TLS: one whose certificate the hub was told to trust, and a stranger.</summary>
public sealed class TlsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly X509Certificate2 _known = SelfSigned();
    private readonly X509Certificate2 _unknown = SelfSigned();
    private TestDatabase _database = null!;
    private Partner _trusted = null!;
    private Partner _stranger = null!;
    private HubProcess _hub = null!;
    private HubApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabase();
        _trusted = await Partner.Start(_known);
        _stranger = await Partner.Start(_unknown);
        _hub = HubProcess.Create(_database.ConnectionString);
        _hub.TrustedCertificates = Path.Combine(_hub.Folder, "trusted.pem");
        await File.WriteAllTextAsync(_hub.TrustedCertificates, _known.ExportCertificatePem());
        await _hub.Start();
        _api = new HubApi(_hub.Url, _hub.AdministratorKey);
        await _api.CreateSource("source");
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _hub.DisposeAsync();
        await _trusted.DisposeAsync();
        await _stranger.DisposeAsync();
        await _database.DisposeAsync();
        _known.Dispose();
        _unknown.Dispose();
    }

    [Fact]
    public async Task Certificate_IsTrusted_OrTheAttemptSaysThatItIsNot()
    {
        const string Once = "\"event_types\":[\"*\"],\"retry\":{\"max_retries\":0}";
        var trusted = _trusted.At("trusted");
        var stranger = _stranger.At("stranger");
        await _api.CreateSubscriber(trusted, Once);
        await _api.CreateSubscriber(stranger, Once);

        await _api.SendWebhook("source", """{"type":"order.created"}""");

        trusted.Url.Should().StartWith("https://");
        (await trusted.Receives(1)).Should().OnlyContain(letter => letter.IsSignedWith(HubScenery.SubscriberSecret));
        var delivery = await Failed("stranger");
        delivery["last_error"]!["kind"]!.GetValue<string>().Should().Be("tls");
        var attempts = await _api.Read($"/api/v1/deliveries/{delivery["id"]}/attempts");
        var error = attempts["data"]!.AsArray().Should().ContainSingle().Subject!["error"]!;
        error["kind"]!.GetValue<string>().Should().Be("tls");
        error["message"]!.GetValue<string>().Should().Contain("certificate");
        stranger.Letters.Should().BeEmpty();
    }

    private async Task<JsonNode> Failed(string subscriber)
    {
        JsonNode? found = null;
        await Eventually.Holds(
            async () =>
            {
                var page = await _api.Read($"/api/v1/deliveries?subscriber={subscriber}&status=failed");
                found = page["data"]!.AsArray().FirstOrDefault();
                return found is not null;
            },
            $"the delivery to {subscriber} to fail"
        );
        return found!;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=partner", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
