namespace Integration.Sandbox.Signing;

/// <summary>Signs nothing: for sources whose scheme is <c>none</c>.</summary>
internal sealed class UnsignedSigner : IRequestSigner
{
    public KeyValuePair<string, string>[] Sign(string id, DateTimeOffset now, ReadOnlySpan<byte> body) => [];
}
