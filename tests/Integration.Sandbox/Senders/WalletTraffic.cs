namespace Integration.Sandbox.Senders;

/// <summary>Rows of recognised wallet codes: <c>POST /api/v1/wallets</c>.</summary>
internal sealed class WalletTraffic(Uri url, string apiKey, Payloads payloads, TimeProvider time) : ITraffic
{
    private readonly KeyValuePair<string, string>[] _headers = [new("Authorization", $"Bearer {apiKey}")];

    public string Name => "wallets";

    public string Scheme => "API key, /wallets";

    public SendJob Next(long number)
    {
        var body = Payloads.Json(
            new
            {
                id = payloads.Id("row", number),
                source_ip = "192.0.2.17",
                msg_id = payloads.Id("msg", number / 2),
                group_id = $"group-{number % 7}",
                wallet_code = $"W{number * 7919 % 1_000_000:000000}",
                serial_no = number,
                wx_id = $"wx_{number % 31}",
                wx_nick_name = "小店",
                pic_url = "https://pictures.example/receipt.jpg",
                create_time = time.GetUtcNow().ToUnixTimeSeconds(),
            }
        );
        return new SendJob(["ocr_wallet_data"], _ => HttpRequests.Post(url, body, _headers));
    }
}
