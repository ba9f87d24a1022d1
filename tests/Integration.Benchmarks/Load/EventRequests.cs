using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integration.Benchmarks.Load;

/// <summary>
/// Makes whole requests as they go over the wire. The payload is JSON of exactly 1 KiB and carries the event's number, by
/// which the receiver knows it.
/// </summary>
/// <param name="paths">The paths that requests take by turns.</param>
internal sealed class EventRequests(params IReadOnlyList<string> paths)
{
    /// <summary>Bytes of a payload.</summary>
    public const int PayloadBytes = 1024;

    /// <summary>Name and opening of the field that carries the number.</summary>
    public static ReadOnlySpan<byte> NumberMark => "\"n\":\""u8;

    /// <summary>Digits of the number.</summary>
    public const int NumberDigits = 8;

    // Two runs against one database must not send the same event twice.
    private readonly string _run = RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>The request of event <paramref name="number"/>.</summary>
    public byte[] Create(int number)
    {
        var payload = Payload(number);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(BenchmarkSecrets.SourceKey, payload));
        var head =
            $"POST {paths[number % paths.Count]} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + $"X-Signature: {signature}\r\nContent-Length: {PayloadBytes}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. payload];
    }

    private byte[] Payload(int number)
    {
        var digits = number.ToString($"D{NumberDigits}", CultureInfo.InvariantCulture);
        var start =
            $$"""{"id":"{{_run}}-{{digits}}","type":"order.created","n":"{{digits}}","order":{"number":"PO-{{digits}}","state":"paid"},"note":" """;
        var payload = new byte[PayloadBytes];
        payload.AsSpan().Fill((byte)'x');
        Encoding.ASCII.GetBytes(start.AsSpan().TrimEnd(), payload);
        "\"}"u8.CopyTo(payload.AsSpan(PayloadBytes - 2));
        return payload;
    }
}
