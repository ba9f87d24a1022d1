namespace Integration.Signatures;

/// <summary>The generic scheme: header, prefix, algorithm, encoding and signed content by configuration.</summary>
internal sealed class HmacScheme : ISignatureScheme
{
    private const string Body = "{body}";
    private const string Timestamp = "{timestamp}";
    private const string Nonce = "{nonce}";
    private const int MaxTemplate = 200;
    private const int MaxNonce = 255;
    private readonly HmacKey[] _keys;
    private readonly SignatureConfig _config;
    private readonly SignatureAlgorithm _algorithm;
    private readonly string _signatureHeader;
    private readonly string _before;
    private readonly string _after;

    private HmacScheme(SignatureConfig config, byte[][] keys, SignatureAlgorithm algorithm, string template)
    {
        _config = config;
        _keys = [.. keys.Select(key => new HmacKey(algorithm, key))];
        _algorithm = algorithm;
        _signatureHeader = config.SignatureHeader ?? "X-Signature";
        var at = template.IndexOf(Body, StringComparison.Ordinal);
        _before = template[..at];
        _after = template[(at + Body.Length)..];
    }

    public static HmacScheme? Create(SignatureConfig config, byte[][] keys, SignatureFaults faults)
    {
        var algorithm = SignatureAlgorithm.Find(config.Algorithm ?? "sha256");
        if (algorithm is null)
        {
            faults.Add("options.algorithm", $"One of {SignatureAlgorithm.Names}.");
        }

        if (config.Encoding is not (null or "hex" or "base64"))
        {
            faults.Add("options.encoding", "hex or base64.");
        }

        CheckHeader(config.SignatureHeader, "options.signature_header", faults);
        CheckHeader(config.TimestampHeader, "options.timestamp_header", faults);
        CheckHeader(config.NonceHeader, "options.nonce_header", faults);
        if (config.Prefix is { } prefix && (prefix.Length > 50 || prefix.Any(char.IsControl)))
        {
            faults.Add("options.prefix", "At most 50 characters, none of them a control character.");
        }

        var template = config.Template ?? Body;
        return CheckTemplate(template, config, faults) && algorithm is not null
            ? new HmacScheme(config, keys, algorithm, template)
            : null;
    }

    public SignatureCheck Verify(Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var text = header(_signatureHeader);
        if (string.IsNullOrEmpty(text))
        {
            return SignatureCheck.Bad("signature-missing", $"The signature is missing: send it in {_signatureHeader}.");
        }

        var timestamp = _config.TimestampHeader is { } name ? header(name) : null;
        if (
            _config.TimestampHeader is { } timed
            && SignatureTime.Check(timestamp, timed, _config.Tolerance, now) is { } late
        )
        {
            return late;
        }

        var nonce = _config.NonceHeader is { } nonced ? header(nonced) : null;
        if (_config.NonceHeader is not null && CheckNonce(nonce) is { } missing)
        {
            return missing;
        }

        Span<byte> signature = stackalloc byte[_algorithm.Bytes];
        var prefix = _config.Prefix ?? "";
        var base64 = _config.Encoding == "base64";
        if (
            !text.StartsWith(prefix, StringComparison.Ordinal)
            || !SignatureText.TryDecode(text.AsSpan(prefix.Length), base64, signature)
        )
        {
            return SignatureCheck.Bad(
                "signature-malformed",
                $"{_signatureHeader} is not {prefix}{(base64 ? "base64" : "hex")} of HMAC-{_algorithm.Name.ToUpperInvariant()}."
            );
        }

        return Matches(body, timestamp, nonce, signature)
            ? SignatureCheck.Good(nonce: nonce)
            : SignatureCheck.Bad(
                "signature-mismatch",
                "The signature does not fit the signed content and any of the secrets."
            );
    }

    private static bool CheckTemplate(string template, SignatureConfig config, SignatureFaults faults)
    {
        var valid = true;
        // Line breaks are signed by some senders; NUL is what the settings' column cannot hold.
        if (template.Length > MaxTemplate || template.Split(Body).Length != 2 || template.Contains('\0'))
        {
            faults.Add("options.template", $"Holds {Body} exactly once, no NUL, and at most {MaxTemplate} characters.");
            valid = false;
        }

        if (template.Contains(Timestamp, StringComparison.Ordinal) && config.TimestampHeader is null)
        {
            faults.Add("options.timestamp_header", "The template names {timestamp}: say which header carries it.");
        }

        if (template.Contains(Nonce, StringComparison.Ordinal) && config.NonceHeader is null)
        {
            faults.Add("options.nonce_header", "The template names {nonce}: say which header carries it.");
        }

        return valid;
    }

    private static void CheckHeader(string? name, string field, SignatureFaults faults)
    {
        if (name is not null && (name.Length is 0 or > 100 || name.Any(c => c is <= ' ' or > '~' or ':')))
        {
            faults.Add(field, "The name of a header, at most 100 characters.");
        }
    }

    private static SignatureCheck? CheckNonce(string? nonce) =>
        string.IsNullOrEmpty(nonce)
            ? SignatureCheck.Bad("nonce-missing", "The nonce is missing: send the header that the source names.")
        : nonce.Length > MaxNonce || nonce.Any(c => c is < ' ' or > '~')
            ? SignatureCheck.Bad("nonce-malformed", $"A nonce has 1 to {MaxNonce} printable ASCII characters.")
        : null;

    private bool Matches(ReadOnlySpan<byte> body, string? timestamp, string? nonce, ReadOnlySpan<byte> signature)
    {
        if (_before.Length == 0 && _after.Length == 0)
        {
            return SignatureText.MatchesAny(_keys, body, signature);
        }

        var content = SignedContent.Of(Fill(_before, timestamp, nonce), body, Fill(_after, timestamp, nonce));
        return SignatureText.MatchesAny(_keys, content, signature);
    }

    private static string Fill(string template, string? timestamp, string? nonce) =>
        template
            .Replace(Timestamp, timestamp, StringComparison.Ordinal)
            .Replace(Nonce, nonce, StringComparison.Ordinal);
}
