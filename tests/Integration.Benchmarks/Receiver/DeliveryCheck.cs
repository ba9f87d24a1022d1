using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.Receiver;

/// <summary>
/// Checks a request by Standard Webhooks 1.0.0, with code of its own: HMAC-SHA256 of <c>{id}.{timestamp}.{body}</c>.
/// </summary>
internal static class DeliveryCheck
{
    private const int MaxHead = 200;

    /// <summary>Whether one of the signatures is right.</summary>
    public static bool IsSigned(
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> timestamp,
        ReadOnlySpan<byte> signatures,
        ReadOnlySpan<byte> body
    )
    {
        if (id.IsEmpty || timestamp.IsEmpty || id.Length + timestamp.Length + 2 > MaxHead || !IsNear(timestamp))
        {
            return false;
        }

        var content = new byte[id.Length + timestamp.Length + 2 + body.Length];
        id.CopyTo(content);
        content[id.Length] = (byte)'.';
        timestamp.CopyTo(content.AsSpan(id.Length + 1));
        content[id.Length + 1 + timestamp.Length] = (byte)'.';
        body.CopyTo(content.AsSpan(id.Length + timestamp.Length + 2));
        var hash = HMACSHA256.HashData(BenchmarkSecrets.SubscriberKey, content);
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(hash));
        foreach (var range in signatures.Split((byte)' '))
        {
            if (CryptographicOperations.FixedTimeEquals(signatures[range], expected))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The event's number in the body, -1 where there is none.</summary>
    public static int NumberOf(ReadOnlySpan<byte> body)
    {
        var mark = body.IndexOf(EventRequests.NumberMark);
        return
            mark >= 0
            && Utf8Parser.TryParse(body[(mark + EventRequests.NumberMark.Length)..], out int number, out var digits)
            && digits == EventRequests.NumberDigits
            ? number
            : -1;
    }

    // As the standard's libraries do: five minutes either way.
    private static bool IsNear(ReadOnlySpan<byte> timestamp) =>
        Utf8Parser.TryParse(timestamp, out long seconds, out var length)
        && length == timestamp.Length
        && Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - seconds) <= 300;
}
