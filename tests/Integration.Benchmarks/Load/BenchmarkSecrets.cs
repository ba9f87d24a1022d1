using System.Text;

namespace Integration.Benchmarks.Load;

/// <summary>The secrets that sender, programs under test and receiver share. They guard nothing.</summary>
internal static class BenchmarkSecrets
{
    /// <summary>Signs what is sent in: HMAC-SHA256 of the body, hex, in <c>X-Signature</c>.</summary>
    public const string Source = "a-secret-of-the-benchmark-0123456789";

    /// <summary>Signs what is pushed out, by Standard Webhooks.</summary>
    public const string Subscriber = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary><see cref="Source"/> as bytes.</summary>
    public static byte[] SourceKey { get; } = Encoding.UTF8.GetBytes(Source);

    /// <summary><see cref="Subscriber"/> as bytes.</summary>
    public static byte[] SubscriberKey { get; } = Convert.FromBase64String(Subscriber["whsec_".Length..]);
}
