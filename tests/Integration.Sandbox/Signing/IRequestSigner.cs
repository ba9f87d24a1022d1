namespace Integration.Sandbox.Signing;

/// <summary>Signs a request as one kind of platform does.</summary>
internal interface IRequestSigner
{
    /// <summary>The headers that carry the signature.</summary>
    /// <param name="id">The sender's id of the message.</param>
    /// <param name="now">When it is sent.</param>
    /// <param name="body">The raw body.</param>
    KeyValuePair<string, string>[] Sign(string id, DateTimeOffset now, ReadOnlySpan<byte> body);
}
