using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Integration.Partners;

/// <summary>A request as the partner got it.</summary>
internal sealed record Letter(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Id => Headers["webhook-id"];

    public DateTimeOffset Timestamp =>
        DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(Headers["webhook-timestamp"], NumberStyles.None, CultureInfo.InvariantCulture)
        );

    /// <summary>Whether one of its signatures was made with the secret; written from the specification, not with our code.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}."), .. Body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        return Headers["webhook-signature"].Split(' ').Contains(expected);
    }
}
