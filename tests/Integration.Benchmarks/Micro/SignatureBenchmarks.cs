using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Integration.Benchmarks.Load;
using Integration.Signatures;

namespace Integration.Benchmarks.Micro;

/// <summary>Signing an attempt, and verifying what comes in.</summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "MA0053",
    Justification = "BenchmarkDotNet derives from it."
)]
public class SignatureBenchmarks
{
    private const string Id = "0197c2d8-6d5e-7000-8000-000000000001";
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private readonly byte[] _payload = Samples.Payload;
    private readonly WebhookSecret[] _secrets = [Secret()];
    private readonly string _hex = Convert.ToHexStringLower(
        HMACSHA256.HashData(BenchmarkSecrets.SourceKey, Samples.Payload)
    );
    private readonly SignatureVerifier _verifier = Verifier();

    [Benchmark]
    public string Sign() => WebhookSigner.Sign(Id, Now.ToUnixTimeSeconds(), _payload, _secrets);

    [Benchmark]
    public bool Verify() => _verifier.Verify(_ => _hex, _payload, Now).Succeeded;

    private static WebhookSecret Secret() =>
        WebhookSecret.TryParse(BenchmarkSecrets.Subscriber, out var secret)
            ? secret!
            : throw new InvalidOperationException("Not a secret.");

    private static SignatureVerifier Verifier() =>
        SignatureVerifier.TryCreate(
            new SignatureConfig { Scheme = "hmac", Secrets = [BenchmarkSecrets.Source] },
            out var verifier,
            out _
        )
            ? verifier
            : throw new InvalidOperationException("Not a scheme.");
}
