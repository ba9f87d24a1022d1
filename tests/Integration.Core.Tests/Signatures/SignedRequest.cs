using System.Text;

namespace Integration.Signatures;

/// <summary>A request as a source sends it, for tests of the verifier.</summary>
internal sealed class SignedRequest
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public byte[] Body { get; set; } = [];

    public SignedRequest(string body) => Body = Encoding.UTF8.GetBytes(body);

    public string this[string header]
    {
        set => _headers[header] = value;
    }

    public SignedRequest Without(string header)
    {
        _headers.Remove(header);
        return this;
    }

    public SignatureCheck CheckedBy(SignatureConfig config, long unixSeconds = 1_714_528_800)
    {
        SignatureVerifier
            .TryCreate(config, out var verifier, out var errors)
            .Should()
            .BeTrue(string.Join(", ", errors));
        return verifier!.Verify(
            name => _headers.GetValueOrDefault(name),
            Body,
            DateTimeOffset.FromUnixTimeSeconds(unixSeconds)
        );
    }
}
