using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Partners;

namespace Integration.MainJob;

/// <summary>Partners that speak TLS: one whose certificate the hub was told to trust, and a stranger.</summary>
public sealed class TlsTests(HubFixture fixture) : IAsyncLifetime
{
    private readonly X509Certificate2 _unknown = PartnerCertificate.SelfSigned();
    private Partner _trusted = null!;
    private Partner _stranger = null!;

    public async ValueTask InitializeAsync()
    {
        _trusted = await Partner.Start(fixture.TrustedCertificate);
        _stranger = await Partner.Start(_unknown);
    }

    public async ValueTask DisposeAsync()
    {
        await _trusted.DisposeAsync();
        await _stranger.DisposeAsync();
        _unknown.Dispose();
    }

    [Fact]
    public async Task Certificate_IsTrusted_OrTheAttemptSaysThatItIsNot()
    {
        const string Once = "\"event_types\":[\"*\"],\"retry\":{\"max_retries\":0}";
        var source = await fixture.CreateSource();
        var trusted = _trusted.At(fixture.NewId("trusted"));
        var stranger = _stranger.At(fixture.NewId("stranger"));
        await fixture.Api.CreateSubscriber(trusted, Once, source);
        await fixture.Api.CreateSubscriber(stranger, Once, source);

        await fixture.Api.SendWebhook(source, """{"type":"order.created"}""");

        trusted.Url.Should().StartWith("https://");
        (await trusted.Receives(1)).Should().OnlyContain(letter => letter.IsSignedWith(HubScenery.SubscriberSecret));
        var delivery = await Failed(stranger.Name);
        delivery["last_error"]!["kind"]!.GetValue<string>().Should().Be("tls");
        var attempts = await fixture.Api.Read($"/api/v1/deliveries/{delivery["id"]}/attempts");
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
                var page = await fixture.Api.Read($"/api/v1/deliveries?subscriber={subscriber}&status=failed");
                found = page["data"]!.AsArray().FirstOrDefault();
                return found is not null;
            },
            $"the delivery to {subscriber} to fail"
        );
        return found!;
    }
}
