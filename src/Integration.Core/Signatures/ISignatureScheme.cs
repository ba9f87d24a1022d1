namespace Integration.Signatures;

/// <summary>A scheme with its secrets.</summary>
internal interface ISignatureScheme
{
    SignatureCheck Verify(Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now);
}
