using Integration.Sandbox.Signing;

namespace Integration.Sandbox.Senders;

/// <summary>Webhooks of one source: <c>POST /in/{source}</c>, signed as its platform signs.</summary>
/// <param name="name">The source.</param>
/// <param name="scheme">Its scheme.</param>
/// <param name="url">Where it sends to.</param>
/// <param name="signer">Signs.</param>
/// <param name="message">Makes the message of a number.</param>
internal sealed class SignedTraffic(
    string name,
    string scheme,
    Uri url,
    IRequestSigner signer,
    Func<long, WebhookMessage> message
) : ITraffic
{
    public string Name => name;

    public string Scheme => scheme;

    public SendJob Next(long number)
    {
        var next = message(number);
        return new SendJob(
            [next.Type],
            now => HttpRequests.Post(url, next.Body, [.. signer.Sign(next.Id, now, next.Body), .. next.Headers])
        );
    }
}
