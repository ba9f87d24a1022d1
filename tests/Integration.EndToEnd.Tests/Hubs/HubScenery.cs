using System.Security.Cryptography;
using System.Text;
using Integration.Partners;

namespace Integration.Hubs;

/// <summary>What most tests set up: a source that signs, subscribers that end at a mailbox.</summary>
internal static class HubScenery
{
    public const string SubscriberSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string SourceSecret = "it-is-a-secret";

    extension(HubFixture fixture)
    {
        /// <summary>Makes a source with scheme <c>hmac</c> whose events carry <c>type</c> and <c>id</c>; returns its id.</summary>
        public async Task<string> CreateSource()
        {
            var id = fixture.NewId("source");
            await fixture.Api.CreateSource(id);
            return id;
        }

        /// <summary>Makes a subscriber of the given fields, whose id is the name of its mailbox.</summary>
        public async Task<Mailbox> CreateSubscriber(string fields, string? sources = null)
        {
            var box = fixture.Partner.At(fixture.NewId("subscriber"));
            await fixture.Api.CreateSubscriber(box, fields, sources);
            return box;
        }

        /// <summary>Waits until a subscriber has deliveries and none of them is pending.</summary>
        public Task Settled(string subscriber) =>
            Eventually.Holds(
                async () =>
                {
                    var page = (await fixture.Api.Read($"/api/v1/deliveries?limit=200&subscriber={subscriber}"))[
                        "data"
                    ]!;
                    return page.AsArray().Count > 0
                        && page.AsArray().All(delivery => delivery!["status"]!.GetValue<string>() != "pending");
                },
                $"all deliveries of {subscriber} to be finished"
            );
    }

    extension(HubApi api)
    {
        public Task CreateSource(string id) =>
            api.Create(
                "/api/v1/sources",
                $$"""
                {"id":"{{id}}","scheme":"hmac","secrets":["{{SourceSecret}}"],
                 "mapping":{"type":"type","id":"id","subject":"subject","time":"time"}
                }
                """
            );

        public Task CreateSubscriber(Mailbox box, string fields, string? sources = null)
        {
            var from = sources is null ? "" : $"\"sources\":[\"{sources}\"],";
            return api.Create(
                "/api/v1/subscribers",
                "{"
                    + $"\"id\":\"{box.Name}\",\"url\":\"{box.Url}\",\"secret\":\"{SubscriberSecret}\",{from}{fields}"
                    + "}"
            );
        }

        public Task<HubAnswer> SendWebhook(string source, byte[] body, params (string, string?)[] headers)
        {
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(SourceSecret), body);
            return api.Post(
                $"/in/{source}",
                body,
                "application/json",
                [("X-Signature", Convert.ToHexStringLower(signature)), .. headers]
            );
        }

        public Task<HubAnswer> SendWebhook(string source, string body, params (string, string?)[] headers) =>
            api.SendWebhook(source, Encoding.UTF8.GetBytes(body), headers);
    }
}
